import { centralMoments, compensatedSum, meanAndVariance } from './moments';
import { numericSample, type SampleOptions } from './numericSample';
import { quantile } from './quantile';
import { sortNumbers } from './sortNumbers';

/** A sample in numbers. */
export interface Description {
  readonly count: number;
  readonly sum: number;
  readonly mean: number;
  /** With n − 1 in the denominator; NaN of one value, as is its root. */
  readonly variance: number;
  readonly standardDeviation: number;
  /** With n in the denominator. */
  readonly populationVariance: number;
  /** m₃ / m₂^1.5 of the central moments; NaN where the variance is 0. */
  readonly skewness: number;
  /** m₄ / m₂² − 3; NaN where the variance is 0. */
  readonly excessKurtosis: number;
  readonly min: number;
  readonly max: number;
  readonly median: number;
  /** Median of the absolute deviations from the median, not scaled. */
  readonly medianDeviation: number;
  /** Upper less lower quartile (linear quantiles). */
  readonly interquartileRange: number;
}

/**
 * The usual descriptive statistics. Infinite values make those that have no value NaN. O(n) time but for sorting.
 * @throws {TypeError | RangeError} if the sample is empty, holds NaN (unless `nanPolicy` is 'omit') or something else
 * than numbers.
 * @example
 * describe([1, 2, 3, 4]).variance; // 1.666…
 */
export function describe(values: ArrayLike<number>, options: SampleOptions = {}): Description {
  const sorted = sortNumbers(numericSample('values', values, options));
  const { length: count } = sorted;
  const { mean, variance, standardDeviation } = meanAndVariance(sorted);
  const median = quantile(sorted, 0.5);
  const deviations = sortNumbers(sorted.map((value) => Math.abs(value - median)));
  return {
    count,
    sum: compensatedSum(sorted),
    mean,
    variance,
    standardDeviation,
    populationVariance: count === 1 ? 0 : (variance * (count - 1)) / count,
    ...shape(sorted),
    min: sorted[0],
    max: sorted[count - 1],
    median,
    medianDeviation: quantile(deviations, 0.5),
    interquartileRange: quantile(sorted, 0.75) - quantile(sorted, 0.25),
  };
}

/** Skewness and excess kurtosis without correction for bias. */
export function shape(values: ArrayLike<number>): { skewness: number; excessKurtosis: number } {
  const { second, third, fourth } = centralMoments(values);
  return { skewness: third / second ** 1.5, excessKurtosis: fourth / second ** 2 - 3 };
}
