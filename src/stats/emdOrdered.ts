import { checkNumber } from '../errors';
import { proportionPair } from './proportions';

/**
 * Earth mover's distance between two distributions over the same ordered positions, the first Wasserstein distance
 * Σ |P − Q|·gap with the cumulative proportions P and Q, in the unit of the positions. Positions may come in any order.
 * @throws {TypeError | RangeError} if p or q is no list of numbers ≥ 0 with a positive sum, lengths differ, or a position is not
 * finite.
 * @example
 * emdOrdered([1, 2, 4], [1, 0, 0], [0, 0, 1]); // 3
 */
export function emdOrdered(positions: ArrayLike<number>, p: ArrayLike<number>, q: ArrayLike<number>): number {
  const [ps, qs] = proportionPair(p, q);
  if (positions.length !== ps.length)
    throw new RangeError(`invalid positions: expected as many as p has, ${ps.length}, got ${positions.length}`);
  const order = Array.from(positions, (position, i) => (checkNumber('positions', position), i));
  order.sort((i, j) => positions[i] - positions[j]);
  let distance = 0;
  let ahead = 0;
  for (let k = 0; k + 1 < order.length; k++) {
    ahead += ps[order[k]] - qs[order[k]];
    distance += Math.abs(ahead) * (positions[order[k + 1]] - positions[order[k]]);
  }
  return distance;
}
