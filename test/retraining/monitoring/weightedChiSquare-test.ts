import { expect } from 'chai';
import { createRandom } from '../../../src/random';
import { weightedChiSquareSf } from '../../../src/retraining/monitoring/weightedChiSquare';
import { chiSquareSf } from '../../../src/stats/distributions/chiSquare';

const sumsOf = (weights: readonly number[]) => {
  const [first, second, third] = [1, 2, 3].map((power) => weights.reduce((sum, weight) => sum + weight ** power, 0));
  return { first, second, third };
};

describe('weightedChiSquareSf', () => {
  it('is the χ² law where all weights are equal', () => {
    for (const x of [0.5, 3, 40])
      expect(weightedChiSquareSf(2 * x, sumsOf([2, 2, 2]))).closeTo(chiSquareSf(x, 3), 1e-12);
  });

  it('agrees with a simulation where they are not', () => {
    const random = createRandom(1);
    const weights = [5, 2, 1, 1, 0.5, 0.5];
    const draws = Array.from({ length: 20_000 }, () => weights.reduce((sum, weight) => sum + weight * random.normal() ** 2, 0)); // prettier-ignore
    for (const limit of [10, 20, 35]) {
      const share = draws.filter((draw) => draw > limit).length / draws.length;
      expect(weightedChiSquareSf(limit, sumsOf(weights))).closeTo(share, 0.02);
    }
  });

  it('knows what is possible where nothing varies', () => {
    expect(weightedChiSquareSf(0, sumsOf([0]))).equal(1);
    expect(weightedChiSquareSf(0.1, sumsOf([0]))).equal(0);
  });
});
