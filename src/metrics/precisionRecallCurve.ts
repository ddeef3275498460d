import { alarmCounts } from './alarmCounts';

/**
 * A precision–recall curve: point `i` is what alarms at `score ≥ thresholds[i]` give; one more point, (1, 0), ends it.
 */
export interface PrecisionRecallCurve {
  readonly precision: Float64Array;
  readonly recall: Float64Array;
  /** The distinct scores, ascending: one fewer than points. */
  readonly thresholds: Float64Array;
}

/**
 * Precision and recall at each distinct score, in scikit-learn's order: from the lowest score, where the recall is 1,
 * to a last point with precision 1 and recall 0. Its area by steps is `averagePrecision`. O(n log n).
 * @param labels 0 normal, 1 anomalous
 * @throws {RangeError} if lengths differ, a label is neither 0 nor 1, one kind is missing, or a score is NaN.
 * @example
 * precisionRecallCurve([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]).precision; // Float64Array [0.5, 0.6666…, 0.5, 1, 1]
 */
export function precisionRecallCurve(scores: ArrayLike<number>, labels: ArrayLike<number>): PrecisionRecallCurve {
  const { thresholds, falseAlarms, found, anomalous } = alarmCounts(scores, labels);
  return {
    precision: Float64Array.from([1, ...found.map((count, i) => count / (count + falseAlarms[i]))]).reverse(),
    recall: Float64Array.from([0, ...found], (count) => count / anomalous).reverse(),
    thresholds: Float64Array.from(thresholds).reverse(),
  };
}

/**
 * The highest F1 over all thresholds, and the lowest score that gives it. Chosen on these very samples, so too good
 * for new ones. Parameters and errors are those of `precisionRecallCurve`.
 * @example
 * highestF1([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]); // { f1: 0.8, threshold: 0.35 }
 */
export function highestF1(scores: ArrayLike<number>, labels: ArrayLike<number>): { f1: number; threshold: number } {
  const { thresholds, falseAlarms, found, anomalous } = alarmCounts(scores, labels);
  const scored = found.map((count, i) => (2 * count) / (count + falseAlarms[i] + anomalous));
  const best = scored.reduce((at, f1, i) => (f1 >= scored[at] ? i : at), 0);
  return { f1: scored[best], threshold: thresholds[best] };
}
