import type { Label } from '../stats/contingency';
import { chosenScores, type ScoreOptions } from './classScores';

/**
 * F1: the harmonic mean of precision and recall, in [0, 1]; 0 if both are. Of class 1, of the class
 * `positive`, or an `average` over all classes.
 * @throws {TypeError | RangeError} if a list is empty or holds no labels, lengths differ, or the average is unknown.
 * @example
 * f1Score([2, 0, 1, 1], [2, 0, 1, 2], { average: 'macro' }); // 0.7777…
 */
export function f1Score(predictions: ArrayLike<Label>, labels: ArrayLike<Label>, options: ScoreOptions = {}): number {
  return chosenScores(predictions, labels, options).f1;
}
