import { chiSquareSf } from '../../stats/distributions/chiSquare';

/** Sums of the weights of χ² variables, of their squares and of their cubes. */
export interface WeightSums {
  readonly first: number;
  readonly second: number;
  readonly third: number;
}

/**
 * Upper tail of a weighted sum of independent χ² variables with one degree of freedom each, by the shifted χ² law with the same
 * mean, variance and third moment (Buckley & Eagleson 1988). Exact where all weights are equal.
 * Without weights the sum is 0.
 */
export function weightedChiSquareSf(sum: number, { first, second, third }: WeightSums): number {
  if (first === 0) return sum > 0 ? 0 : 1;
  const freedom = second ** 3 / third ** 2;
  return chiSquareSf(freedom + ((sum - first) * second) / third, freedom);
}
