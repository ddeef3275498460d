import type { Exchange, Splits } from '../stats/exchange';

/** Words of units: for each word the units that have it, and how often. */
export interface TokenCounts {
  readonly tokens: readonly string[];
  readonly units: readonly ReadonlyMap<number, number>[];
}

/** The words that most texts have, of the units that take part. */
export function countTokens(
  { rows, unitOf }: Exchange,
  texts: readonly (readonly string[])[],
  most = Infinity,
): TokenCounts {
  const byToken = new Map<string, { texts: number; units: Map<number, number> }>();
  rows.forEach((row, i) => {
    for (const [token, count] of tally(texts[row])) {
      const found = byToken.get(token) ?? { texts: 0, units: new Map<number, number>() };
      byToken.set(token, found);
      found.texts++;
      found.units.set(unitOf[i], (found.units.get(unitOf[i]) ?? 0) + count);
    }
  });
  const common = [...byToken].sort((a, b) => b[1].texts - a[1].texts || (a[0] < b[0] ? -1 : 1)).slice(0, most);
  return { tokens: common.map(([token]) => token), units: common.map(([, { units }]) => units) };
}

/** How often each word occurs. */
export function tally(tokens: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
  return counts;
}

/** How often a word occurs in the reference of each split. */
export function splitCounts(ofUnit: ReadonlyMap<number, number>, { members, count }: Splits): Float64Array {
  const counts = new Float64Array(count);
  for (const [unit, times] of ofUnit) for (let s = 0; s < count; s++) counts[s] += times * members[unit * count + s];
  return counts;
}
