import { expect } from 'chai';
import fc from 'fast-check';
import { energyDistance } from '../../src/stats/energyDistance';
import { sortNumbers } from '../../src/stats/sortNumbers';
import { sortedWasserstein, wasserstein } from '../../src/stats/wasserstein';

const samples = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 12 });

/** E|X − Y| over all pairs. */
const meanGap = (x: readonly number[], y: readonly number[]) =>
  x.flatMap((a) => y.map((b) => Math.abs(a - b))).reduce((sum, gap) => sum + gap, 0) / (x.length * y.length);

describe('wasserstein', () => {
  it('is the mean distance of quantiles, also of samples of different size', () => {
    fc.assert(
      fc.property(samples, samples, (x, y) => {
        const repeat = (values: number[], times: number) =>
          values.flatMap((value) => new Array<number>(times).fill(value));
        const a = repeat(x, y.length).sort((p, q) => p - q);
        const b = repeat(y, x.length).sort((p, q) => p - q);
        const expected = a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0) / a.length;
        expect(wasserstein(x, y)).closeTo(expected, 1e-12);
        expect(sortedWasserstein(sortNumbers(Float64Array.from(x)), sortNumbers(Float64Array.from(y)))).equal(
          wasserstein(x, y),
        );
      }),
    );
  });

  it('takes whole weights for repeated values', () => {
    const weights = { referenceWeights: [1, 3], sampleWeights: [2, 1] };
    expect(wasserstein([5, 1], [2, 7], weights)).closeTo(wasserstein([5, 1, 1, 1], [2, 2, 7]), 1e-14);
    expect(energyDistance([5, 1], [2, 7], weights)).closeTo(energyDistance([5, 1, 1, 1], [2, 2, 7]), 1e-14);
    expect(wasserstein([5, 1], [2], { referenceWeights: [0, 2] })).equal(1);
  });

  it('leaves the weights of NaN out with it', () => {
    const options = { referenceWeights: [1, 9, 3], nanPolicy: 'omit' } as const;
    expect(wasserstein([5, NaN, 1], [2], options)).equal(wasserstein([5, 1], [2], { referenceWeights: [1, 3] }));
  });

  it('is infinite where an infinite value has more weight in one sample, and not otherwise', () => {
    expect(wasserstein([0, Infinity], [0, 1])).equal(Infinity);
    expect(wasserstein([-Infinity, 0, Infinity], [-Infinity, 2, Infinity])).closeTo(2 / 3, 1e-15);
    expect(wasserstein([-Infinity, 0], [-Infinity, -Infinity, 0, 0])).equal(0);
    expect(energyDistance([0, Infinity], [0, 1])).equal(Infinity);
  });

  it('refuses weights that do not fit', () => {
    for (const [referenceWeights, message] of [
      [[1], 'expected 2 weights, got 1'],
      [[1, -1], 'expected no negative weight, got -1'],
      [[0, 0], 'expected a positive finite sum, got 0'],
      [[1, NaN], 'expected no NaN'],
      [[1, Infinity], 'expected finite numbers'],
    ] as const)
      expect(() => wasserstein([1, 2], [3], { referenceWeights }), message).throws(
        RangeError,
        `invalid referenceWeights: ${message}`,
      );
    expect(() => wasserstein([], [1])).throws(RangeError, 'invalid reference');
    expect(() => energyDistance([1], [])).throws(RangeError, 'invalid sample');
  });
});

describe('energyDistance', () => {
  it('is the root of 2E|X − Y| − E|X − X′| − E|Y − Y′|', () => {
    fc.assert(
      fc.property(samples, samples, (x, y) => {
        const squared = 2 * meanGap(x, y) - meanGap(x, x) - meanGap(y, y);
        expect(energyDistance(x, y) ** 2).closeTo(squared, 1e-10);
      }),
    );
  });
});
