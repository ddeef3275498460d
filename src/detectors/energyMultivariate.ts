import { kernelSums } from '../compute/kernelSums';
import type { Matrix } from '../matrix';
import { pairsOf } from './bandwidths';
import { estimates, partSums, permutationPValue, splitDistances } from './mmdEstimates';
import { givenSubsets, pool } from './splits';

/** The energy distance of two multivariate samples: 2E|X − Y| − E|X − X'| − E|Y − Y'|, Euclidean. */
export interface EnergyMultivariate {
  /** Over all pairs, those of a row with itself too: never negative, the squared energy distance of Székely & Rizzo. */
  readonly vStatistic: number;
  /** Without pairs of a row with itself: unbiased, can be negative. NaN for a single row. */
  readonly uStatistic: number;
  /** nm/(n + m) · vStatistic. */
  readonly testStatistic: number;
  /** vStatistic / 2E|X − Y|: 0 for equal samples, at most 1. */
  readonly coefficient: number;
}

/** The observed energy distance and those of other splits. */
export interface EnergyPermutations {
  readonly vStatistic: number;
  /** vStatistic of each permutation, in order. */
  readonly permuted: Float64Array;
  readonly pValue: number;
}

/**
 * The multivariate energy distance (Székely & Rizzo 2013). O((n + m)² · columns) time in bounded memory.
 * @throws {TypeError} if a sample is no matrix; {RangeError} if a sample is empty, columns differ, or a number is not finite.
 * @example
 * (await energyMultivariate(fromRows([[0], [1]]), fromRows([[2], [2]]))).vStatistic; // 2.5
 */
export async function energyMultivariate(reference: Matrix, sample: Matrix): Promise<EnergyMultivariate> {
  const pooled = pool(reference, sample, 1);
  const [n, m] = [reference.rows, sample.rows];
  const observed = givenSubsets(pooled.rows, n);
  const [sums] = await kernelSums(pairsOf(pooled), observed, [{ kind: 'distance' }]);
  const { biased: vStatistic, unbiased: uStatistic } = estimates(sums, observed);
  // what was taken off the kernel, which is 0 between equal rows, is −own
  const across = sums.own - partSums(sums, 0).cross / (n * m);
  const coefficient = across > 0 ? vStatistic / (2 * across) : 0;
  return { vStatistic, uStatistic, testStatistic: ((n * m) / (n + m)) * vStatistic, coefficient };
}

/**
 * The energy distance and its p value for given permutations: orders of the rows of [reference; sample], of which the first
 * `reference.rows` play the reference.
 * @throws {RangeError} as `energyMultivariate` does, and if a permutation is none.
 * @example
 * const { vStatistic, permuted, pValue } = await energyPermutations(reference, sample, orders);
 */
export async function energyPermutations(
  reference: Matrix,
  sample: Matrix,
  permutations: readonly ArrayLike<number>[],
): Promise<EnergyPermutations> {
  const pooled = pool(reference, sample, 1);
  const splits = givenSubsets(pooled.rows, reference.rows, permutations);
  const blocks = pairsOf(pooled);
  const [sums] = await kernelSums(blocks, splits, [{ kind: 'distance' }]);
  const statistics = splitDistances(sums, splits).map((distance) => distance * distance);
  const pValue = permutationPValue(statistics, blocks.precision);
  return { vStatistic: statistics[0], permuted: statistics.subarray(1), pValue };
}
