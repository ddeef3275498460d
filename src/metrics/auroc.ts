import { rankAmong, type Ranks } from './rankAmong';
import { splitScores } from './splitScores';

/**
 * Area under the ROC curve: the chance that an anomalous sample scores above a normal one, ties counting one half
 * (Mann–Whitney U divided by the number of pairs; Hanley & McNeil 1982). In [0, 1]; 0.5 is chance. O(n log n).
 * @param labels 0 normal, 1 anomalous
 * @throws {RangeError} if lengths differ, a label is neither 0 nor 1, one kind is missing, or a score is NaN.
 * @example
 * auroc([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]); // 0.75
 */
export function auroc(scores: ArrayLike<number>, labels: ArrayLike<number>): number {
  const { normal, anomalous } = splitScores(scores, labels);
  return areaOfRanks(rankAmong(normal, anomalous), normal.length);
}

/** The same from the ranks of the anomalous scores among `count` normal ones. */
export function areaOfRanks({ below, upTo }: Ranks, count: number): number {
  let wins = 0; // a whole number of halves: exact up to 2⁵²
  for (let i = 0; i < below.length; i++) wins += (below[i] + upTo[i]) / 2;
  return wins / (count * below.length);
}
