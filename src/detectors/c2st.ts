import { checkInteger } from '../errors';
import { concatRows, selectRows, toFloat64, type Matrix } from '../matrix';
import { auroc } from '../metrics/auroc';
import { checkRows } from '../stats/covariance';
import { binomialSf } from '../stats/distributions/binomial';
import { logisticRegression, logOdds, type LogisticModel } from '../stats/logisticRegression';
import { checkSamples } from './checkMatrix';

/** How a classifier two-sample test is made. */
export interface C2stOptions {
  /** The fold, from 0, of each row of [reference; sample]; every fold holds rows, and the others hold rows of both samples. */
  readonly folds: ArrayLike<number>;
  /** Weight of the loss against the penalty, default 1. */
  readonly cost?: number;
}

/** Outcome of a classifier two-sample test. */
export interface C2stResult {
  /** Share of rows on whose side the classifier of the other folds is. */
  readonly accuracy: number;
  readonly correct: number;
  /** Of the out-of-fold scores of all folds together. */
  readonly auc: number;
  /** P(Bin(n + m, chance) ≥ correct). Out-of-fold guesses depend on each other, so it may be too small: see `classifierDrift`. */
  readonly pValue: number;
  /** The share of the larger sample. */
  readonly chance: number;
  /** The classifier that judges each fold. */
  readonly models: readonly LogisticModel[];
  /** Log odds of being of the sample, out of fold, one per row of [reference; sample]. */
  readonly scores: Float64Array;
}

/**
 * Classifier two-sample test (Lopez-Paz & Oquab 2017) with logistic regressions: each fold's rows are judged by the classifier
 * that was fitted to the other folds. O(folds · (n + m) · columns²).
 * @throws {TypeError} if a sample is no matrix; {RangeError} if a sample is empty, columns differ, a number is not finite, or a fold has no rows or leaves only one
 * sample to the others.
 * @example
 * c2st(fromRows([[0], [1], [2]]), fromRows([[7], [8], [9]]), { folds: [0, 1, 2, 0, 1, 2] }).accuracy; // 1
 */
export function c2st(reference: Matrix, sample: Matrix, { folds, cost = 1 }: C2stOptions): C2stResult {
  checkSamples(reference, sample, 1);
  checkRows('reference', reference, 1);
  checkRows('sample', sample, 1, reference.columns);
  const x = concatRows([reference, sample].map(toFloat64));
  const labels = Uint8Array.from({ length: x.rows }, (_, i) => Number(i >= reference.rows));
  const scores = new Float64Array(x.rows);
  const models = rowsByFold(folds, x.rows).map(({ inside, outside }) => {
    const model = logisticRegression(
      selectRows(x, outside),
      labels.filter((_, i) => folds[i] !== folds[inside[0]]),
      { cost },
    );
    logOdds(selectRows(x, inside), model).forEach((score, k) => (scores[inside[k]] = score));
    return model;
  });
  const correct = scores.filter((score, i) => Number(score > 0) === labels[i]).length;
  const chance = Math.max(reference.rows, sample.rows) / x.rows;
  const pValue = binomialSf(correct - 1, x.rows, chance);
  return { accuracy: correct / x.rows, correct, auc: auroc(scores, labels), pValue, chance, models, scores };
}

/** The rows inside and outside of each fold. */
function rowsByFold(folds: ArrayLike<number>, rows: number): { inside: number[]; outside: number[] }[] {
  if (folds.length !== rows)
    throw new RangeError(`invalid folds: expected ${rows} numbers, one per row, got ${folds.length}`);
  const of = Array.from(folds, (fold) => checkInteger('folds', fold, 0, rows - 1));
  return Array.from({ length: Math.max(...of) + 1 }, (_, fold) => {
    const inside = of.flatMap((own, i) => (own === fold ? [i] : []));
    if (inside.length === 0) throw new RangeError(`invalid folds: expected rows in fold ${fold}, got none`);
    return { inside, outside: of.flatMap((own, i) => (own === fold ? [] : [i])) };
  });
}
