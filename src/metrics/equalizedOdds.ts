import type { Label } from '../stats/contingency';
import { groupCounts } from './groupCounts';
import { rateGaps, referenceGroup, type GapOptions, type LargestGap, type RateGaps } from './rateGaps';

/** True- and false-positive rates in all groups. */
export interface EqualizedOdds {
  readonly truePositiveRate: RateGaps;
  readonly falsePositiveRate: RateGaps;
  /** Of both rates; null if no group could be judged by either. */
  readonly largest: (LargestGap & { readonly rate: string }) | null;
}

/**
 * Equalized odds (Hardt, Price & Srebro 2016): how true- and false-positive rates of each group differ from those of a
 * reference group, as in `demographicParity`. A group without positives has no true-positive rate: null, with the
 * reason.
 * @param predictions 0 or 1
 * @param labels 0 or 1
 * @throws {TypeError | RangeError} as `demographicParity` does, and if a label is neither 0 nor 1.
 * @example
 * equalizedOdds(predictions, labels, sex).largest?.bound; // e.g. 0.12: no gap is larger, with probability 0.95
 */
export function equalizedOdds(
  predictions: ArrayLike<number | boolean>,
  labels: ArrayLike<number | boolean>,
  groups: ArrayLike<Label>,
  options: GapOptions = {},
): EqualizedOdds {
  const counts = groupCounts(predictions, labels, groups);
  const reference = referenceGroup(counts, options);
  const truePositiveRate = rateGaps(
    'true-positive rate',
    counts.map(({ group, truePositives, positives }) => ({ group, successes: truePositives, trials: positives })),
    reference,
    options,
  );
  const falsePositiveRate = rateGaps(
    'false-positive rate',
    counts.map(({ group, falsePositives, negatives }) => ({ group, successes: falsePositives, trials: negatives })),
    reference,
    options,
  );
  return { truePositiveRate, falsePositiveRate, largest: largerOf([truePositiveRate, falsePositiveRate]) };
}

function largerOf(rates: readonly RateGaps[]): EqualizedOdds['largest'] {
  const found = rates.flatMap(({ rate, largest }) => (largest ? [{ rate, ...largest }] : []));
  if (found.length === 0) return null;
  const first = found.reduce((best, one) => (one.value > best.value ? one : best));
  return { ...first, bound: Math.max(...found.map(({ bound }) => bound)) };
}
