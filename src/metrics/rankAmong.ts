import type { Scores } from './sortScores';

/** Where each of some scores falls among sorted normal ones. */
export interface Ranks {
  /** How many normal scores are below it. */
  readonly below: Uint32Array;
  /** How many normal scores are below or equal. */
  readonly upTo: Uint32Array;
}

/** The ranks of `scores` among the ascending `normal`. O(m log n). */
export function rankAmong(normal: Scores, scores: Scores): Ranks {
  const below = new Uint32Array(scores.length);
  const upTo = new Uint32Array(scores.length);
  for (let i = 0; i < scores.length; i++) {
    below[i] = countBelow(normal, scores[i]);
    upTo[i] = normal[below[i]] === scores[i] ? countBelow(normal, scores[i], true) : below[i];
  }
  return { below, upTo };
}

/** How many of the ascending `sorted` are below `score`; with `orEqual`, not above it. O(log n). */
export function countBelow(sorted: Scores, score: number, orEqual = false): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < score || (orEqual && sorted[middle] === score)) low = middle + 1;
    else high = middle;
  }
  return low;
}
