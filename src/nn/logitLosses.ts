import { checkInteger, checkNumber } from '../errors';
import { row, type Matrix } from '../matrix';
import { logProbabilities } from './softmax';

/**
 * Mean cross entropy in nats of logits (a row for each sample, a column for each class) against the labels.
 * @throws {RangeError} if there is not one label in [0, classes) for each row, or no row.
 * @example
 * meanCrossEntropy(fromRows([[0, 0]]), [1]); // ln 2
 */
export function meanCrossEntropy(logits: Matrix, labels: ArrayLike<number>): number {
  checkLabels(logits, labels);
  let sum = 0;
  for (let i = 0; i < logits.rows; i++) sum -= logProbabilities(row(logits, i))[labels[i]];
  return sum / logits.rows;
}

/**
 * KL(teacher ‖ student) in nats of both logits divided by the temperature, the mean over rows. The distillation loss of Hinton et
 * al. (2015) is T² times this.
 * @throws {RangeError} if sizes differ, there is no row, or the temperature is not positive.
 * @example
 * distillationDivergence(fromRows([[1, 0]]), fromRows([[0, 1]]), 2);
 */
export function distillationDivergence(student: Matrix, teacher: Matrix, temperature: number): number {
  checkNumber('temperature', temperature, Number.MIN_VALUE);
  checkInteger('rows of student', student.rows, 1);
  if (student.rows !== teacher.rows || student.columns !== teacher.columns)
    throw new RangeError(
      `invalid teacher: expected ${student.rows} × ${student.columns} logits, got ${teacher.rows} × ${teacher.columns}`,
    );
  let sum = 0;
  for (let i = 0; i < student.rows; i++)
    sum += divergence(soften(student, i, temperature), soften(teacher, i, temperature));
  return sum / student.rows;
}

/** Logarithms of the probabilities of row `index` at a temperature. */
export function soften(logits: Matrix, index: number, temperature: number): Float64Array {
  return logProbabilities(Float64Array.from(row(logits, index), (logit) => logit / temperature));
}

/** @throws {RangeError} unless each row has a label in [0, columns). */
export function checkLabels({ rows, columns }: Matrix, labels: ArrayLike<number>): void {
  if (rows === 0 || labels.length !== rows)
    throw new RangeError(`invalid labels: expected one for each of ${rows} rows, at least 1, got ${labels.length}`);
  for (let i = 0; i < rows; i++) checkInteger(`labels[${i}]`, labels[i], 0, columns - 1);
}

function divergence(mine: Float64Array, theirs: Float64Array): number {
  let sum = 0;
  // a class that the teacher rules out weighs nothing, whatever the student says
  for (let k = 0; k < mine.length; k++) if (theirs[k] > -Infinity) sum += Math.exp(theirs[k]) * (theirs[k] - mine[k]);
  return sum;
}
