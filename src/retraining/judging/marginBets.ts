import { checkProbability } from '../../stats/checkProbability';
import type { MarginOptions } from './nonInferiority';
import { checkPairCounts, type PairCounts } from './pairCounts';

/** Shares of the purse that are staked at once: small stakes see small differences with many samples, large ones early. */
const STAKES = Array.from({ length: 24 }, (_, i) => 0.01 * 90 ** (i / 23));

/**
 * The e-value of a betting process against a loss: stakes on each sample's difference (won 1, lost −1, else 0) being above −margin on
 * average, mixed over 24 stakes from 0.01 to 0.9. Null: whatever came before, the new model loses the margin or more on the next
 * sample, in expectation. P(ever ≥ 1/alpha) ≤ alpha under the null, with a look after each sample. At most e⁷⁰⁰.
 * @throws {TypeError | RangeError} as `nonInferiority` does.
 * @example
 * marginBets({ count: 3000, won: 120, lost: 120 }); // 221.6…
 */
export function marginBets(pairs: PairCounts, { margin = 0.02 }: MarginOptions = {}): number {
  const { count, won, lost } = checkPairCounts(pairs);
  return stakes({ count, won, lost }, checkProbability('margin', margin));
}

/** `marginBets` of counts that are known to be right, or expected. */
export function stakes({ count, won, lost }: PairCounts, margin: number): number {
  let sum = 0;
  for (const stake of STAKES) {
    const log =
      won * Math.log1p(stake * (1 + margin)) +
      lost * Math.log1p(-stake * (1 - margin)) +
      (count - won - lost) * Math.log1p(stake * margin);
    sum += Math.exp(Math.min(log, 700));
  }
  return sum / STAKES.length;
}
