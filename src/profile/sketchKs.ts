import type { BoundedValue } from './errorBound';
import { sketchError, weightedValues, type QuantileSketch } from './quantileSketch';

/**
 * Kolmogorov–Smirnov distance of two samples from their sketches, in [0, 1]: the largest difference of their distribution functions.
 * It is off by no more than both sketches' errors together.
 */
export function sketchKs(reference: QuantileSketch, current: QuantileSketch): BoundedValue {
  const [first, second] = [weightedValues(reference), weightedValues(current)];
  let [value, i, j] = [0, 0, 0];
  while (i < first.values.length || j < second.values.length) {
    const at = Math.min(first.values[i] ?? Infinity, second.values[j] ?? Infinity);
    while (first.values[i] === at) i++;
    while (second.values[j] === at) j++;
    const shares = [(first.upTo[i - 1] ?? 0) / reference.count, (second.upTo[j - 1] ?? 0) / current.count];
    value = Math.max(value, Math.abs(shares[0] - shares[1]));
  }
  return { value, error: Math.min(1, sketchError(reference) + sketchError(current)) };
}
