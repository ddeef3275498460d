import { binomialCdf, binomialPmf, binomialSf } from '../../stats/distributions/binomial';
import type { PairRates } from './pairedPower';

const UNLIKELY = 1e-12;

/**
 * The probability that a test of pairs rejects, which it does from some number of wins on. Sums over the number of discordant pairs,
 * of which all but 10⁻¹² count: O(√count) terms.
 * @param fewest the fewest wins among so many discordant pairs with which the test rejects
 */
export function rejectionProbability(
  count: number,
  { won, lost }: PairRates,
  fewest: (discordant: number) => number,
): number {
  const discordance = won + lost;
  if (discordance === 0) return Number(fewest(0) === 0);
  const [first, last] = likelyRange(count, Math.min(1, discordance));
  let sum = 0;
  for (let m = first; m <= last; m++) {
    const least = fewest(m);
    if (least <= m) sum += binomialPmf(m, count, discordance) * binomialSf(least - 1, m, won / discordance);
  }
  return Math.min(sum, 1);
}

/**
 * The fewest wins among so many discordant pairs with which a test rejects; one more than there are if it never does. Remembers what
 * it has found and looks near it: one discordant pair more moves the number by little.
 */
export function fewestWins(rejects: (won: number, lost: number) => boolean): (discordant: number) => number {
  const known = new Map<number, number>();
  return (discordant) => {
    const found = known.get(discordant);
    if (found !== undefined) return found;
    let least = known.get(discordant - 1) ?? Math.round(discordant / 2);
    while (least > 0 && rejects(least - 1, discordant - least + 1)) least--;
    while (least <= discordant && !rejects(least, discordant - least)) least++;
    known.set(discordant, least);
    return least;
  };
}

function likelyRange(count: number, probability: number): [first: number, last: number] {
  const middle = Math.round(count * probability);
  const step = Math.ceil(Math.sqrt(count * probability * (1 - probability))) + 1;
  let [first, last] = [middle, middle];
  while (first > 0 && binomialCdf(first - 1, count, probability) > UNLIKELY) first = Math.max(0, first - step);
  while (last < count && binomialSf(last, count, probability) > UNLIKELY) last = Math.min(count, last + step);
  return [first, last];
}
