import { sortScores, type Scores } from './sortScores';
import { splitScores } from './splitScores';

/** What alarms at `score ≥ thresholds[i]` find. */
export interface AlarmCounts {
  /** The distinct scores, descending. */
  readonly thresholds: readonly number[];
  /** Normal samples that alarm. */
  readonly falseAlarms: readonly number[];
  /** Anomalous samples that alarm. */
  readonly found: readonly number[];
  /** All normal and all anomalous samples. */
  readonly normal: number;
  readonly anomalous: number;
}

/** Counts alarms for each distinct score. O(n log n). */
export function alarmCounts(scores: ArrayLike<number>, labels: ArrayLike<number>): AlarmCounts {
  const split = splitScores(scores, labels);
  const normal = split.normal.reverse();
  const anomalous = sortScores(split.anomalous).reverse();
  const [thresholds, falseAlarms, found]: number[][] = [[], [], []];
  for (let n = 0, a = 0; n < normal.length || a < anomalous.length;) {
    const threshold = Math.max(normal[n] ?? -Infinity, anomalous[a] ?? -Infinity);
    n = endOfTies(normal, n, threshold);
    a = endOfTies(anomalous, a, threshold);
    thresholds.push(threshold);
    falseAlarms.push(n);
    found.push(a);
  }
  return { thresholds, falseAlarms, found, normal: normal.length, anomalous: anomalous.length };
}

function endOfTies(scores: Scores, start: number, value: number): number {
  let end = start;
  while (scores[end] === value) end++;
  return end;
}
