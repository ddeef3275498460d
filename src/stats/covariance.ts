import { checkInteger } from '../errors';
import { row, type Matrix } from '../matrix';

/**
 * Checks that a matrix has rows enough and finite numbers only.
 * @throws {RangeError} that names the argument, and the row.
 */
export function checkRows(name: string, source: Matrix, least: number, columns = source.columns): void {
  checkInteger(`rows of ${name}`, source.rows, least);
  checkInteger(`columns of ${name}`, source.columns, 1);
  if (source.columns !== columns)
    throw new RangeError(`invalid ${name}: expected ${columns} columns, got ${source.columns}`);
  const wrong = source.values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0)
    throw new RangeError(
      `invalid ${name}: expected finite numbers, got ${source.values[wrong]} in row ${Math.floor(wrong / columns)}`,
    );
}

/** The mean of each column, exactly the value of a constant one. */
export function columnMeans(source: Matrix): Float64Array {
  const first = row(source, 0);
  const sums = new Float64Array(source.columns);
  for (let i = 0; i < source.rows; i++)
    for (let j = 0; j < sums.length; j++) sums[j] += source.values[i * source.columns + j] - first[j];
  return sums.map((sum, j) => first[j] + sum / source.rows);
}

/** Σ (x − mean)·(x − mean)ᵀ over the rows: columns × columns. O(rows · columns²). */
export function scatter(source: Matrix, mean: Float64Array): Float64Array {
  const { columns } = source;
  const sums = new Float64Array(columns * columns);
  for (let i = 0; i < source.rows; i++) addProduct(sums, deviation(row(source, i), mean), 1);
  for (let j = 0; j < columns; j++) for (let k = 0; k < j; k++) sums[k * columns + j] = sums[j * columns + k];
  return sums;
}

/** Adds weight · x·xᵀ to the lower triangle of `sums`. */
export function addProduct(sums: Float64Array, x: ArrayLike<number>, weight: number): void {
  for (let j = 0; j < x.length; j++) {
    const scaled = weight * x[j];
    for (let k = 0; k <= j; k++) sums[j * x.length + k] += scaled * x[k];
  }
}

/** x − mean. */
export function deviation(x: ArrayLike<number>, mean: Float64Array): Float64Array {
  return mean.map((value, j) => x[j] - value);
}
