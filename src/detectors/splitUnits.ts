import type { Random } from '../random';
import { drawSplits, smallestPValue, type Exchange, type Splits } from '../stats/exchange';

// bytes of the largest typed array
const MOST = 2 ** 32;

/**
 * `drawSplits`, of as many splits as fit into memory: a byte for each unit and split.
 * @throws {RangeError} if `permutations` is less than 1, or so many that units × permutations is above 2³².
 */
export function splitUnits(exchange: Exchange, permutations: number, random: Random): Splits {
  const units = exchange.units[0] + exchange.units[1];
  const all = 1 / smallestPValue(exchange.units, Infinity, { symmetric: false });
  if (units * Math.min(all, permutations + 1) > MOST)
    throw new RangeError(
      `invalid permutations: expected at most ${Math.floor(MOST / units) - 1} for ${units} ${exchange.kind}, got ${permutations}`,
    );
  return drawSplits(exchange, permutations, random);
}
