import { expect } from 'chai';
import fc from 'fast-check';
import { createRandom } from '../../../src/random';
import { driftEvidence, pValueBound } from '../../../src/retraining/monitoring/driftEvidence';
import { driftPosterior } from '../../../src/retraining/monitoring/driftPosterior';
import { ensembleEvidence, type EnsembleEvidence } from '../../../src/retraining/monitoring/ensembleEvidence';
import { MEMBERS } from '../../../src/retraining/monitoring/memberEvidence';
import { FITTED_DIMENSIONS, FITTED_KINDS } from '../../validate/driftedWindows';
import { drawPool, ensembleFactor, posteriorFigures, singleFactor } from '../../validate/posterior';
import { drawWindow } from './windows';

function evidence(pValues: readonly (number | null)[], sizes: Partial<EnsembleEvidence> = {}): EnsembleEvidence {
  const members = pValues.map((pValue, k) => pValue === null ? { member: MEMBERS[k], pValue, missing: 'not asked' } : { member: MEMBERS[k], pValue, statistic: 0, method: '' }); // prettier-ignore
  return { members, features: 10, reference: 1000, sample: 500, labels: 200, stride: 1, ...sizes };
}

const DRIFT = [1e-5, 1e-6, 1e-5, 1e-6, 0.1, 0.01, 0.2];
const STILL = [0.4, 0.6, 0.3, 0.7, 1, 0.5, 0.8];

describe('driftEvidence', () => {
  it('speaks for a drift or against it', () => {
    expect(driftEvidence(evidence(DRIFT)).bayesFactor).greaterThan(100);
    expect(driftEvidence(evidence(STILL)).bayesFactor).lessThan(0.5);
  });

  it('never falls where a p value falls', () => {
    const p = fc.double({ min: 1e-12, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(p, { minLength: 7, maxLength: 7 }),
        fc.nat(6),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (all, k, part) => {
          // prettier-ignore
          const less = all.map((value, i) => (i === k ? value * part : value));
          expect(driftEvidence(evidence(less)).logBayesFactor).at.least(driftEvidence(evidence(all)).logBayesFactor - 1e-12); // prettier-ignore
        },
      ),
    );
  });

  it('does not multiply what dependent detectors say', () => {
    const alike = driftEvidence(evidence([0.01, 0.01, 0.01, 0.01, 1, null, null])).bayesFactor;
    const one = pValueBound(0.01);
    expect(alike)
      .greaterThan(1)
      .lessThan(one ** 2);
  });

  it('averages over the prior of sizes', () => {
    const factors = (['small', 'moderate', 'large'] as const).map((size) => driftEvidence(evidence(DRIFT), { sizes: { [size]: 2 } }).bayesFactor); // prettier-ignore
    const mixed = driftEvidence(evidence(DRIFT), { sizes: { small: 1, large: 3 } });
    expect(mixed.bayesFactor).closeTo((factors[0] + 3 * factors[2]) / 4, 1e-9 * mixed.bayesFactor);
    expect(mixed.family).match(/0.15–0.4 \(0.25\), 1–2.5 \(0.75\)/);
    const even = driftEvidence(evidence(DRIFT)).bayesFactor;
    expect(even).closeTo(
      factors.reduce((sum, factor) => sum + factor / 3, 0),
      1e-9 * even,
    );
  });

  it('takes small p values in small windows for more than in large ones', () => {
    const [few, many] = [100, 2000].map((sample) => driftEvidence(evidence([0.02, 0.02, 0.02, 0.02, 1, 0.5, 0.5], { sample, reference: 4000 })).bayesFactor); // prettier-ignore
    expect(few).greaterThan(many);
  });

  it('answers without predictions and without labels, and says what it then cannot see', () => {
    for (const k of [5, 6]) {
      const found = driftEvidence(evidence(DRIFT.map((p, i) => (i === k ? null : p))));
      expect(found).include({ basis: 'simulated' });
      expect(found.because).include(`${MEMBERS[k]} missing: not asked`);
    }
    expect(driftEvidence(evidence(DRIFT)).family).match(/concept \(200 labels\)/);
    const blind = driftEvidence(evidence([...STILL.slice(0, 6), null]));
    expect(blind.family).match(/without labels no pure concept/);
  });

  it('gives no more than a bound where nothing was simulated', () => {
    for (const few of [
      evidence(DRIFT, { sample: 49 }),
      evidence(DRIFT, { reference: 199 }),
      evidence([null, ...DRIFT.slice(1)]),
    ]) {
      // prettier-ignore
      const found = driftEvidence(few);
      expect(found.basis).equal('bound');
      const pValues = few.members.flatMap(({ pValue }) => pValue ?? []);
      expect(found.bayesFactor).closeTo(pValueBound(Math.min(...pValues) * pValues.length), 1e-6);
      expect(found.because[0]).match(/at most/);
    }
    expect(driftEvidence(evidence(STILL, { sample: 20 })).bayesFactor).equal(1);
  });

  it('claims no odds beyond the streams it learnt from', () => {
    const certain = driftEvidence(evidence([0, 0, 0, 0, 0, 0, 0])).bayesFactor;
    expect(certain).closeTo(3000, 1e-6);
    expect(driftEvidence(evidence([1, 1, 1, 1, 1, 1, 1], { sample: 2000, reference: 4000 })).bayesFactor).at.least(1 / 3000); // prettier-ignore
  });

  it('refuses a prior that is none', () => {
    expect(() => driftEvidence(evidence(DRIFT), { sizes: {} })).throws(RangeError, 'invalid sizes');
    expect(() => driftEvidence(evidence(DRIFT), { sizes: { small: -1 } })).throws(RangeError, 'sizes.small');
    expect(() => driftEvidence(evidence(DRIFT), { sizes: { huge: 1 } as object })).throws(RangeError, 'one of small, moderate, large'); // prettier-ignore
  });

  it('is calibrated and better than each detector alone, on a small part of the long simulation', () => {
    const law = { kinds: FITTED_KINDS, dimensions: FITTED_DIMENSIONS.slice(0, 3) };
    const pool = drawPool({ still: 45, drifting: 45 }, law, createRandom(5));
    const of = (factor: Parameters<typeof posteriorFigures>[2]) => posteriorFigures(pool, { baseRate: 0.5, count: 90, random: createRandom(6) }, factor); // prettier-ignore
    const { logScore, calibrationError, byChance } = of(ensembleFactor);
    for (const member of MEMBERS) expect(logScore, member).lessThan(of(singleFactor(member)).logScore);
    expect(calibrationError).lessThan(2 * byChance);
  });
});

