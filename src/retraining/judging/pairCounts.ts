import { checkInteger } from '../../errors';

/** How two models did on the same samples. */
export interface PairCounts {
  /** All samples that were compared. */
  readonly count: number;
  /** Only the new model is right. */
  readonly won: number;
  /** Only the old model is right. */
  readonly lost: number;
}

/**
 * Counts of pairs from which samples each model got right.
 * @example
 * pairCounts([true, true, false], [true, false, true]); // { count: 3, won: 1, lost: 1 }
 */
export function pairCounts(oldRight: readonly boolean[], newRight: readonly boolean[]): PairCounts {
  let [won, lost] = [0, 0];
  oldRight.forEach((right, i) => {
    if (right !== newRight[i]) right ? lost++ : won++;
  });
  return { count: oldRight.length, won, lost };
}

/**
 * Returns the counts if they are integers ≥ 0 that fit each other.
 * @throws {TypeError | RangeError} if they do not.
 */
export function checkPairCounts({ count, won, lost }: PairCounts): PairCounts {
  checkInteger('count', count, 0);
  checkInteger('won', won, 0, count);
  checkInteger('lost', lost, 0, count - won);
  return { count, won, lost };
}
