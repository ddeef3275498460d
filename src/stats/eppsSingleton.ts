import { inCommonUnit } from './commonUnit';
import { chiSquareSf } from './distributions/chiSquare';
import type { ChiSquareTestResult } from './kruskalWallis';
import { numericSample, type SampleOptions } from './numericSample';
import { quantile } from './quantile';
import { sortNumbers } from './sortNumbers';
import { symmetricEigen } from './symmetricEigen';

/** Where the characteristic functions are compared, in half interquartile ranges. */
const POINTS = [0.4, 0.8];
const SMALL = 25;

/**
 * Epps–Singleton test (Epps & Singleton 1986): compares the empirical characteristic functions at two points, scaled by
 * half the pooled interquartile range; also for discrete values. Corrected for samples of less than 25; the p value is
 * from the chi-square law with the rank of the covariance (at most 4) as degrees of freedom. Null: all values are
 * independent draws from one distribution; approximate.
 * @throws {TypeError | RangeError} if a sample has fewer than 5 values, holds NaN (unless `nanPolicy` is 'omit') or
 * infinities, or if the pooled interquartile range is 0.
 * @example
 * eppsSingleton([1, 2, 3, 4, 5, 6], [2, 4, 6, 8, 10, 12]).pValue;
 */
export function eppsSingleton(
  reference: ArrayLike<number>,
  sample: ArrayLike<number>,
  { nanPolicy }: SampleOptions = {},
): ChiSquareTestResult {
  const rules = { nanPolicy, least: 5, finite: true };
  const checked = [numericSample('reference', reference, rules), numericSample('sample', sample, rules)];
  const [x, y] = inCommonUnit(checked).samples;
  const scale = halfInterquartileRange(x, y);
  const total = x.length + y.length;
  const first = characteristic(x, scale);
  const second = characteristic(y, scale);
  const covariance = first.covariance.map((row, i) =>
    row.map((value, k) => total * (value / x.length + second.covariance[i][k] / y.length)),
  );
  const { value, rank } = inverseForm(
    covariance,
    first.means.map((mean, i) => mean - second.means[i]),
  );
  const statistic = total * value * correction(x.length, y.length);
  return { statistic, pValue: chiSquareSf(statistic, rank), method: 'Epps–Singleton', degreesOfFreedom: rank };
}

function halfInterquartileRange(x: Float64Array, y: Float64Array): number {
  const pooled = new Float64Array(x.length + y.length);
  pooled.set(x);
  pooled.set(y, x.length);
  const sorted = sortNumbers(pooled);
  const range = quantile(sorted, 0.75) - quantile(sorted, 0.25);
  if (!(range > 0)) throw new RangeError(`invalid sample: expected a pooled interquartile range above 0, got ${range}`);
  return range / 2;
}

/** Means and covariances of cos and sin at the points. */
function characteristic(values: Float64Array, scale: number): { means: number[]; covariance: number[][] } {
  const angles = POINTS.map((point) => point / scale);
  const waves = [Math.cos, Math.sin].flatMap((wave) =>
    angles.map((angle) => values.map((value) => wave(angle * value))),
  );
  const means = waves.map((wave) => wave.reduce((sum, value) => sum + value, 0) / values.length);
  const covariance = waves.map((a, i) =>
    waves.map((b, k) => a.reduce((sum, value, at) => sum + (value - means[i]) * (b[at] - means[k]), 0) / values.length),
  );
  return { means, covariance };
}

/** v′A⁺v with the pseudo-inverse of a positive semidefinite A, and the rank of A. */
function inverseForm(
  matrix: readonly (readonly number[])[],
  vector: readonly number[],
): { value: number; rank: number } {
  const { values, vectors } = symmetricEigen(matrix);
  const largest = Math.max(...values);
  const kept = values.flatMap((value, k) => (value > 1e-15 * largest ? [{ value, vector: vectors[k] }] : []));
  const value = kept.reduce((sum, eigen) => {
    const along = eigen.vector.reduce((dot, entry, i) => dot + entry * vector[i], 0);
    return sum + (along * along) / eigen.value;
  }, 0);
  return { value, rank: kept.length };
}

function correction(n: number, m: number): number {
  if (Math.max(n, m) >= SMALL) return 1;
  return 1 / (1 + (n + m) ** -0.45 + 10.1 * (n ** -1.7 + m ** -1.7));
}
