import { checkOneOf } from '../errors';
import { numericSample, type SampleOptions } from './numericSample';
import { sortNumbers } from './sortNumbers';

const TIES = ['average', 'min', 'max', 'dense', 'ordinal'] as const;

/** Options of `ranks`. */
export interface RankOptions extends SampleOptions {
  /**
   * What equal values get: the mean of their places (the default), the first, the last, the number of distinct values
   * up to them, or their places in the order of the input.
   */
  readonly ties?: (typeof TIES)[number];
}

/**
 * The rank of each value, from 1 for the smallest, in the order of the input. O(n log n) time.
 * @throws {TypeError | RangeError} if a value is NaN (left out if `nanPolicy` is 'omit') or no number.
 * @example
 * ranks([30, 10, 20, 10]); // Float64Array [4, 1.5, 3, 1.5]
 */
export function ranks(values: ArrayLike<number>, { ties = 'average', nanPolicy }: RankOptions = {}): Float64Array {
  checkOneOf('ties', ties, TIES);
  const numbers = numericSample('values', values, { nanPolicy, least: 0 });
  const { distinct, upTo } = groups(sortNumbers(numbers));
  const seen = new Uint32Array(distinct.length);
  return numbers.map((value) => {
    const group = countBelow(distinct, value);
    const below = group > 0 ? upTo[group - 1] : 0;
    switch (ties) {
      case 'average':
        return (below + 1 + upTo[group]) / 2;
      case 'min':
        return below + 1;
      case 'max':
        return upTo[group];
      case 'dense':
        return group + 1;
      default:
        return below + ++seen[group];
    }
  });
}

/** The distinct values of ascending ones, and how many there are up to each. */
function groups(sorted: Float64Array): { distinct: Float64Array; upTo: Uint32Array } {
  const distinct = new Float64Array(sorted.length);
  const upTo = new Uint32Array(sorted.length);
  let count = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) distinct[count++] = sorted[i];
    upTo[count - 1] = i + 1;
  }
  return { distinct: distinct.subarray(0, count), upTo: upTo.subarray(0, count) };
}

/** How many of some ascending values are below `value`; with `orEqual`, not above it; known to be from `low` to `high`. O(log n). */
export function countBelow(
  sorted: ArrayLike<number>,
  value: number,
  orEqual = false,
  low = 0,
  high = sorted.length,
): number {
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value || (orEqual && sorted[middle] === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}
