import { kernelSums, type Subsets } from '../compute/kernelSums';
import type { PairBlocks } from '../compute/pairBlocks';
import type { Matrix } from '../matrix';
import type { Random } from '../random';
import { exchange } from '../stats/exchange';
import { medianBandwidthOf, pairsOf } from './bandwidths';
import { checkRandom } from './checkRandom';
import { medianDistance } from './medianDistance';
import { estimates, permutationPValue, splitEstimates, type Mmd2 } from './mmdEstimates';
import { givenSubsets, pool } from './splits';
import { splitUnits } from './splitUnits';

export type { Mmd2 } from './mmdEstimates';

/** σ of the Gaussian kernel; several stand for the mean of their kernels. */
export type Bandwidth = number | readonly number[];

/** How the kernel two-sample test is made. */
export interface MmdOptions {
  readonly random: Random;
  /** Number of random splits of the pooled sample, default 499; all splits, each once, if there are no more. */
  readonly permutations?: number;
  /** Default 'median': the median distance within the pooled sample (of 4096 random rows if there are more). */
  readonly bandwidth?: 'median' | Bandwidth;
}

/** Outcome of the kernel two-sample test. */
export interface MmdResult {
  /** Unbiased MMD²; can be negative. */
  readonly statistic: number;
  /** The share of splits, the observed one included, that reach the observed statistic: never 0. */
  readonly pValue: number;
  readonly bandwidth: Bandwidth;
  readonly method: string;
}

/** The observed statistic and those of other splits. */
export interface MmdPermutations {
  readonly statistic: number;
  /** Unbiased MMD² of each permutation, in order. */
  readonly permuted: Float64Array;
  readonly pValue: number;
}

/**
 * Kernel two-sample test: unbiased MMD² with a Gaussian kernel (Gretton et al. 2012, Lemma 6) and its p value by permutation of
 * the pooled sample, which keeps the level for any two sizes if the rows are exchangeable under the null. The kernel is computed
 * once for all permutations and memory stays bounded; O((n + m)² · (columns + permutations)) time. Computed in float64 if both
 * samples are, else in float32. Samples that are one and the same point have statistic 0 and p value 1.
 * @throws {TypeError} if a sample is no matrix or `random` no generator; {RangeError} if a sample has fewer than 2 rows, columns differ,
 * a number is not finite, or an option is out of range.
 * @example
 * const { statistic, pValue } = await mmd(reference, sample, { random: createRandom(1) });
 */
export async function mmd(
  reference: Matrix,
  sample: Matrix,
  { random, permutations = 499, bandwidth = 'median' }: MmdOptions,
): Promise<MmdResult> {
  checkRandom(random);
  const pooled = pool(reference, sample);
  const rows = exchange([reference.rows, sample.rows]);
  const splits = splitUnits(rows, permutations, random.fork('permutations'));
  const blocks = pairsOf(pooled);
  const sigma = bandwidth === 'median' ? await medianBandwidthOf(pooled, blocks, random.fork('bandwidth')) : bandwidth;
  const { statistic, pValue } = await test(blocks, splits, sigma);
  const method = `unbiased MMD², Gaussian kernel, ${splits.count - 1} permutations`;
  return { statistic, pValue, bandwidth: sigma, method };
}

/**
 * The test of `mmd` for given permutations: orders of the rows of [reference; sample], of which the first `reference.rows` play
 * the reference.
 * @throws as `mmd` does, and {RangeError} if a permutation is none.
 * @example
 * const orders = Array.from({ length: 99 }, () => permutation(reference.rows + sample.rows, random));
 * const { statistic, permuted } = await mmdPermutations(reference, sample, orders, 1.5);
 */
export async function mmdPermutations(
  reference: Matrix,
  sample: Matrix,
  permutations: readonly ArrayLike<number>[],
  bandwidth: Bandwidth,
): Promise<MmdPermutations> {
  const pooled = pool(reference, sample);
  return test(pairsOf(pooled), givenSubsets(pooled.rows, reference.rows, permutations), bandwidth);
}

/**
 * The estimates of MMD² between two samples with a Gaussian kernel. One row will do for the biased one.
 * @throws as `mmd` does, but one row will do, and {RangeError} if the bandwidth is not positive.
 * @example
 * (await mmd2(reference, sample, 1.5)).unbiased;
 */
export async function mmd2(reference: Matrix, sample: Matrix, bandwidth: Bandwidth): Promise<Mmd2> {
  const pooled = pool(reference, sample, 1);
  const observed = givenSubsets(pooled.rows, reference.rows);
  const [sums] = await kernelSums(pairsOf(pooled), observed, [{ kind: 'gaussian', sigma: bandwidth }]);
  return estimates(sums, observed);
}

/**
 * The median Euclidean distance over all pairs of different rows of both samples: the usual bandwidth (Gretton et al. 2012,
 * section 8). For an even number of pairs the mean of the two in the middle. If more than half of the pairs are duplicates, the
 * median over the others; 1 if there are no others.
 * @throws as `mmd` does.
 * @example
 * await medianBandwidth(fromRows([[0], [1]]), fromRows([[5], [9]])); // 4.5: the distances are 1 4 4 5 8 9
 */
export async function medianBandwidth(reference: Matrix, sample: Matrix): Promise<number> {
  return medianDistance(pairsOf(pool(reference, sample)));
}

async function test(blocks: PairBlocks, subsets: Subsets, sigma: Bandwidth): Promise<MmdPermutations> {
  const [sums] = await kernelSums(blocks, subsets, [{ kind: 'gaussian', sigma }]);
  const statistics = splitEstimates(sums, subsets);
  const pValue = permutationPValue(statistics, blocks.precision);
  return { statistic: statistics[0], permuted: statistics.subarray(1), pValue };
}
