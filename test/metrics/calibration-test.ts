import { expect } from 'chai';
import fc from 'fast-check';
import { averageCalibrationError } from '../../src/metrics/averageCalibrationError';
import { calibrationError } from '../../src/metrics/calibrationError';
import { calibrationBins, type BinScheme } from '../../src/metrics/calibrationBins';
import { expectedCalibrationError } from '../../src/metrics/expectedCalibrationError';
import { maximumCalibrationError } from '../../src/metrics/maximumCalibrationError';
import { createRandom } from '../../src/random';

const SCHEMES: readonly BinScheme[] = ['equalWidth', 'equalWidthLeft', 'equalMass', 'quantile'];

/** Confidences, many of them tied or on edges of bins, and outcomes. */
const outcomes = fc
  .array(
    fc.tuple(fc.oneof(fc.integer({ min: 0, max: 20 }), fc.double({ min: 0, max: 20, noNaN: true })), fc.boolean()),
    {
      minLength: 1,
      maxLength: 60,
    },
  )
  .map((pairs) => ({ confidences: pairs.map(([c]) => c / 20), correct: pairs.map(([, right]) => right) }));

describe('calibration errors', () => {
  it('lie between 0 and 1, the largest above the mean, whatever the bins', () => {
    fc.assert(
      fc.property(outcomes, fc.integer({ min: 1, max: 70 }), fc.constantFrom(...SCHEMES), (data, bins, scheme) => {
        const [ece, mce, ace] = [expectedCalibrationError, maximumCalibrationError, averageCalibrationError].map((f) =>
          f(data.confidences, data.correct, { bins, scheme }),
        );
        expect(ece).within(0, mce + 1e-12);
        expect(ace).within(0, mce + 1e-12);
        expect(mce).within(0, 1);
      }),
    );
  });

  it('count every sample in one bin, equal masses to within one', () => {
    fc.assert(
      fc.property(outcomes, fc.integer({ min: 1, max: 70 }), fc.constantFrom(...SCHEMES), (data, bins, scheme) => {
        const { counts, binOf } = calibrationBins(data.confidences, data.correct, { bins, scheme });
        expect(counts).to.have.length(bins);
        expect(counts.reduce((sum, n) => sum + n, 0)).to.equal(binOf.length);
        if (scheme === 'equalMass') expect(Math.max(...counts) - Math.min(...counts)).at.most(1);
      }),
    );
  });

  it('put a confidence on an edge below it, or above it where bins are closed on the left', () => {
    const counts = (scheme: BinScheme) => calibrationBins([0, 0.25, 0.5, 1], [0, 0, 1, 1], { bins: 4, scheme }).counts;
    expect(counts('equalWidth')).deep.equal([2, 1, 0, 1]);
    expect(counts('equalWidthLeft')).deep.equal([1, 1, 1, 1]);
  });

  it('keep equal confidences together in quantile bins and part them in bins of equal mass', () => {
    const counts = (scheme: BinScheme) =>
      calibrationBins([0.5, 0.5, 0.5, 0.9], [0, 0, 1, 1], { bins: 2, scheme }).counts;
    expect(counts('quantile')).deep.equal([3, 1]);
    expect(counts('equalMass')).deep.equal([2, 2]);
  });

  const draw = (n: number, overconfident: number, seed: number) => {
    const random = createRandom(seed);
    const confidences = Array.from({ length: n }, () => 0.6 + 0.4 * random.uniform());
    const correct = confidences.map((confidence) => random.uniform() < confidence - overconfident);
    return calibrationError(confidences, correct, { random, resamples: 199 });
  };

  it('tell chance from error: the level is kept, and an interval holds 0 where 0 is true', () => {
    const found = Array.from({ length: 200 }, (_, seed) => draw(150, 0, seed));
    // the binomial bands that are left with probability 0.001
    expect(found.filter(({ pValue }) => pValue <= 0.05).length).at.most(21);
    expect(found.filter(({ debiased }) => debiased.low > 0).length).at.most(21);
    const mean = (of: (one: (typeof found)[number]) => number) => found.reduce((sum, one) => sum + of(one), 0) / 200;
    expect(mean(({ ece }) => ece)).closeTo(
      mean(({ chance }) => chance.ece.expected),
      0.01,
    );
    expect(mean(({ debiased }) => debiased.estimate)).below(mean(({ ece }) => ece) / 2);
  });

  it('find a model that is overconfident by 0.15, and by how much', () => {
    for (const n of [400, 4000]) {
      const { pValue, debiased, rootMeanSquare, ece, mce, chance, samples } = draw(n, 0.15, 7);
      expect(pValue).equal(1 / 200);
      expect(0.15).within(debiased.low, debiased.high);
      expect(debiased.low).above(0);
      expect(debiased.estimate).closeTo(0.15, 0.05);
      expect(rootMeanSquare).closeTo(0.15, 0.05);
      expect(mce).above(ece);
      expect(chance.mce.exceeded).above(chance.ece.exceeded);
      expect(samples).equal(n);
    }
  });

  it('are drawn the same from the same seed, and say something of one sample', () => {
    expect(draw(100, 0.1, 3)).deep.equal(draw(100, 0.1, 3));
    const { ece, debiased, rootMeanSquare } = calibrationError([0.7], [1], { random: createRandom(1) });
    expect(ece).closeTo(0.3, 1e-15);
    expect([debiased.low, rootMeanSquare]).deep.equal([0, 0]);
  });

  it('refuse what is no confidence, no outcome or no option', () => {
    const wrong: [unknown, unknown, object, string][] = [
      [[], [], {}, 'invalid confidences: expected at least 1 values, got 0'],
      [[1.5], [1], {}, 'invalid confidences: expected numbers in [0, 1], got 1.5 at 0'],
      [[0.5, NaN], [1, 1], {}, 'invalid confidences: expected no NaN'],
      [[0.5], [2], {}, 'invalid correct: expected 0 or 1, got 2 at 0'],
      [[0.5], [1, 1], {}, 'invalid correct: expected 1, one for each confidence, got 2'],
      [[0.5], [1], { bins: 0 }, 'invalid bins: expected an integer in [1, '],
      [
        [0.5],
        [1],
        { scheme: 'even' },
        'invalid scheme: expected one of equalWidth, equalWidthLeft, equalMass, quantile',
      ],
    ];
    for (const [confidences, correct, options, message] of wrong)
      expect(() => expectedCalibrationError(confidences as number[], correct as number[], options)).throws(
        RangeError,
        message,
      );
  });
});
