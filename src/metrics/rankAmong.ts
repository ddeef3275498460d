import { countBelow } from '../stats/ranks';
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
