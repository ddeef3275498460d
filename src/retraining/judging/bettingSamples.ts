import { mixture } from './betaMixture';
import { stakes } from './marginBets';
import type { PairRates, PairedPowerOptions } from './pairedPower';

const MOST = 1e7;

/**
 * After how many samples the bets on pairs of these rates reach 1/alpha, if wins and losses come as often as expected: about
 * six of ten trials are decided by then. With a margin of `marginBets`, without of `betaMixture`; null where 10⁷ are not enough.
 * @example
 * bettingSamples({ won: 0.055, lost: 0.025 }); // 680
 */
export function bettingSamples(
  { won, lost }: PairRates,
  { alpha = 0.05, margin }: PairedPowerOptions = {},
): number | null {
  const reached = (count: number): boolean =>
    (margin === undefined
      ? mixture(count * won, count * lost, 0.5)
      : stakes({ count, won: count * won, lost: count * lost }, margin)) >=
    1 / alpha;
  let high = 1;
  while (!reached(high)) {
    high *= 2;
    if (high > MOST) return null;
  }
  let low = high / 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (reached(middle)) high = middle;
    else low = middle;
  }
  return high;
}
