import { checkInteger, show } from '../errors';
import type { Matrix } from '../matrix';

/**
 * Checks that `source` is a matrix with at least `least` rows and a column.
 * @throws {TypeError} if it is no matrix; {RangeError} if it has too few rows, no columns, or another number of values.
 */
export function checkMatrix(name: string, source: unknown, least: number): void {
  const { values, rows, columns } = (source ?? {}) as Partial<Matrix>;
  if (typeof values?.subarray !== 'function' || typeof rows !== 'number' || typeof columns !== 'number')
    throw new TypeError(`invalid ${name}: expected a matrix, as fromRows gives, got ${show(source)}`);
  checkInteger(`rows of ${name}`, rows, least);
  checkInteger(`columns of ${name}`, columns, 1);
  if (values.length !== rows * columns)
    throw new RangeError(`invalid ${name}: expected ${rows} × ${columns} numbers, got ${values.length}`);
}

/**
 * Checks that two samples are matrices of as many columns.
 * @throws as `checkMatrix` does, and {RangeError} if the columns differ.
 */
export function checkSamples(reference: Matrix, sample: Matrix, least: number): void {
  checkMatrix('reference', reference, least);
  checkMatrix('sample', sample, least);
  if (sample.columns !== reference.columns)
    throw new RangeError(
      `invalid sample: expected ${reference.columns} columns like the reference, got ${sample.columns}`,
    );
}
