import { expect } from 'chai';
import fc from 'fast-check';
import { scoreDifference, type Trials } from '../../src/stats/scoreDifference';

/** Newcombe, Statistics in Medicine 17 (1998), table II, method 6. */
const published: readonly (readonly [Trials, Trials, low: number, high: number])[] = [
  [[56, 70], [48, 80], 0.0528, 0.3382],
  [[9, 10], [3, 10], 0.17, 0.8406],
  [[5, 56], [0, 29], -0.0326, 0.1933],
  [[0, 10], [0, 20], -0.1658, 0.2844],
  [[10, 10], [0, 20], 0.7156, 1],
];

const trials = fc.integer({ min: 1, max: 60 }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));

describe('scoreDifference', () => {
  it('gives the published intervals', () => {
    for (const [first, second, low, high] of published) {
      const interval = scoreDifference(first, second);
      expect([interval.low, interval.high].map((end) => Number(end.toFixed(4)))).deep.equal([low, high]);
    }
  });

  it('holds the observed difference within −1 and 1, and turns round with the samples', () => {
    fc.assert(
      fc.property(trials, trials, (first, second) => {
        const one = scoreDifference(first, second);
        const other = scoreDifference(second, first);
        expect(one.low).within(-1, one.estimate);
        expect(one.high).within(one.estimate, 1);
        expect(one.high - one.low).above(0);
        expect([one.low, one.high]).deep.equal([-other.high, -other.low]);
      }),
      { numRuns: 300 },
    );
  });

  it('shrinks as samples grow and widens with the level', () => {
    const width = (n: number, level: number) => {
      const { low, high } = scoreDifference([0.3 * n, n], [0.1 * n, n], { level });
      return high - low;
    };
    expect(width(1000, 0.95)).below(width(100, 0.95));
    expect(width(100, 0.99)).above(width(100, 0.95));
    expect(width(1e7, 0.95)).below(1e-3);
  });

  it('refuses counts that are none', () => {
    expect(() => scoreDifference([1, 0], [1, 2])).throws(RangeError, 'invalid trials');
    expect(() => scoreDifference([3, 2], [1, 2])).throws(RangeError, 'invalid successes');
    expect(() => scoreDifference([1, 2], [1, 2], { level: 1 })).throws(RangeError, 'invalid level');
  });
});
