import { show } from '../errors';
import { checkProbability } from './checkProbability';
import { normalUpperQuantile } from './distributions/normal';
import type { Interval } from './interval';
import { mean } from './moments';
import { normalP } from './normalP';
import { numericSample } from './numericSample';
import { ranks } from './ranks';
import type { TestResult } from './testResult';

/** Outcome of `delong`. */
export interface DelongResult extends TestResult {
  /** Area under the ROC curve of each model; the normal interval may reach beyond 1. */
  readonly auc: readonly [a: Interval, b: Interval];
  /** Area of a minus area of b. */
  readonly difference: Interval;
  /** Covariance of the two areas. */
  readonly covariance: number;
}

/** Options of `delong`. */
export interface DelongOptions {
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/**
 * DeLong's test of two areas under the ROC curve on the same examples (DeLong, DeLong & Clarke-Pearson 1988), by mid-ranks (Sun & Xu
 * 2014) in O(n log n). Null: both areas are equal. The statistic is z, normal for many examples of both labels; 0 with p 1 where the
 * areas are equal. Larger scores should mean label 1.
 * @throws {TypeError | RangeError} if lengths differ, a label is not 0 or 1, a label has fewer than two examples, a score is NaN, or
 * `level` is outside (0, 1).
 * @example
 * delong([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8], [0.2, 0.9, 0.3, 0.7]).auc[0].estimate; // 0.75
 */
export function delong(
  labels: ArrayLike<number>,
  scoresA: ArrayLike<number>,
  scoresB: ArrayLike<number>,
  { level = 0.95 }: DelongOptions = {},
): DelongResult {
  const z = normalUpperQuantile((1 - checkProbability('level', level)) / 2);
  const [a, b] = [placements('scoresA', labels, scoresA), placements('scoresB', labels, scoresB)];
  const covariance = covarianceOf(a, b);
  const [varianceA, varianceB] = [covarianceOf(a, a), covarianceOf(b, b)];
  const interval = (estimate: number, variance: number): Interval => {
    const standardError = Math.sqrt(Math.max(variance, 0));
    return { estimate, low: estimate - z * standardError, high: estimate + z * standardError, standardError, level };
  };
  const difference = interval(a.auc - b.auc, varianceA + varianceB - 2 * covariance);
  const statistic = difference.estimate === 0 ? 0 : difference.estimate / difference.standardError;
  const auc = [interval(a.auc, varianceA), interval(b.auc, varianceB)] as const;
  return { statistic, pValue: normalP(statistic, 'two-sided'), method: "DeLong's test", auc, difference, covariance };
}

/** Which share of the other label's scores each score beats; a tie is half. */
interface Placements {
  readonly auc: number;
  readonly positive: Float64Array;
  readonly negative: Float64Array;
}

function placements(name: string, labels: ArrayLike<number>, scores: ArrayLike<number>): Placements {
  const values = numericSample(name, scores);
  if (values.length !== labels.length)
    throw new RangeError(`invalid ${name}: expected as many as labels, ${labels.length}, got ${values.length}`);
  const [negatives, positives] = [0, 1].map((label) => values.filter((_, i) => isLabel(labels[i], label)));
  const least = Math.min(positives.length, negatives.length);
  if (least < 2) throw new RangeError(`invalid labels: expected at least two of 0 and of 1, got ${least}`);
  const positive = shareBelow(positives, negatives);
  return { auc: mean(positive), positive, negative: shareBelow(negatives, positives) };
}

/** For each value: the share of the others that are smaller, ties half. Its rank among all is that many plus its rank among its own. */
function shareBelow(values: Float64Array, others: Float64Array): Float64Array {
  const pooled = new Float64Array(values.length + others.length);
  pooled.set(values);
  pooled.set(others, values.length);
  const [all, own] = [ranks(pooled), ranks(values)];
  return own.map((rank, i) => (all[i] - rank) / others.length);
}

function covarianceOf(a: Placements, b: Placements): number {
  return covariancePerValue(a.positive, b.positive) + covariancePerValue(a.negative, b.negative);
}

function covariancePerValue(x: Float64Array, y: Float64Array): number {
  const [meanX, meanY] = [mean(x), mean(y)];
  return x.reduce((sum, value, i) => sum + (value - meanX) * (y[i] - meanY), 0) / (x.length - 1) / x.length;
}

function isLabel(value: number, label: number): boolean {
  if (value !== 0 && value !== 1) throw new RangeError(`invalid labels: expected 0 or 1, got ${show(value)}`);
  return value === label;
}
