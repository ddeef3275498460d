import { checkInteger, checkNumber } from '../errors';
import { row, type Matrix } from '../matrix';

/** How far a row of probabilities may be from 1: what float32 makes of a thousand classes. */
const SLACK = 1.001e-5;

/**
 * Checks a row of class probabilities for each sample.
 * @throws {TypeError | RangeError} if there is no row, a value is outside [0, 1] or a row does not add up to 1.
 */
export function checkProbabilityRows(probabilities: Matrix): void {
  checkInteger('rows of probabilities', probabilities.rows, 1);
  for (let i = 0; i < probabilities.rows; i++) {
    let sum = 0;
    for (const value of row(probabilities, i)) sum += checkNumber('probabilities', value, 0, 1);
    if (Math.abs(sum - 1) > SLACK)
      throw new RangeError(`invalid probabilities: expected rows that add up to 1, got ${sum} in row ${i}`);
  }
}

/**
 * Checks a class for each of some rows.
 * @throws {TypeError | RangeError} if there is not one label for each row, or one is no integer in [0, classes).
 */
export function checkClassIndices({ rows, columns }: Matrix, labels: ArrayLike<number>): void {
  checkInteger('rows', rows, 1);
  if (labels.length !== rows)
    throw new RangeError(`invalid labels: expected ${rows}, one for each row, got ${labels.length}`);
  for (let i = 0; i < rows; i++) checkInteger(`labels[${i}]`, labels[i], 0, columns - 1);
}
