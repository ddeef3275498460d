import { sortScores, type Scores } from './sortScores';
import { splitScores } from './splitScores';

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
  const split = splitScores(scores, labels);
  const normal = split.normal.reverse();
  const anomalous = sortScores(split.anomalous).reverse();
  const points: [number, number, number][] = [[0, 0, Infinity]];
  for (let n = 0, a = 0; n < normal.length || a < anomalous.length;) {
    const threshold = Math.max(normal[n] ?? -Infinity, anomalous[a] ?? -Infinity);
    n = endOfTies(normal, n, threshold);
    a = endOfTies(anomalous, a, threshold);
    points.push([n / normal.length, a / anomalous.length, threshold]);
  }
  const column = (index: number) => Float64Array.from(points, (point) => point[index]);
  return { falsePositiveRate: column(0), truePositiveRate: column(1), thresholds: column(2) };
}

function endOfTies(scores: Scores, start: number, value: number): number {
  let end = start;
  while (scores[end] === value) end++;
  return end;
}
