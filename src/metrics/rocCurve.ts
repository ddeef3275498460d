import { alarmCounts } from './alarmCounts';

/** A ROC curve: point `i` is what alarms at `score ≥ thresholds[i]` give. */
export interface RocCurve {
  readonly falsePositiveRate: Float64Array;
  readonly truePositiveRate: Float64Array;
  /** Descending, from Infinity (no alarm) to the lowest score. */
  readonly thresholds: Float64Array;
}

/**
 * ROC curve with a point for each distinct score, starting at (0, 0) with threshold Infinity. O(n log n).
 * @param labels 0 normal, 1 anomalous
 * @throws {RangeError} if lengths differ, a label is neither 0 nor 1, one kind is missing, or a score is NaN.
 * @example
 * rocCurve([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]).truePositiveRate; // Float64Array [0, 0.5, 0.5, 1, 1]
 */
export function rocCurve(scores: ArrayLike<number>, labels: ArrayLike<number>): RocCurve {
  const { thresholds, falseAlarms, found, normal, anomalous } = alarmCounts(scores, labels);
  return {
    falsePositiveRate: Float64Array.from([0, ...falseAlarms], (count) => count / normal),
    truePositiveRate: Float64Array.from([0, ...found], (count) => count / anomalous),
    thresholds: Float64Array.from([Infinity, ...thresholds]),
  };
}
