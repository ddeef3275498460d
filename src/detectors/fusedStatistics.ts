import type { KernelSums, Subsets } from '../compute/kernelSums';
import { mean, standardDeviation } from '../stats/moments';
import { splitEstimates } from './mmdEstimates';

// sharper finds more fine structure and less of a shift of the mean
const SHARPNESS = 3;
// of the kernels of the median distance and of 1/√2 of it, which come first; the others have 1
const CENTRAL = 3;
// kernels are of the order of 1
const ROUNDING = 1e-12;

/** Estimates of several kernels as one. */
export interface FusedStatistics {
  /** One per split. */
  readonly statistics: Float64Array;
  /** The kernel that tells the samples of the observed split apart best. */
  readonly best: number;
}

/** The soft maximum of `mmdDrift` of estimates less their mean over all splits, divided by their standard deviation. */
export function fusedStatistics(sums: readonly KernelSums[], subsets: Subsets): FusedStatistics {
  const scaled = sums.map((each) => standardised(splitEstimates(each, subsets)));
  const weights = scaled.map((_, k) => (k < 2 ? CENTRAL : 1));
  return softMaximum(scaled, weights, SHARPNESS);
}

/**
 * The statistic of MMD-FUSE (Biggs, Schrab & Gretton 2023, equation 5) with Gaussian kernels: the soft maximum of estimates divided
 * by the root mean square of their kernel over all pairs. Each kernel is followed by that with 1/√2 of its σ, which is its square;
 * the last is only there for that.
 */
export function fineStatistics(sums: readonly KernelSums[], subsets: Subsets): FusedStatistics {
  const { sizes } = subsets;
  const least = Math.min(sizes[0], sums[0].rows.length - sizes[0]);
  const scaled = sums.slice(0, -1).map((each, k) => {
    const root = Math.sqrt(Math.max(meanKernel(sums[k + 1]), ROUNDING));
    return splitEstimates(each, subsets).map((value) => value / root);
  });
  return softMaximum(
    scaled,
    scaled.map(() => 1),
    Math.sqrt(least * (least - 1)),
  );
}

/** The mean of a Gaussian kernel over pairs of different rows. */
function meanKernel({ total, own, rows }: KernelSums): number {
  // 1 − own was taken off it
  return total / (rows.length * (rows.length - 1)) + 1 - own;
}

/** Less the mean, divided by the standard deviation; all 0 where that is nothing but rounding. */
function standardised(values: Float64Array): Float64Array {
  const centre = mean(values);
  const deviation = standardDeviation(values);
  return values.map((value) => (deviation > ROUNDING ? (value - centre) / deviation : 0));
}

/** (1 / sharpness) log weighted mean exp(sharpness · value) over the lists, position by position. */
function softMaximum(lists: readonly Float64Array[], weights: readonly number[], sharpness: number): FusedStatistics {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const statistics = lists[0].map((_, s) => {
    const most = Math.max(...lists.map((list) => list[s]));
    const sum = lists.reduce((total, list, k) => total + weights[k] * Math.exp(sharpness * (list[s] - most)), 0);
    return most + Math.log(sum / all) / sharpness;
  });
  return { statistics, best: lists.reduce((most, list, k) => (list[0] > lists[most][0] ? k : most), 0) };
}
