import { countBelow } from '../stats/ranks';
import { sortScores } from './sortScores';
import { splitScores, type SplitScores } from './splitScores';

/**
 * Average precision: Σ (Rᵢ − Rᵢ₋₁)·Pᵢ over the distinct scores from the highest down, R the recall and P the precision of
 * alarms at or above the score; no interpolation. In (0, 1]; chance is the share of anomalous samples. O(n log n).
 * @param labels 0 normal, 1 anomalous
 * @throws {RangeError} if lengths differ, a label is neither 0 nor 1, one kind is missing, or a score is NaN.
 * @example
 * averagePrecision([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]); // 0.8333…
 */
export function averagePrecision(scores: ArrayLike<number>, labels: ArrayLike<number>): number {
  return precisionOfSplit(splitScores(scores, labels));
}

/** The same of scores already split; reorders the anomalous ones. */
export function precisionOfSplit({ normal, anomalous }: SplitScores): number {
  const sorted = sortScores(anomalous);
  let sum = 0;
  for (let end = sorted.length, start = end; end > 0; end = start) {
    while (start > 0 && sorted[start - 1] === sorted[end - 1]) start--;
    const found = sorted.length - start;
    const falseAlarms = normal.length - countBelow(normal, sorted[start]);
    sum += ((end - start) * found) / (found + falseAlarms);
  }
  return sum / sorted.length;
}
