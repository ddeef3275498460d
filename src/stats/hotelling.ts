import { matrix, row, type Matrix } from '../matrix';
import { checkRows, columnMeans } from './covariance';
import { fSf } from './distributions/f';
import type { TestResult } from './testResult';
import { dot, norm } from './vectors';

/** Outcome of Hotelling's test. */
export interface HotellingResult extends TestResult {
  /** T² scaled to follow an F law. */
  readonly f: number;
  readonly degreesOfFreedom: readonly [numerator: number, denominator: number];
}

/**
 * Hotelling's T² for two samples: T² = nm/(n + m) · dᵀS⁻¹d with the difference d of the means and the pooled covariance S
 * (n + m − 2 in the denominator), and its exact p value. The null: both samples are normal with one mean and one covariance.
 * O((n + m) · columns² + columns³).
 * @throws {RangeError} if a sample is empty, columns differ, a number is not finite, n + m − columns − 1 < 1, or the pooled
 * covariance is singular.
 * @example
 * hotelling(fromRows([[0], [1]]), fromRows([[0.5], [3]])).statistic; // 0.9411…
 */
export function hotelling(reference: Matrix, sample: Matrix): HotellingResult {
  checkRows('reference', reference, 1);
  checkRows('sample', sample, 1, reference.columns);
  const [n, m, columns] = [reference.rows, sample.rows, reference.columns];
  const freedom = n + m - columns - 1;
  if (freedom < 1)
    throw new RangeError(`invalid reference: expected more than ${columns + 1} rows in both samples, got ${n + m}`);
  // from one row on: means far from zero would be rounded
  const origin = row(reference, 0);
  const samples = [reference, sample].map((source) => subtractRow(source, origin));
  const [first, second] = samples.map(columnMeans);
  const deviations = samples.map((source, i) => subtractRow(source, [first, second][i]));
  const whitened = whiten(
    Array.from({ length: columns }, (_, j) => Float64Array.of(...deviations.flatMap((source) => column(source, j)))),
    first.map((mean, j) => mean - second[j]),
  );
  if (!whitened) throw new RangeError('invalid reference: expected a pooled covariance that is not singular');
  const statistic = ((n * m) / (n + m)) * (n + m - 2) * dot(whitened, whitened);
  const f = (freedom / ((n + m - 2) * columns)) * statistic;
  const pValue = fSf(f, columns, freedom);
  return { statistic, pValue, f, degreesOfFreedom: [columns, freedom], method: 'Hotelling T², two samples' };
}

function subtractRow({ values, rows, columns }: Matrix, vector: ArrayLike<number>): Matrix {
  const moved = Float64Array.from(values, (value, at) => value - vector[at % columns]);
  return matrix(moved, rows, columns);
}

function column({ values, rows, columns }: Matrix, index: number): number[] {
  return Array.from({ length: rows }, (_, i) => values[i * columns + index]);
}

/** A column that keeps less of its length than this beside the others is rounding. */
const SINGULAR = 1e-13;

/**
 * R⁻ᵀ·d with the triangular factor R of the columns (modified Gram–Schmidt); undefined if they are not independent. A factor of
 * the covariance would lose twice the digits where columns are nearly dependent. The columns are overwritten.
 */
function whiten(columns: readonly Float64Array[], d: Float64Array): Float64Array | undefined {
  const lengths = columns.map(norm);
  const left = d.slice();
  for (let k = 0; k < columns.length; k++) {
    const length = norm(columns[k]);
    if (!(length > SINGULAR * lengths[k])) return undefined;
    const direction = columns[k].map((value) => value / length);
    left[k] /= length;
    for (let j = k + 1; j < columns.length; j++) {
      const along = dot(direction, columns[j]);
      for (let i = 0; i < direction.length; i++) columns[j][i] -= along * direction[i];
      left[j] -= along * left[k];
    }
  }
  return left;
}
