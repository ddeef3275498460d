import type { Label } from '../stats/contingency';
import { chosenScores, type ScoreOptions } from './classScores';

/**
 * Share of the samples predicted to be of a class that are of it, in [0, 1]; 0 if none was predicted. Of class 1, of
 * the class `positive`, or an `average` over all classes.
 * @throws {TypeError | RangeError} if a list is empty or holds no labels, lengths differ, or the average is unknown.
 * @example
 * precision([1, 1, 0, 1], [1, 0, 0, 1]); // 0.6666…
 */
export function precision(predictions: ArrayLike<Label>, labels: ArrayLike<Label>, options: ScoreOptions = {}): number {
  return chosenScores(predictions, labels, options).precision;
}
