import type { Matrix } from '../matrix';
import { checkRows, columnMeans, scatter } from '../stats/covariance';
import { symmetricEigen, type Eigen } from '../stats/symmetricEigen';
import { squaredDistance } from '../stats/vectors';

/**
 * The squared Fréchet distance of two normal laws fitted to embeddings (Dowson & Landau 1982; Heusel et al. 2017 call it FID):
 * ‖μx − μy‖² + tr(Sx + Sy − 2·(SxSy)^½), covariances with rows − 1 in the denominator. At least 0, in squared units of the
 * embedding; biased upwards, the more the fewer rows. O((n + m) · columns² + columns³).
 * @throws {RangeError} if a sample has fewer than 2 rows, columns differ or a number is not finite.
 * @example
 * frechetDistance(fromRows([[0], [2]]), fromRows([[1], [3]])); // 1
 */
export function frechetDistance(reference: Matrix, sample: Matrix): number {
  checkRows('reference', reference, 2);
  checkRows('sample', sample, 2, reference.columns);
  const [first, second] = [reference, sample].map((each) => moments(each));
  const root = squareRoot(symmetricEigen(first.covariance));
  // similar to Sx·Sy, but symmetric
  const product = multiply(multiply(root, second.covariance), root);
  const shared = symmetricEigen(product).values.reduce((sum, value) => sum + Math.sqrt(Math.max(value, 0)), 0);
  const spread = trace(first.covariance) + trace(second.covariance) - 2 * shared;
  return squaredDistance(first.mean, second.mean) + Math.max(spread, 0);
}

type Rows = readonly (readonly number[])[];

function moments(source: Matrix): { readonly mean: Float64Array; readonly covariance: Rows } {
  const mean = columnMeans(source);
  const sums = scatter(source, mean);
  const size = mean.length;
  const covariance = Array.from(mean, (_, i) => Array.from(mean, (__, j) => sums[i * size + j] / (source.rows - 1)));
  return { mean, covariance };
}

function squareRoot({ values, vectors }: Eigen): Rows {
  const roots = values.map((value) => Math.sqrt(Math.max(value, 0)));
  return values.map((_, i) => values.map((__, j) => roots.reduce((sum, root, k) => sum + root * vectors[k][i] * vectors[k][j], 0))); // prettier-ignore
}

function multiply(a: Rows, b: Rows): Rows {
  return a.map((row) => b.map((_, j) => row.reduce((sum, value, k) => sum + value * b[k][j], 0)));
}

function trace(square: Rows): number {
  return square.reduce((sum, row, i) => sum + row[i], 0);
}
