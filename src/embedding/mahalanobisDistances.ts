import { checkNumber } from '../errors';
import { row, type Matrix } from '../matrix';
import { cholesky, solveLower } from '../stats/cholesky';
import { checkRows, columnMeans, deviation, scatter } from '../stats/covariance';
import { norm } from '../stats/vectors';

/**
 * √((q − μ)ᵀ·(S + ridge·I)⁻¹·(q − μ)) for each row q of `queries` (Mahalanobis 1936), with mean and covariance of the reference (rows − 1 in
 * the denominator). Squared, it follows χ² with as many degrees of freedom as columns if both are normal, ridge is 0 and the
 * reference large. The anomaly score of PaDiM (Defard et al. 2021) is this for each place, with a ridge of 0.01.
 * O((n + m) · columns² + columns³).
 * @throws {RangeError} if the reference has fewer than 2 rows, columns differ, a number is not finite, or the covariance is singular.
 * @example
 * mahalanobisDistances(fromRows([[3]]), fromRows([[0], [2]])); // [1.414…]
 */
export function mahalanobisDistances(
  queries: Matrix,
  reference: Matrix,
  { ridge = 0 }: { readonly ridge?: number } = {},
): Float64Array {
  checkNumber('ridge', ridge, 0);
  checkRows('reference', reference, 2);
  checkRows('queries', queries, 0, reference.columns);
  const { columns } = reference;
  const mean = columnMeans(reference);
  const covariance = scatter(reference, mean).map(
    (sum, k) => sum / (reference.rows - 1) + (k % (columns + 1) === 0 ? ridge : 0),
  );
  const factor = cholesky(covariance, columns);
  if (!factor) throw new RangeError('invalid reference: expected a covariance that is not singular, try a ridge');
  return Float64Array.from({ length: queries.rows }, (_, i) =>
    norm(solveLower(factor, deviation(row(queries, i), mean))),
  );
}
