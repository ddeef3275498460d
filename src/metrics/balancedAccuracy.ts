import type { Label } from '../stats/contingency';
import { classScores } from './classScores';
import { confusionMatrix, type ConfusionMatrix } from './confusionMatrix';

/**
 * Mean recall over the classes that have samples, in [0, 1]: predicting one class always gives 1 / classes, however
 * frequent it is.
 * @throws {TypeError | RangeError} if a list is empty or holds no labels, or lengths differ.
 * @example
 * balancedAccuracy([0, 0, 0, 0], [0, 0, 0, 1]); // 0.5
 */
export function balancedAccuracy(predictions: ArrayLike<Label>, labels: ArrayLike<Label>): number {
  return meanRecall(confusionMatrix(predictions, labels));
}

/** The same of a confusion matrix. */
export function meanRecall(confusion: ConfusionMatrix): number {
  const present = classScores(confusion).filter(({ support }) => support > 0);
  return present.reduce((sum, { recall }) => sum + recall, 0) / present.length;
}
