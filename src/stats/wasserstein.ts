import { cdfDistance } from './cdfDistance';
import { weightedPair, type WeightOptions } from './weightedSample';

/**
 * First Wasserstein distance (earth mover's distance) of two samples: ∫ |F − G| of their distribution functions, in the
 * unit of the values; 0 only for equal distributions. It is not a test and has no p value: without drift it is above 0
 * and shrinks with the sizes. Infinity if an infinite value has more weight in one sample. O(n log n) time.
 * @throws {TypeError | RangeError} if a sample is empty or holds NaN (unless `nanPolicy` is 'omit'), or weights do not
 * fit.
 * @example
 * wasserstein([0, 1, 3], [5, 6, 8]); // 5
 */
export function wasserstein(
  reference: ArrayLike<number>,
  sample: ArrayLike<number>,
  options: WeightOptions = {},
): number {
  const [x, y] = weightedPair(reference, sample, options);
  return x.below || y.below ? cdfDistance(x, y, 1) : sortedWasserstein(x.values, y.values);
}

/**
 * `wasserstein` of two ascending samples without NaN: for a detector that sorts its reference once. Not checked. O(n +
 * m) time.
 * @example
 * sortedWasserstein(sortNumbers(reference), sortNumbers(sample));
 */
export function sortedWasserstein(reference: Float64Array, sample: Float64Array): number {
  if (reference.length !== sample.length) return cdfDistance({ values: reference }, { values: sample }, 1);
  let sum = 0;
  for (let i = 0; i < sample.length; i++) if (reference[i] !== sample[i]) sum += Math.abs(reference[i] - sample[i]);
  return sum / sample.length;
}
