import type { Precision } from '../compute/graph';
import { memberProducts } from '../compute/memberProducts';
import { checkInteger, checkNumber } from '../errors';
import { fromRows, matrix, row, selectRows, type Matrix } from '../matrix';
import { permutation, type Random } from '../random';
import { cholesky, solveCholesky } from '../stats/cholesky';
import { columnMeans, scatter } from '../stats/covariance';
import { ranks } from '../stats/ranks';
import { rowProducts } from '../stats/vectors';
import { columnScale, scaleColumns } from './columnScale';
import type { BatchDetector } from './driftResult';
import { matrixDetector, type Exchanged, type Finding, type MatrixDriftOptions } from './matrixDetector';
import { aucEffect, countWins, winShare, type Wins } from './scoreAuc';

/** Options of `classifierDrift`. */
export interface ClassifierDriftOptions extends MatrixDriftOptions {
  /**
   * Each row is judged by the classifier of the other folds; units are not divided. Default 5, at most the number of units, at
   * which no alarm is possible: scores are compared within a fold.
   */
  readonly folds?: number;
  /** Weight of the loss against the penalty, as in `c2st`; columns are standardised. Default 1. */
  readonly cost?: number;
}

/**
 * Classifier two-sample test (Lopez-Paz & Oquab 2017): can a linear classifier tell sample from reference? The statistic is the area
 * under the ROC curve of out-of-fold scores, over pairs within a fold. The classifier is the first Newton step of the penalised
 * logistic regression from 0: its scores are linear in the labels, so one product serves the classifiers of all permutations, each
 * fitted anew. That keeps the level: guesses out of fold depend on each other, and a binomial law for their number is wrong.
 * Null: units (rows, groups, blocks) of reference and sample are exchangeable; then p ≤ alpha in at most alpha of samples.
 *
 * Sees what a linear classifier sees: shifts of means, in any direction; not changes of spread or correlation. The effect is the
 * area under the curve, ½ without drift, for classifiers of this many rows. Rows of the sample are ordered by their scores.
 * Columns are standardised over both samples. O(folds · rows · columns · min(rows, columns) + rows² · permutations) time.
 * @throws as `mmdDrift` does, and {RangeError} if `folds` is not an integer ≥ 2 or `cost` is not positive.
 * @example
 * const { effect } = await classifierDrift(reference, { random: createRandom(1) }).compare(sample);
 */
export function classifierDrift(reference: Matrix, options: ClassifierDriftOptions): BatchDetector<Matrix> {
  const { folds = 5, cost = 1 } = options;
  checkInteger('folds', folds, 2);
  checkNumber('cost', cost, Number.MIN_VALUE);
  const find = async (exchanged: Exchanged): Promise<Finding> => {
    const { pooled, subsets, exchange, random } = exchanged;
    const rows = scaleColumns(pooled, columnScale(pooled));
    const strata = drawFolds(exchanged, folds, random.fork('folds'));
    const scores = new Float64Array(pooled.rows);
    const total: Wins[] = Array.from({ length: subsets.count }, () => ({ wins: 0, pairs: 0 }));
    for (const fold of strata) addFold(total, scores, fold, await foldScores(rows, fold, exchanged, cost), exchanged);
    const statistics = Float64Array.from(total, winShare);
    return {
      statistics,
      scores,
      effect: aucEffect(scores, strata, exchange, statistics),
      method: `area under the ROC curve of a linear classifier, ${strata.length} folds`,
      notes: total.some(({ pairs }) => pairs > 0)
        ? []
        : ['no alarm is possible: no fold holds two units whose scores could be compared (it takes fewer folds)'],
    };
  };
  return matrixDetector('classifierDrift', reference, options, find);
}

/** Rows of each fold: units are dealt out in a random order that knows nothing of the samples. */
function drawFolds({ exchange: { units, unitOf } }: Exchanged, folds: number, random: Random): number[][] {
  const order = permutation(units[0] + units[1], random);
  const dealt = Array.from({ length: Math.min(folds, order.length) }, (): number[] => []);
  unitOf.forEach((unit, i) => dealt[order[unit] % dealt.length].push(i));
  return dealt;
}

