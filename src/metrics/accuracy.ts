import type { Label } from '../stats/contingency';
import { checkPairs } from './checkPairs';

/**
 * Share of predictions that are right, in [0, 1]. With unequal classes look at `balancedAccuracy` too.
 * @throws {RangeError} if lengths differ or there is nothing to compare.
 * @example
 * accuracy([0, 1, 1], [0, 1, 0]); // 0.6666…
 */
export function accuracy(predictions: ArrayLike<Label>, labels: ArrayLike<Label>): number {
  const n = checkPairs(predictions, labels);
  let right = 0;
  for (let i = 0; i < n; i++) if (predictions[i] === labels[i]) right++;
  return right / n;
}
