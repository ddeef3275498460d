import type { Exchange } from '../stats/exchange';
import { normalUpperQuantile } from '../stats/distributions/normal';
import { standardDeviation } from '../stats/moments';
import { ranks } from '../stats/ranks';
import type { Effect } from './driftResult';

/** Where a sample has fewer units, their spread says little. */
const FEWEST_UNITS = 10;
const NAME = 'chance that a row of the sample scores above one of the reference';

/** How often a row of the sample scores above one of the reference, ties counting one half. */
export interface Wins {
  readonly wins: number;
  readonly pairs: number;
}

/** The share of pairs that the sample wins; ½ if there are none. */
export function winShare({ wins, pairs }: Wins): number {
  return pairs > 0 ? wins / pairs : 0.5;
}

/** Counts the pairs by the ranks of the scores, from 1, of both samples together. */
export function countWins(ranksOfAll: ArrayLike<number>, isReference: (row: number) => boolean): Wins {
  let [sum, m] = [0, 0];
  for (let i = 0; i < ranksOfAll.length; i++)
    if (!isReference(i)) {
      sum += ranksOfAll[i];
      m++;
    }
  return { wins: sum - (m * (m + 1)) / 2, pairs: m * (ranksOfAll.length - m) };
}

/**
 * The share of pairs that the sample wins, with its interval by the placements of units (DeLong, DeLong & Clarke-Pearson 1988, for
 * clusters Obuchowski 1997), at least as wide as what chance makes of it: scores out of fold vary by more than their placements
 * tell. Only pairs within one of `strata`, lists of rows, are compared.
 * @param exchanged the shares of all splits
 */
export function aucEffect(
  scores: ArrayLike<number>,
  strata: readonly (readonly number[])[],
  { units, unitOf }: Exchange,
  exchanged: Float64Array,
): Effect {
  const isReference = (row: number): boolean => unitOf[row] < units[0];
  const [total, placed] = placements(scores, strata, isReference);
  const value = winShare(total);
  if (Math.min(...units) < FEWEST_UNITS || total.pairs === 0) return { name: NAME, value };
  const sums = new Float64Array(units[0] + units[1]);
  placed.forEach(({ wins, pairs }, row) => (sums[unitOf[row]] += (wins - value * pairs) / total.pairs));
  const variance = spread(sums.subarray(0, units[0]), units[0]) + spread(sums.subarray(units[0]), units[1]);
  const margin = normalUpperQuantile(0.025) * Math.max(Math.sqrt(variance), standardDeviation(exchanged));
  const interval = { low: Math.max(0, value - margin), high: Math.min(1, value + margin), level: 0.95 };
  return { name: NAME, value, interval };
}

/** The pairs of all rows together, and of each row. */
function placements(
  scores: ArrayLike<number>,
  strata: readonly (readonly number[])[],
  isReference: (row: number) => boolean,
): [total: Wins, rows: Wins[]] {
  const rows: Wins[] = Array.from(scores, () => ({ wins: 0, pairs: 0 }));
  const total = { wins: 0, pairs: 0 };
  for (const stratum of strata) {
    const all = ranks(stratum.map((row) => scores[row]));
    const own = [true, false].map((side) => stratum.filter((row) => isReference(row) === side));
    const within = new Map(own.flatMap((side) => {
      const ranked = ranks(side.map((row) => scores[row]));
      return side.map((row, k) => [row, ranked[k]] as const);
    })); // prettier-ignore
    stratum.forEach((row, k) => {
      const below = all[k] - within.get(row)!;
      const others = own[isReference(row) ? 1 : 0].length;
      rows[row] = { wins: isReference(row) ? others - below : below, pairs: others };
      if (!isReference(row)) total.wins += below;
    });
    total.pairs += own[0].length * own[1].length;
  }
  return [total, rows];
}

function spread(sums: Float64Array, units: number): number {
  return (sums.reduce((total, sum) => total + sum * sum, 0) * units) / (units - 1);
}