/** Scores of a fold's rows in every split, rows × splits, by classifiers of the other rows. */
async function foldScores(
  rows: Matrix<Float64Array>,
  fold: readonly number[],
  { subsets: { members, count }, precision }: Exchanged,
  cost: number,
): Promise<Float64Array> {
  const inside = new Set(fold);
  const others = Array.from({ length: rows.rows }, (_, i) => i).filter((i) => !inside.has(i));
  const labels = new Uint8Array(others.length * count);
  others.forEach((i, k) => {
    for (let s = 0; s < count; s++) labels[k * count + s] = 1 - members[i * count + s];
  });
  return linearScores(selectRows(rows, others), selectRows(rows, fold), labels, { count, cost, precision });
}

interface Fit {
  /** Of the splits. */
  readonly count: number;
  readonly cost: number;
  readonly precision: Precision;
}

/** Scores E·(I + c·XᵀX)⁻¹Xᵀ·labels of the rows of E, judged × splits. */
async function linearScores(
  fitted: Matrix<Float64Array>,
  judged: Matrix<Float64Array>,
  labels: Uint8Array,
  { count, cost, precision }: Fit,
): Promise<Float64Array> {
  const about = { mean: columnMeans(fitted), deviation: new Float64Array(fitted.columns).fill(1) };
  const [x, e] = [scaleColumns(fitted, about), scaleColumns(judged, about)];
  // (I + c·XᵀX)⁻¹Xᵀ = Xᵀ(I + c·XXᵀ)⁻¹: the smaller of the two is solved
  if (x.columns > x.rows) {
    const factor = penalised(gram(x), x.rows, cost);
    const lines = Array.from({ length: e.rows }, (_, i) => solveCholesky(factor, rowProducts(x, row(e, i))));
    return memberProducts(fromRows(lines), labels, count, precision);
  }
  const factor = penalised(scatter(x, new Float64Array(x.columns)), x.columns, cost);
  const sums = await memberProducts(transposed(x), labels, count, 'float64');
  return products(e, solveColumns(factor, sums, count), count);
}

/** The factor of I + c/4 · S: ¼ is the curvature of the logistic loss at 0. */
function penalised(square: Float64Array, size: number, cost: number): Float64Array {
  return cholesky(
    square.map((sum, k) => (cost / 4) * sum + Number(k % (size + 1) === 0)),
    size,
  )!;
}

function transposed({ values, rows, columns }: Matrix<Float64Array>): Matrix<Float64Array> {
  const turned = new Float64Array(values.length);
  for (let i = 0, at = 0; i < rows; i++) for (let j = 0; j < columns; j++) turned[j * rows + i] = values[at++];
  return matrix(turned, columns, rows);
}

/** The solution for each of `count` right sides that lie side by side. */
function solveColumns(factor: Float64Array, right: Float64Array, count: number): Float64Array {
  const solutions = new Float64Array(right.length);
  const column = new Float64Array(right.length / count);
  for (let s = 0; s < count; s++) {
    for (let j = 0; j < column.length; j++) column[j] = right[j * count + s];
    solveCholesky(factor, column).forEach((value, j) => (solutions[j * count + s] = value));
  }
  return solutions;
}

/** The product of a matrix with one of `count` columns. */
function products({ values, rows, columns }: Matrix<Float64Array>, right: Float64Array, count: number): Float64Array {
  const sums = new Float64Array(rows * count);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) {
      const factor = values[i * columns + j];
      for (let s = 0; s < count; s++) sums[i * count + s] += factor * right[j * count + s];
    }
  return sums;
}

/** X·Xᵀ. */
function gram(x: Matrix<Float64Array>): Float64Array {
  const products = new Float64Array(x.rows * x.rows);
  for (let i = 0; i < x.rows; i++) products.set(rowProducts(x, row(x, i)), i * x.rows);
  return products;
}

/** Adds the wins of a fold in every split, and notes its scores in the observed one. */
function addFold(
  total: Wins[],
  observed: Float64Array,
  fold: readonly number[],
  scores: Float64Array,
  { subsets: { members, count } }: Exchanged,
): void {
  fold.forEach((i, k) => (observed[i] = scores[k * count]));
  for (let s = 0; s < count; s++) {
    const ranked = ranks(fold.map((_, k) => scores[k * count + s]));
    const { wins, pairs } = countWins(ranked, (k) => members[fold[k] * count + s] === 1);
    total[s] = { wins: total[s].wins + wins, pairs: total[s].pairs + pairs };
  }
}
