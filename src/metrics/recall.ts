import type { Label } from '../stats/contingency';
import { chosenScores, type ScoreOptions } from './classScores';

/**
 * Share of the samples of a class that are predicted to be of it, in [0, 1]; 0 if there are none. Of class 1, of the
 * class `positive`, or an `average` over all classes.
 * @throws {TypeError | RangeError} if a list is empty or holds no labels, lengths differ, or the average is unknown.
 * @example
 * recall([1, 1, 0, 0], [1, 0, 0, 1]); // 0.5
 */
export function recall(predictions: ArrayLike<Label>, labels: ArrayLike<Label>, options: ScoreOptions = {}): number {
  return chosenScores(predictions, labels, options).recall;
}
