import { row, type Matrix } from '../matrix';
import { checkRows, columnMeans, deviation } from '../stats/covariance';

/**
 * Linear centred kernel alignment of two embeddings of the same rows (Kornblith et al. 2019): ‖YᵀX‖² / (‖XᵀX‖ · ‖YᵀY‖) of centred
 * columns, Frobenius norms. In [0, 1]: 1 where one embedding is a rotation and scaling of the other, also of another width.
 * O(rows · columns of x · columns of y).
 * @throws {RangeError} if rows differ or are fewer than 2, a number is not finite, or all rows of an embedding are equal.
 * @example
 * linearCka(fromRows([[0], [1], [2]]), fromRows([[5], [3], [1]])); // 1
 */
export function linearCka(x: Matrix, y: Matrix): number {
  checkRows('x', x, 2);
  checkRows('y', y, 2);
  if (x.rows !== y.rows) throw new RangeError(`invalid y: expected ${x.rows} rows, as many as x has, got ${y.rows}`);
  const [first, second] = [centred('x', x), centred('y', y)];
  const own = Math.sqrt(crossSquares(first, first)) * Math.sqrt(crossSquares(second, second));
  return Math.min(crossSquares(first, second) / own, 1);
}

/** Rows less their mean, over the largest number: the measure does not change, and nothing overflows. */
function centred(name: string, source: Matrix): Float64Array[] {
  const mean = columnMeans(source);
  const rows = Array.from({ length: source.rows }, (_, i) => deviation(row(source, i), mean));
  const largest = rows.reduce((most, each) => each.reduce((max, value) => Math.max(max, Math.abs(value)), most), 0);
  if (largest === 0) throw new RangeError(`invalid ${name}: expected rows that differ, got ${source.rows} equal ones`);
  return rows.map((each) => each.map((value) => value / largest));
}

/** Σ of the squares of all numbers of XᵀY. */
function crossSquares(x: readonly Float64Array[], y: readonly Float64Array[]): number {
  let total = 0;
  for (let i = 0; i < x[0].length; i++) {
    const products = new Float64Array(y[0].length);
    x.forEach((mine, r) => y[r].forEach((value, j) => (products[j] += mine[i] * value)));
    total += products.reduce((sum, value) => sum + value * value, 0);
  }
  return total;
}
