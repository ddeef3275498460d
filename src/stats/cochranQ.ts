import { show } from '../errors';
import { chiSquareSf } from './distributions/chiSquare';
import type { TestResult } from './testResult';

/**
 * Cochran's Q test of k models on the same examples (Cochran 1950): McNemar's test for more than two. A row for each example, 1 where
 * the model of that column is right and 0 where not. Null: all models are right equally often. The p value is the upper tail of χ²
 * with k − 1 degrees of freedom. Where no example tells the models apart, the statistic is 0 and p is 1.
 * @throws {RangeError} if there is no row, fewer than two columns, rows differ in length or hold something else than 0 and 1.
 * @example
 * cochranQ([[0, 1], [0, 1], [1, 1], [0, 1]]).statistic; // 3
 */
export function cochranQ(rows: readonly ArrayLike<number>[]): TestResult & { readonly df: number } {
  const k = rows.length > 0 ? rows[0].length : 0;
  if (k < 2) throw new RangeError(`invalid rows: expected rows of at least two columns, got ${k}`);
  const columns = new Float64Array(k);
  let total = 0;
  let rowSquares = 0;
  for (const row of rows) {
    const right = countRight(row, columns);
    total += right;
    rowSquares += right * right;
  }
  const spread = columns.reduce((sum, column) => sum + (k * column - total) ** 2, 0) / k;
  const statistic = spread === 0 ? 0 : ((k - 1) * spread) / (k * total - rowSquares);
  return { statistic, pValue: chiSquareSf(statistic, k - 1), df: k - 1, method: "Cochran's Q test" };
}

/** How many of a row are right; adds them to their columns. */
function countRight(row: ArrayLike<number>, columns: Float64Array): number {
  if (row.length !== columns.length)
    throw new RangeError(`invalid rows: expected ${columns.length} columns in each, got ${row.length}`);
  let right = 0;
  for (let j = 0; j < row.length; j++) {
    if (row[j] !== 0 && row[j] !== 1) throw new RangeError(`invalid rows: expected 0 or 1, got ${show(row[j])}`);
    columns[j] += row[j];
    right += row[j];
  }
  return right;
}
