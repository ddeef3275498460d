import { checkInteger } from '../errors';
import { matrix, row, type Matrix } from '../matrix';
import { checkRows, columnMeans, deviation } from '../stats/covariance';
import { dot, norm } from '../stats/vectors';

/** The axes along which rows spread most. */
export interface PrincipalComponents {
  readonly mean: Float64Array;
  /** One axis in a row, of length 1, widest first; its entry of largest size is positive. */
  readonly components: Matrix<Float64Array>;
  /** Variance along each axis, rows − 1 in the denominator. */
  readonly variances: Float64Array;
  /** Variance along each axis as a share of all there is. */
  readonly shares: Float64Array;
}

const SWEEPS = 60;
const ORTHOGONAL = 1e-15;

/**
 * Principal components by the singular values of the centred rows (one-sided Jacobi, Golub & Van Loan, section 8.6.3): exact to the
 * last digits also for small variances. All rows take part in O(columns² · (rows + columns)) for each of some ten sweeps.
 * @throws {RangeError} if there are fewer than 2 rows, a number is not finite, or count is not in [1, min(rows, columns)].
 * @example
 * principalComponents(fromRows([[0, 0], [1, 1], [2, 2]]), 1).components; // one row, [0.707…, 0.707…]
 */
export function principalComponents(source: Matrix, count: number): PrincipalComponents {
  checkRows('source', source, 2);
  checkInteger('count', count, 1, Math.min(source.rows, source.columns));
  const mean = columnMeans(source);
  const rows = Array.from({ length: source.rows }, (_, i) => deviation(row(source, i), mean));
  const axes = orthogonalized(Array.from(mean, (_, j) => Float64Array.from(rows, (each) => each[j])));
  const variances = axes.map(({ image }) => dot(image, image) / (source.rows - 1));
  const total = variances.reduce((sum, value) => sum + value, 0);
  const order = variances.map((_, i) => i).sort((a, b) => variances[b] - variances[a] || a - b);
  const kept = order.slice(0, count);
  return {
    mean,
    components: matrix(Float64Array.from(kept.flatMap((i) => [...pointed(axes[i].axis)])), count, source.columns),
    variances: Float64Array.from(kept, (i) => variances[i]),
    shares: Float64Array.from(kept, (i) => (total > 0 ? variances[i] / total : 0)),
  };
}

/** Rows in the coordinates of the components. */
export function projectRows(source: Matrix, { mean, components }: PrincipalComponents): Matrix<Float64Array> {
  checkRows('source', source, 0, components.columns);
  const values = new Float64Array(source.rows * components.rows);
  for (let i = 0; i < source.rows; i++) {
    const centred = deviation(row(source, i), mean);
    for (let k = 0; k < components.rows; k++) values[i * components.rows + k] = dot(centred, row(components, k));
  }
  return matrix(values, source.rows, components.rows);
}

/** A direction, and the rows along it. */
interface Axis {
  readonly axis: Float64Array;
  readonly image: Float64Array;
}

/** Turns pairs of columns until all are orthogonal; the turns make up the axes. */
function orthogonalized(columns: readonly Float64Array[]): Axis[] {
  const axes = columns.map((image, j) => ({ image, axis: Float64Array.from(columns, (_, k) => Number(k === j)) }));
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let turned = false;
    for (let p = 0; p < axes.length; p++)
      for (let q = p + 1; q < axes.length; q++) turned = turnPair(axes[p], axes[q]) || turned;
    if (!turned) break;
  }
  return axes;
}

function turnPair(first: Axis, second: Axis): boolean {
  const product = dot(first.image, second.image);
  if (Math.abs(product) <= ORTHOGONAL * norm(first.image) * norm(second.image)) return false;
  const ratio = (dot(second.image, second.image) - dot(first.image, first.image)) / (2 * product);
  const tangent = (ratio < 0 ? -1 : 1) / (Math.abs(ratio) + Math.hypot(ratio, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  for (const [a, b] of [
    [first.image, second.image],
    [first.axis, second.axis],
  ])
    for (let i = 0; i < a.length; i++)
      [a[i], b[i]] = [cosine * (a[i] - tangent * b[i]), cosine * (b[i] + tangent * a[i])];
  return true;
}

/** The axis or its opposite: the entry of largest size, the first of equal ones, is positive. */
function pointed(axis: Float64Array): Float64Array {
  const largest = axis.reduce((best, value, i) => (Math.abs(value) > Math.abs(axis[best]) ? i : best), 0);
  return axis[largest] < 0 ? axis.map((value) => -value) : axis;
}
