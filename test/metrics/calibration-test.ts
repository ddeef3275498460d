import { expect } from 'chai';
import fc from 'fast-check';
import { averageCalibrationError } from '../../src/metrics/averageCalibrationError';
import { calibrationBins, type BinScheme } from '../../src/metrics/calibrationBins';
import { expectedCalibrationError } from '../../src/metrics/expectedCalibrationError';
import { maximumCalibrationError } from '../../src/metrics/maximumCalibrationError';

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
