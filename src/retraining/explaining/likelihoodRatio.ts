import { matrix, type Matrix } from '../../matrix';
import { chiSquareSf } from '../../stats/distributions/chiSquare';
import { logisticRegression, logOdds } from '../../stats/logisticRegression';

// a penalty that only keeps the weights finite where rows are told apart with certainty
const COST = 1e4;

/**
 * P value of the likelihood ratio test that `extra` columns say nothing about a label beyond the `base` columns. Null: the log odds
 * of label 1 are linear in the base columns; χ² with a degree of freedom for each extra column, for many rows.
 * @param labels 0 or 1, both kinds
 */
export function likelihoodRatio(base: Matrix, extra: Matrix, labels: ArrayLike<number>): number {
  const gain = logLikelihood(besides(base, extra), labels) - logLikelihood(base, labels);
  return chiSquareSf(Math.max(0, 2 * gain), extra.columns);
}

function logLikelihood(x: Matrix, labels: ArrayLike<number>): number {
  const odds = logOdds(x, logisticRegression(x, labels, { cost: COST }));
  return odds.reduce((sum, log, i) => {
    const miss = labels[i] === 1 ? -log : log;
    return sum - Math.max(miss, 0) - Math.log1p(Math.exp(-Math.abs(miss)));
  }, 0);
}

/** The columns of two matrices side by side. */
export function besides(left: Matrix, right: Matrix): Matrix<Float64Array> {
  const columns = left.columns + right.columns;
  const values = new Float64Array(left.rows * columns);
  for (let i = 0; i < left.rows; i++) {
    for (let j = 0; j < left.columns; j++) values[i * columns + j] = left.values[i * left.columns + j];
    for (let j = 0; j < right.columns; j++)
      values[i * columns + left.columns + j] = right.values[i * right.columns + j];
  }
  return matrix(values, left.rows, columns);
}
