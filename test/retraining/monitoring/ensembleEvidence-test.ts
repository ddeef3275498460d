import { expect } from 'chai';
import { matrix } from '../../../src/matrix';
import { createRandom } from '../../../src/random';
import { ensembleEvidence, type EnsembleEvidence } from '../../../src/retraining/monitoring/ensembleEvidence';
import { MEMBERS, type EnsembleMember } from '../../../src/retraining/monitoring/memberEvidence';
import type { MonitoredWindow } from '../../../src/retraining/monitoring/monitoredWindow';
import { drawWindow } from './windows';

const random = createRandom(1);

function evidenceOf(reference: MonitoredWindow, sample: MonitoredWindow): EnsembleEvidence {
  return ensembleEvidence(reference, sample, { random });
}

function pValues({ members }: EnsembleEvidence): Record<EnsembleMember, number> {
  return Object.fromEntries(members.map(({ member, pValue }) => [member, pValue ?? NaN])) as Record<
    EnsembleMember,
    number
  >;
}

describe('ensembleEvidence', () => {
  it('keeps the level of every detector, inside the binomial band', () => {
    const draws = createRandom(2);
    for (const size of [
      { rows: 100, features: 1 },
      { rows: 200, features: 6 },
    ]) {
      const alarms = MEMBERS.map(() => 0);
      for (let trial = 0; trial < 120; trial++) {
        const { members } = evidenceOf(drawWindow(draws, size), drawWindow(draws, { ...size, rows: 150 }));
        members.forEach(({ pValue }, k) => (alarms[k] += Number(pValue! <= 0.05)));
      }
      alarms.forEach((count, k) => expect(count, MEMBERS[k]).at.most(14));
    }
  });

  it('keeps the level of the sum of PSI where columns repeat each other', () => {
    const draws = createRandom(3);
    const repeated = () => {
      const values = Float64Array.from({ length: 200 }, () => draws.normal());
      return {
        inputs: matrix(
          Float64Array.from({ length: 1600 }, (_, k) => values[k >> 3]),
          200,
          8,
        ),
      };
    };
    let alarms = 0;
    for (let trial = 0; trial < 100; trial++) alarms += Number(pValues(evidenceOf(repeated(), repeated())).psi <= 0.05);
    expect(alarms).within(0, 13);
  });

  it('names the feature that moved, or that spread', () => {
    const reference = drawWindow(createRandom(4));
    const moved = evidenceOf(reference, drawWindow(createRandom(5), { shift: 0.6 }));
    const spread = evidenceOf(reference, drawWindow(createRandom(6), { spread: 2 }));
    expect(moved.members.slice(0, 3).map(({ pValue }) => pValue! < 1e-4)).deep.equal([true, true, true]);
    expect(moved.members[0]).include({ member: 'ks', feature: 0 });
    expect(spread.members[2]).include({ member: 'js', feature: 1 });
    expect(spread.members[2].pValue).lessThan(1e-6);
    expect(pValues(moved).mmd).lessThan(1e-4);
  });

  it('sees what models say and how wrong they are apart from the inputs', () => {
    const [reference, sample] = [drawWindow(createRandom(7)), drawWindow(createRandom(8), { errorRate: 0.45 })];
    const evidence = evidenceOf(reference, {
      ...sample,
      predictions: sample.predictions && new Uint8Array(300).fill(1),
    });
    const p = pValues(evidence);
    expect(p.errors).lessThan(1e-6);
    expect(p.predictions).lessThan(1e-20);
    expect(Math.min(p.ks, p.psi, p.mmd)).greaterThan(0.01);
    expect(evidence.members[6]).have.property('statistic').closeTo(0.25, 0.1);
    expect(evidence.labels).equal(300);
  });

  it('takes predictions as classes, many values as scores', () => {
    const reference = drawWindow(createRandom(9));
    const three = (shift: number) => Array.from({ length: 300 }, (_, i) => (i % 3) + (i < shift ? 1 : 0));
    const scores = (scale: number) => Array.from({ length: 300 }, (_, i) => scale * (i / 300));
    const [classes, scored] = [three, scores].map((of) => evidenceOf({ ...reference, predictions: of(0) }, { ...reference, predictions: of(100) }).members[5]); // prettier-ignore
    expect(classes).property('method').match(/^χ²/);
    expect(scored)
      .property('method')
      .match(/Kolmogorov/);
    expect(Math.max(classes.pValue!, scored.pValue!)).lessThan(1e-6);
  });

  it('dates with ADWIN what began within the sample better than a comparison of windows', () => {
    const draws = createRandom(10);
    const late = { rows: 400, features: 1, shift: 1.2, onset: 0.8 };
    let better = 0;
    for (let trial = 0; trial < 20; trial++) {
      const p = pValues(evidenceOf(drawWindow(draws, { rows: 3000, features: 1 }), drawWindow(draws, late)));
      better += Number(p.adwin < p.ks);
    }
    expect(better).at.least(15);
  });

  it('thins autocorrelated rows, which would else look like drift', () => {
    const draws = createRandom(20);
    const series = (rows: number) => {
      const steps = drawWindow(draws, { rows, features: 2 });
      const { values } = steps.inputs;
      for (let k = 2; k < values.length; k++) values[k] = 0.8 * values[k - 2] + 0.6 * values[k];
      return steps;
    };
    const alarms = [false, true].map((thin) => {
      let count = 0;
      for (let trial = 0; trial < 60; trial++) {
        const found = ensembleEvidence(series(1000), series(800), { random, thin });
        if (thin) expect(found.stride).within(9, 22);
        count += Number(found.members[0].pValue! <= 0.05);
      }
      return count;
    });
    expect(alarms[0]).at.least(15);
    expect(alarms[1]).at.most(10);
  });

  it('does not thin independent rows, and leaves two at least', () => {
    const rows = (count: number) => drawWindow(createRandom(21), { rows: count });
    expect(ensembleEvidence(rows(400), rows(400), { random, thin: true })).include({ stride: 1, sample: 400 });
    const rising = {
      inputs: matrix(
        Float64Array.from({ length: 400 }, (_, i) => i),
        400,
        1,
      ),
    };
    const found = ensembleEvidence(rising, rising, { random, thin: true });
    expect(found).include({ stride: 200, sample: 2, reference: 2 });
    expect(found.members[0].pValue).equal(1);
  });

  it('says why a detector is missing', () => {
    const { inputs, errors } = drawWindow(createRandom(11));
    const few = Array.from(errors, (error, i) => (i < 9 ? error : NaN));
    const { members, labels } = evidenceOf({ inputs, errors }, { inputs, errors: few });
    expect(members[5]).deep.equal({ member: 'predictions', pValue: null, missing: '0 predictions in the sample and 0 in the reference: 10 are needed' }); // prettier-ignore
    expect(members[6])
      .include({ pValue: null })
      .property('missing')
      .match(/^9 errors in the sample and 300/);
    expect(labels).equal(9);
  });

  it('finds a constant that moved, and nothing in one that stayed', () => {
    const constant = (value: number, rows: number) => ({ inputs: matrix(new Float64Array(rows).fill(value), rows, 1) });
    const stayed = pValues(evidenceOf(constant(5, 600), constant(5, 500)));
    for (const member of MEMBERS.slice(0, 5)) expect(stayed[member], member).equal(1);
    const moved = pValues(evidenceOf(constant(5, 60), constant(5.001, 50)));
    for (const member of MEMBERS.slice(0, 4)) expect(moved[member], member).lessThan(1e-6);
  });

  it('takes binary and rounded features, windows of two rows, and huge numbers', () => {
    const draws = createRandom(12);
    const binary = () => ({
      inputs: matrix(
        Float32Array.from({ length: 200 }, () => draws.integer(2)),
        100,
        2,
      ),
    });
    for (const { pValue } of evidenceOf(binary(), binary()).members.slice(0, 5)) expect(pValue).within(0.001, 1);
    const huge = (rows: number) => ({
      inputs: matrix(
        Float64Array.from({ length: rows }, () => 1e150 * draws.normal()),
        rows,
        1,
      ),
    });
    for (const { pValue } of evidenceOf(huge(2), huge(2)).members.slice(0, 5)) expect(pValue).within(0, 1);
  });

  it('gives the same for the same seed, and survives JSON', () => {
    const [reference, sample] = [drawWindow(createRandom(13)), drawWindow(createRandom(14))];
    const found = ensembleEvidence(reference, sample, { random: createRandom(15) });
    expect(ensembleEvidence(reference, sample, { random: createRandom(15) })).deep.equal(found);
    expect(JSON.parse(JSON.stringify(found))).deep.equal(found);
  });

  it('refuses wrong input', () => {
    const good = drawWindow(createRandom(16), { rows: 20, features: 2 });
    const wrong: [MonitoredWindow, string][] = [
      [drawWindow(createRandom(1), { rows: 20, features: 3 }), 'expected 2 columns, got 3'],
      [drawWindow(createRandom(1), { rows: 1, features: 2 }), 'rows of sample'],
      [{ inputs: matrix(new Float64Array(8).fill(NaN), 4, 2) }, 'finite'],
      [{ ...good, errors: [1] }, 'number of errors of sample'],
      [{ ...good, predictions: new Array<number>(20).fill(Infinity) }, 'predictions of sample'],
    ];
    for (const [sample, message] of wrong) expect(() => evidenceOf(good, sample)).throws(RangeError, message);
  });
});
