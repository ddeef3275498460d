import { numericSample, type SampleOptions } from './numericSample';
import { countBelow } from './ranks';
import { sortNumbers } from './sortNumbers';

/** The empirical distribution function of a sample. */
export interface Ecdf {
  /** The share of values at or below `x`. O(log n). */
  readonly at: (x: number) => number;
  /** The share of values below `x`, the limit from the left. */
  readonly below: (x: number) => number;
}

/**
 * The empirical distribution function, continuous from the right.
 * @throws {TypeError | RangeError} if the sample is empty, holds NaN (unless `nanPolicy` is 'omit') or something else
 * than numbers.
 * @example
 * ecdf([1, 2, 2, 5]).at(2); // 0.75
 */
export function ecdf(values: ArrayLike<number>, options: SampleOptions = {}): Ecdf {
  const sorted = sortNumbers(numericSample('values', values, options));
  return {
    at: (x) => countBelow(sorted, x, true) / sorted.length,
    below: (x) => countBelow(sorted, x) / sorted.length,
  };
}
