import type { Precision } from '../compute/graph';
import type { KernelSums, Subsets } from '../compute/kernelSums';

/** The estimates of MMD² between two samples. */
export interface Mmd2 {
  /** Without pairs of a row with itself (Gretton et al. 2012, Lemma 6, equation 3). Can be negative; NaN for a single row. */
  readonly unbiased: number;
  /** With them (equation 5). Never negative; its root is the distance of the mean embeddings. */
  readonly biased: number;
}

/** Sizes of the samples of a split. */
type Sizes = readonly [reference: number, sample: number];

/** Both estimates for the first subset against the other rows. */
export function estimates(sums: KernelSums, { sizes }: Subsets): Mmd2 {
  const split = [sizes[0], sums.rows.length - sizes[0]] as const;
  return { unbiased: unbiased(sums, 0, split), biased: Math.max(0, biased(sums, 0, split)) };
}

/** Unbiased MMD² of every subset against the other rows; 0 where one of the two has fewer than two rows. */
export function splitEstimates(sums: KernelSums, subsets: Subsets): Float64Array {
  return bySplit(sums, subsets, (s, sizes) => unbiased(sums, s, sizes) || 0);
}

/** The distance of the mean embeddings, √ of biased MMD², for every subset against the other rows; 0 where one is empty. */
export function splitDistances(sums: KernelSums, subsets: Subsets): Float64Array {
  return bySplit(sums, subsets, (s, sizes) => Math.sqrt(Math.max(0, biased(sums, s, sizes) || 0)));
}

function bySplit(
  sums: KernelSums,
  { sizes }: Subsets,
  statistic: (subset: number, sizes: Sizes) => number,
): Float64Array {
  return sums.within.map((_, s) => statistic(s, [sizes[s], sums.rows.length - sizes[s]]));
}

/** The share of splits, the first included, whose statistic reaches that of the first: the p value of a permutation test. */
export function permutationPValue(statistics: Float64Array, precision: Precision): number {
  // splits that are equal in truth differ by rounding, and counting them out would make p too small
  const rounding = precision === 'float32' ? 1e-5 : 1e-10;
  const level = statistics[0] - rounding * Math.sqrt(meanSquare(statistics.subarray(1)));
  return statistics.filter((value, s) => s === 0 || value >= level).length / statistics.length;
}

function unbiased(sums: KernelSums, subset: number, [n, m]: Sizes): number {
  if (n < 2 || m < 2) return NaN;
  const { first, second, cross } = partSums(sums, subset);
  return first / (n * (n - 1)) + second / (m * (m - 1)) - (2 * cross) / (n * m);
}

function biased(sums: KernelSums, subset: number, [n, m]: Sizes): number {
  const { first, second, cross } = partSums(sums, subset);
  return (first + n * sums.own) / (n * n) + (second + m * sums.own) / (m * m) - (2 * cross) / (n * m);
}

/** Kernel sums over ordered pairs i ≠ j within the subset, within the others, and from one to the other. */
export function partSums(
  { within, touching, total }: KernelSums,
  subset: number,
): Record<'first' | 'second' | 'cross', number> {
  const first = within[subset];
  const cross = touching[subset] - first;
  return { first, cross, second: total - first - 2 * cross };
}

function meanSquare(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0) / Math.max(values.length, 1);
}
