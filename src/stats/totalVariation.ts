import { proportionPair } from './proportions';

/**
 * Total variation distance ½ Σ |p − q| of two distributions over the same categories, given as counts or proportions: the
 * largest difference of probability over all sets of categories. A metric in [0, 1].
 * @throws {TypeError | RangeError} if p or q is no list of numbers ≥ 0 with a positive sum, or their lengths differ.
 * @example
 * totalVariation([0.4, 0.6], [0.8, 0.2]); // 0.4
 */
export function totalVariation(p: ArrayLike<number>, q: ArrayLike<number>): number {
  const sum = differences(p, q).reduce((total, difference) => total + difference, 0);
  return Math.min(sum / 2, 1);
}

/**
 * The largest difference max |p − q| of one category, in [0, 1].
 * @throws {TypeError | RangeError} as `totalVariation` does.
 * @example
 * largestDifference([1, 1, 2], [1, 2, 1]); // 0.25
 */
export function largestDifference(p: ArrayLike<number>, q: ArrayLike<number>): number {
  return differences(p, q).reduce((most, difference) => Math.max(most, difference), 0);
}

/**
 * Euclidean distance √(Σ (p − q)²) of two distributions, in [0, √2].
 * @throws {TypeError | RangeError} as `totalVariation` does.
 * @example
 * euclideanDistance([1, 0], [0, 1]); // 1.414…
 */
export function euclideanDistance(p: ArrayLike<number>, q: ArrayLike<number>): number {
  return Math.sqrt(differences(p, q).reduce((sum, difference) => sum + difference ** 2, 0));
}

function differences(p: ArrayLike<number>, q: ArrayLike<number>): Float64Array {
  const [ps, qs] = proportionPair(p, q);
  return ps.map((value, i) => Math.abs(value - qs[i]));
}
