import type { Matrix } from '../matrix';
import { checkProbabilities } from './checkProbabilities';
import { checkClassIndices, checkProbabilityRows } from './checkProbabilityRows';

/**
 * Probabilities of class 1, or rows of class probabilities, with a label each: 0 or 1, or the index of a class.
 * @throws {TypeError | RangeError} if they are not.
 */
export function checkLabelledProbabilities(
  probabilities: ArrayLike<number> | Matrix,
  labels: ArrayLike<number>,
): Float64Array | Matrix {
  if ('columns' in probabilities) {
    checkProbabilityRows(probabilities);
    checkClassIndices(probabilities, labels);
    return probabilities;
  }
  const values = checkProbabilities('probabilities', probabilities);
  checkClassIndices({ values, rows: values.length, columns: 2 }, labels);
  return values;
}
