import { expect } from 'chai';
import { fromRows } from '../../../src/matrix';
import { createRandom } from '../../../src/random';
import { estimatePriors } from '../../../src/retraining/learning/estimatePriors';
import { fitRecalibration, recalibrated } from '../../../src/retraining/learning/recalibration';

/** Logits of a calibrated model of two normals one apart with equal shares, and labels that come with another share. */
function shifted(count: number, share: number, seed: number) {
  const random = createRandom(seed);
  const labels = Array.from({ length: count }, () => Number(random.uniform() < share));
  const logits = fromRows(labels.map((label) => [0, 2 * (random.normal() + 2 * label - 1)]));
  return { logits, labels };
}

describe('fitRecalibration', () => {
  it('finds the intercept of a prior shift, and the slope of an overconfident model', () => {
    const { logits, labels } = shifted(20_000, 0.8, 1);
    const { slope, shift } = fitRecalibration(logits, labels);
    expect(slope).closeTo(1, 0.04);
    expect(shift[1] - shift[0]).closeTo(Math.log(4), 0.06);
    const sure = recalibrated(logits, { slope: 3, shift: [0, 0] });
    expect(fitRecalibration(sure, labels).slope).closeTo(slope / 3, 0.001);
  });

  it('is at the bottom of the penalised loss for many classes', () => {
    const random = createRandom(2);
    const logits = fromRows(Array.from({ length: 60 }, () => [0, 1, 2, 3].map(() => 3 * random.normal())));
    const labels = Array.from({ length: 60 }, () => random.integer(4));
    for (const kind of ['intercept', 'slope', 'both'] as const) {
      const found = fitRecalibration(logits, labels, { kind, ridge: 0.5 });
      const loss = (slope: number, shift: readonly number[]) => {
        const { values } = recalibrated(logits, { slope, shift });
        const logs = labels.map((label, i) => {
          const own = [...values.subarray(4 * i, 4 * i + 4)];
          return Math.log(own.reduce((sum, z) => sum + Math.exp(z), 0)) - own[label];
        });
        const penalty = (slope - 1) ** 2 + shift.reduce((sum, value) => sum + value * value, 0);
        return logs.reduce((sum, value) => sum + value, 0.25 * penalty);
      };
      const least = loss(found.slope, found.shift);
      for (const step of [-1e-3, 1e-3]) {
        if (kind !== 'intercept') expect(loss(found.slope + step, found.shift)).above(least);
        if (kind === 'slope') continue;
        for (const k of [0, 1, 2, 3])
          expect(loss(found.slope, found.shift.map((value, j) => value + (j === k ? step : 0)))).above(least); // prettier-ignore
      }
      if (kind === 'intercept') expect(found.slope).equal(1);
      if (kind === 'slope') expect(found.shift).deep.equal([0, 0, 0, 0]);
    }
  });

  it('stays finite for classes told apart with certainty, a class that is not there, and huge logits', () => {
    const found = fitRecalibration(fromRows([[1e6, 0, 0], [0, 1e6, 0]]), [0, 1]); // prettier-ignore
    expect([found.slope, ...found.shift].every(Number.isFinite)).equal(true);
    expect(found.shift[2]).most(0);
  });

  it('says what it cannot use', () => {
    const logits = fromRows([[0, 1], [1, 0]]); // prettier-ignore
    expect(() => fitRecalibration(logits, [1, 1])).throws(RangeError, 'two classes or more, got only class 1');
    expect(() => fitRecalibration(logits, [1])).throws(RangeError, 'invalid labels: expected one for each of 2 rows');
    expect(() => fitRecalibration(logits, [1, 2])).throws(RangeError, 'invalid labels[1]');
    expect(() => fitRecalibration(fromRows([[0, NaN], [1, 0]]), [0, 1])).throws(RangeError, 'got NaN in row 0'); // prettier-ignore
    expect(() => fitRecalibration(logits, [0, 1], { ridge: 0 })).throws(RangeError, 'invalid ridge');
    expect(() => fitRecalibration(logits, [0, 1], { kind: 'none' as never })).throws(RangeError, 'invalid kind');
    expect(() => recalibrated(logits, { slope: 1, shift: [0] })).throws(RangeError, 'invalid shift');
  });
});

describe('estimatePriors', () => {
  it('finds the new shares without labels', () => {
    const { logits } = shifted(20_000, 0.8, 3);
    const { priors, shift, pValue } = estimatePriors(logits, [0.5, 0.5]);
    expect(priors[1]).closeTo(0.8, 0.01);
    expect(priors[0] + priors[1]).closeTo(1, 1e-12);
    expect(shift[1]).closeTo(Math.log(priors[1] / 0.5), 1e-12);
    expect(pValue).below(1e-10);
  });

  it('is where the likelihood is largest', () => {
    const { logits } = shifted(300, 0.7, 4);
    const { priors } = estimatePriors(logits, [0.4, 0.6], { tolerance: 1e-14 });
    const likelihood = (share: number) => {
      let sum = 0;
      for (let i = 0; i < 300; i++) {
        const p = 1 / (1 + Math.exp(-logits.values[2 * i + 1]));
        sum += Math.log((share * p) / 0.6 + ((1 - share) * (1 - p)) / 0.4);
      }
      return sum;
    };
    for (const step of [-1e-4, 1e-4]) expect(likelihood(priors[1] + step)).below(likelihood(priors[1]));
  });

  it('alarms at its level when the shares are the old ones', () => {
    let alarms = 0;
    for (let run = 0; run < 400; run++)
      alarms += Number(estimatePriors(shifted(200, 0.5, 100 + run).logits, [0.5, 0.5]).pValue <= 0.05);
    expect(alarms).within(8, 36);
  });

  it('takes logits of any size, and says what it cannot use', () => {
    const sure = estimatePriors(fromRows([[0, 5000], [0, 5000], [5000, 0]]), [0.5, 0.5]); // prettier-ignore
    expect(sure.priors[1]).closeTo(2 / 3, 1e-9);
    const all = estimatePriors(fromRows([[0, 5000]]), [0.5, 0.5]);
    expect([...all.priors, ...all.shift].every(Number.isFinite)).equal(true);
    const logits = fromRows([[0, 1]]);
    expect(() => estimatePriors(logits, [0.5, 0.6])).throws(RangeError, 'shares with sum 1');
    expect(() => estimatePriors(logits, [0, 1])).throws(RangeError, 'invalid old[0]');
    expect(() => estimatePriors(logits, [1])).throws(RangeError, 'invalid old: expected 2 shares');
    expect(() => estimatePriors(fromRows([]), [])).throws(RangeError, 'rows of logits');
    expect(() => estimatePriors(fromRows([[NaN, 1]]), [0.5, 0.5])).throws(RangeError, 'invalid logits');
  });
});
