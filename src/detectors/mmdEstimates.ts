import type { Precision } from '../compute/graph';
import type { KernelSums } from '../compute/kernelSums';

/** The estimates of MMD² between two samples. */
export interface Mmd2 {
  /** Without pairs of a row with itself (Gretton et al. 2012, Lemma 6, equation 3). Can be negative. */
  readonly unbiased: number;
  /** With them (equation 5). Never negative; its root is the distance of the mean embeddings. */
  readonly biased: number;
}

/** The observed statistic and those of other splits. */
export interface MmdPermutations {
  readonly statistic: number;
  /** Unbiased MMD² of each permutation, in order. */
  readonly permuted: Float64Array;
  readonly pValue: number;
}

/** Both estimates for the first subset, of n rows, against the other m. */
export function estimates(sums: KernelSums, n: number, m: number): Mmd2 {
  const { own } = sums;
  const { first, second, cross } = groups(sums, 0);
  const biased = (first + n * own) / (n * n) + (second + m * own) / (m * m) - (2 * cross) / (n * m);
  return { unbiased: unbiased(sums, 0, n, m), biased: Math.max(0, biased) };
}

/** The statistics of all subsets, of n rows each against the other m; the first is the observed one. */
export function compareSplits(sums: KernelSums, n: number, m: number, precision: Precision): MmdPermutations {
  const statistics = Float64Array.from(sums.within, (_, subset) => unbiased(sums, subset, n, m));
  const [statistic, permuted] = [statistics[0], statistics.subarray(1)];
  // splits that are equal in truth differ by rounding, and counting them out would make p too small
  const rounding = precision === 'float32' ? 1e-5 : 1e-10;
  const level = statistic - rounding * Math.sqrt(meanSquare(permuted));
  const reached = permuted.filter((value) => value >= level).length;
  return { statistic, permuted, pValue: (1 + reached) / (1 + permuted.length) };
}

/** Unbiased MMD² between a subset of n rows and the other m. */
function unbiased(sums: KernelSums, subset: number, n: number, m: number): number {
  const { first, second, cross } = groups(sums, subset);
  return first / (n * (n - 1)) + second / (m * (m - 1)) - (2 * cross) / (n * m);
}

/** Kernel sums over ordered pairs i ≠ j within the subset, within the others, and from one to the other. */
function groups({ within, touching, total }: KernelSums, subset: number): Record<'first' | 'second' | 'cross', number> {
  const first = within[subset];
  const cross = touching[subset] - first;
  return { first, cross, second: total - first - 2 * cross };
}

function meanSquare(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0) / Math.max(values.length, 1);
}
