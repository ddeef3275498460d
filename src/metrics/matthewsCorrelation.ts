import type { Label } from '../stats/contingency';
import { margins } from '../stats/contingency';
import { confusionMatrix, type ConfusionMatrix } from './confusionMatrix';

/**
 * Matthews' correlation coefficient in Gorodkin's form for several classes (2004, R_K): the correlation of labels and
 * predictions. In [−1, 1]; 0 is chance, and stands for what is undefined: labels or predictions that are all of one
 * class.
 * @throws {TypeError | RangeError} if a list is empty or holds no labels, or lengths differ.
 * @example
 * matthewsCorrelation([0, 0, 1, 1], [0, 1, 1, 1]); // 0.5773…
 */
export function matthewsCorrelation(predictions: ArrayLike<Label>, labels: ArrayLike<Label>): number {
  return correlation(confusionMatrix(predictions, labels));
}

/** The same of a confusion matrix. */
export function correlation({ counts }: ConfusionMatrix): number {
  const { rows, columns, total } = margins(counts.map((row) => [...row]));
  const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, k) => sum + value * b[k], 0);
  const right = counts.reduce((sum, row, k) => sum + row[k], 0);
  const spread = (total * total - dot(rows, rows)) * (total * total - dot(columns, columns));
  return spread === 0 ? 0 : (right * total - dot(rows, columns)) / Math.sqrt(spread);
}
