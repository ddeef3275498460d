import { checkInteger } from '../errors';
import { row, type Matrix } from '../matrix';
import { checkClassIndices } from './checkProbabilityRows';

/**
 * Share of samples whose class is among the k with the largest scores, in [0, 1]; of equal scores the first class
 * counts as larger.
 * @param scores a row for each sample
 * @throws {TypeError | RangeError} if there is no row, a label is no class, or k is no integer in [1, classes].
 * @example
 * topKAccuracy(fromRows([[0.2, 0.5, 0.3], [0.6, 0.3, 0.1]]), [2, 2], 2); // 0.5
 */
export function topKAccuracy(scores: Matrix, labels: ArrayLike<number>, k: number): number {
  checkClassIndices(scores, labels);
  checkInteger('k', k, 1, scores.columns);
  let found = 0;
  for (let i = 0; i < scores.rows; i++) if (placeOf(row(scores, i), labels[i]) < k) found++;
  return found / scores.rows;
}

/** How many classes come before this one. */
function placeOf(scores: ArrayLike<number>, label: number): number {
  let before = 0;
  for (let j = 0; j < scores.length; j++)
    if (scores[j] > scores[label] || (scores[j] === scores[label] && j < label)) before++;
  return before;
}
