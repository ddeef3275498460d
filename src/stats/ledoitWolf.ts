import { row, type Matrix } from '../matrix';
import { checkRows, columnMeans, deviation, scatter } from './covariance';
import { dot } from './vectors';

/** A covariance drawn towards a multiple of the unit matrix. */
export interface ShrunkCovariance {
  /** columns × columns, row-major. */
  readonly covariance: Float64Array;
  readonly mean: Float64Array;
  /** In [0, 1]: 0 keeps the sample covariance, 1 leaves only the mean variance. */
  readonly shrinkage: number;
}

/**
 * The covariance (1 − s)·S + s·tr(S)/columns·I with the shrinkage s that Ledoit & Wolf (2004) estimate to be best; S has the number
 * of rows in the denominator. Not singular unless all rows are equal. O(rows · columns²).
 * @throws {RangeError} if there are no rows or a number is not finite.
 * @example
 * ledoitWolf(fromRows([[0, 0], [1, 1], [2, 2]])).shrinkage; // 0.166…
 */
export function ledoitWolf(source: Matrix): ShrunkCovariance {
  checkRows('source', source, 1);
  const { rows, columns } = source;
  const mean = columnMeans(source);
  const covariance = scatter(source, mean).map((sum) => sum / rows);
  const level = trace(covariance, columns) / columns;
  const squares = dot(covariance, covariance);
  const distance = (squares - columns * level * level) / columns;
  let fourth = 0;
  for (let i = 0; i < rows; i++) {
    const values = deviation(row(source, i), mean);
    fourth += dot(values, values) ** 2;
  }
  const error = (fourth / rows - squares) / (rows * columns);
  const shrinkage = distance > 0 ? Math.min(error, distance) / distance : 0;
  for (let k = 0; k < covariance.length; k++) covariance[k] *= 1 - shrinkage;
  for (let j = 0; j < columns; j++) covariance[j * columns + j] += shrinkage * level;
  return { covariance, mean, shrinkage };
}

function trace(square: Float64Array, size: number): number {
  let sum = 0;
  for (let j = 0; j < size; j++) sum += square[j * size + j];
  return sum;
}
