import { cdfDistance } from './cdfDistance';
import { weightedPair, type WeightOptions } from './weightedSample';

/**
 * Energy distance of two samples (Székely & Rizzo 2013): √(2 ∫ (F − G)²) of their distribution functions; its square is
 * 2E|X − Y| − E|X − X′| − E|Y − Y′| over all pairs. 0 only for equal distributions; not a test, see `wasserstein`. O(n
 * log n) time.
 * @throws {TypeError | RangeError} as `wasserstein` does.
 * @example
 * energyDistance([0], [2]); // 2
 */
export function energyDistance(
  reference: ArrayLike<number>,
  sample: ArrayLike<number>,
  options: WeightOptions = {},
): number {
  const [x, y] = weightedPair(reference, sample, options);
  return Math.sqrt(2 * cdfDistance(x, y, 2));
}
