import type { Matrix } from '../matrix';
import { cholesky, solveLower } from './cholesky';
import { checkRows, columnMeans, scatter } from './covariance';
import { fSf } from './distributions/f';
import type { TestResult } from './testResult';

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
  const [first, second] = [columnMeans(reference), columnMeans(sample)];
  const others = scatter(sample, second);
  const pooled = scatter(reference, first).map((sum, k) => (sum + others[k]) / (n + m - 2));
  const factor = cholesky(pooled, columns);
  if (!factor) throw new RangeError('invalid reference: expected a pooled covariance that is not singular');
  const whitened = solveLower(
    factor,
    first.map((mean, j) => mean - second[j]),
  );
  const statistic = ((n * m) / (n + m)) * whitened.reduce((sum, value) => sum + value * value, 0);
  const f = (freedom / ((n + m - 2) * columns)) * statistic;
  const pValue = fSf(f, columns, freedom);
  return { statistic, pValue, f, degreesOfFreedom: [columns, freedom], method: 'Hotelling T², two samples' };
}
