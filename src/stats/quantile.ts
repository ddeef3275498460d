import { checkNumber } from '../errors';

/**
 * The quantile of ascending values at a probability, linear between order statistics (Hyndman & Fan 1996, type 7; NumPy's
 * default).
 * @throws {RangeError} if there are no values or the probability is outside [0, 1].
 * @example
 * quantile([1, 2, 4], 0.75); // 3
 */
export function quantile(sorted: ArrayLike<number>, probability: number): number {
  checkNumber('probability', probability, 0, 1);
  if (sorted.length === 0) throw new RangeError('invalid sorted: expected at least one value, got none');
  const position = probability * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.ceil(position);
  if (sorted[below] === sorted[above]) return sorted[below]; // infinite ones have no difference
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}
