import { checkNumber } from '../errors';
import type { Scores } from './sortScores';
import { splitScores } from './splitScores';

/**
 * The highest recall (true-positive rate) of any threshold whose false-positive rate is at most `fpr`; tied scores alarm
 * together or not at all. In [0, 1]. The threshold is the best one for these very samples: a figure to compare scores by,
 * not a promise about new samples (for that: `conformalThreshold`).
 * @param labels 0 normal, 1 anomalous
 * @param fpr the limit, in [0, 1]
 * @throws {RangeError} if `fpr` is outside [0, 1], lengths differ, a label is neither 0 nor 1, one kind is missing, or a
 * score is NaN.
 * @example
 * recallAtFpr([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1], 0.05); // 0.5: only 0.8 is above every normal score
 */
export function recallAtFpr(scores: ArrayLike<number>, labels: ArrayLike<number>, fpr: number): number {
  checkNumber('fpr', fpr, 0, 1);
  const { normal, anomalous } = splitScores(scores, labels);
  const silent = highestSilent(normal, fpr);
  let missed = 0;
  if (silent !== undefined) for (let i = 0; i < anomalous.length; i++) if (anomalous[i] <= silent) missed++;
  return (anomalous.length - missed) / anomalous.length;
}

/** The highest normal score that must not alarm, if there is one. */
function highestSilent(normal: Scores, fpr: number): number | undefined {
  let alarms = 0;
  // the quotient of two counts rounds like the literal a user writes; fpr · count does not
  while (alarms < normal.length && (alarms + 1) / normal.length <= fpr) alarms++;
  return normal.at(-1 - alarms);
}