describe('pValueBound', () => {
  it('is the bound of Sellke, Bayarri and Berger', () => {
    expect(pValueBound(0.05)).closeTo(2.456, 5e-4);
    expect(pValueBound(0.001)).closeTo(53.25, 0.01);
    expect([0.4, 1].map(pValueBound)).deep.equal([1, 1]);
  });
});

describe('driftPosterior', () => {
  it('turns one Bayes factor into another probability at each base rate', () => {
    const nine = { ...driftEvidence(evidence(DRIFT)), bayesFactor: 9, logBayesFactor: Math.log(9) };
    const found = [0.5, 0.1, 0.02].map((baseRate) => driftPosterior(nine, { baseRate }).probability);
    [0.9, 0.5, 0.1552].forEach((expected, k) => expect(found[k]).closeTo(expected, 1e-4));
  });

  it('prints the prior beside the number, and "at most" beside a bound', () => {
    const exact = driftPosterior(driftEvidence(evidence(DRIFT)), { baseRate: 0.1 });
    expect(exact.statement).match(/^P\(drift\) = 0\.99\d* for a base rate of 0\.1 and a Bayes factor of \d/);
    const bound = driftPosterior(driftEvidence(evidence(DRIFT, { sample: 10 })), { baseRate: 0.1 });
    expect(bound.atMost).equal(true);
    expect(bound.statement).match(/^P\(drift\) ≤ .* Bayes factor of at most/);
  });

  it('sees the same evidence from real windows', () => {
    const random = createRandom(30);
    const [reference, same, moved] = [0, 0, 0.8].map((shift) => drawWindow(random, { rows: 400, shift }));
    const [quiet, loud] = [same, moved].map((sample) => driftPosterior(driftEvidence(ensembleEvidence(reference, sample, { random })), { baseRate: 0.1 }).probability); // prettier-ignore
    expect(quiet).lessThan(0.1);
    expect(loud).greaterThan(0.95);
  });

  it('refuses a base rate that leaves nothing to learn', () => {
    for (const baseRate of [0, 1, NaN]) expect(() => driftPosterior(driftEvidence(evidence(DRIFT)), { baseRate })).throws(RangeError, 'baseRate'); // prettier-ignore
  });
});
