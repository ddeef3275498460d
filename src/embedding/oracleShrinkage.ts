import type { Matrix } from '../matrix';
import { checkRows, columnMeans, scatter } from '../stats/covariance';
import type { ShrunkCovariance } from '../stats/ledoitWolf';
import { dot } from '../stats/vectors';

/**
 * The covariance (1 − s)·S + s·tr(S)/columns·I with the oracle approximating shrinkage s of Chen et al. (2010), as scikit-learn's
 * OAS has it; better than `ledoitWolf` for few rows of normal data. S has the number of rows in the denominator. O(rows · columns²).
 * @throws {RangeError} if there are no rows or a number is not finite.
 * @example
 * oracleShrinkage(fromRows([[0, 0], [1, 1], [2, 2]])).shrinkage; // 1
 */
export function oracleShrinkage(source: Matrix): ShrunkCovariance {
  checkRows('source', source, 1);
  const { rows, columns } = source;
  const mean = columnMeans(source);
  const covariance = scatter(source, mean).map((sum) => sum / rows);
  const diagonal = Array.from(mean, (_, j) => covariance[j * (columns + 1)]);
  const level = diagonal.reduce((sum, value) => sum + value, 0) / columns;
  const square = dot(covariance, covariance) / columns ** 2;
  const excess = (rows + 1) * (square - level ** 2 / columns);
  const shrinkage = excess > 0 ? Math.min((square + level ** 2) / excess, 1) : 1;
  for (let k = 0; k < covariance.length; k++) covariance[k] *= 1 - shrinkage;
  for (let j = 0; j < columns; j++) covariance[j * (columns + 1)] += shrinkage * level;
  return { covariance, mean, shrinkage };
}
