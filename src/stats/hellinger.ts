import { proportionPair } from './proportions';

/**
 * Hellinger distance √(½ Σ (√p − √q)²) of two distributions over the same categories, given as counts or proportions. A metric
 * in [0, 1].
 * @throws {TypeError | RangeError} if p or q is no list of numbers ≥ 0 with a positive sum, or their lengths differ.
 * @example
 * hellinger([0.4, 0.6], [0.8, 0.2]); // 0.2964…
 */
export function hellinger(p: ArrayLike<number>, q: ArrayLike<number>): number {
  return Math.sqrt(squaredHellinger(...proportionPair(p, q)));
}

/**
 * Bhattacharyya coefficient Σ √(p·q), the overlap of two distributions (Bhattacharyya 1943): 1 if they are equal, 0 if they have
 * no category in common.
 * @throws {TypeError | RangeError} as `hellinger` does.
 * @example
 * bhattacharyyaCoefficient([0.4, 0.6], [0.8, 0.2]); // 0.9120…
 */
export function bhattacharyyaCoefficient(p: ArrayLike<number>, q: ArrayLike<number>): number {
  return overlap(...proportionPair(p, q));
}

/**
 * Bhattacharyya distance −ln Σ √(p·q), in [0, ∞] nats.
 * @throws {TypeError | RangeError} as `hellinger` does.
 * @example
 * bhattacharyyaDistance([0.4, 0.6], [0.8, 0.2]); // 0.0920…
 */
export function bhattacharyyaDistance(p: ArrayLike<number>, q: ArrayLike<number>): number {
  const pair = proportionPair(p, q);
  const square = squaredHellinger(...pair);
  // the coefficient is 1 − square: rounded to 1 it would say nothing about a small distance
  return square < 0.5 ? -Math.log1p(-square) : -Math.log(overlap(...pair));
}

function squaredHellinger(p: Float64Array, q: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < p.length; i++) {
    if (p[i] !== q[i]) sum += ((p[i] - q[i]) / (Math.sqrt(p[i]) + Math.sqrt(q[i]))) ** 2;
  }
  return Math.min(sum / 2, 1);
}

function overlap(p: Float64Array, q: Float64Array): number {
  // the product of the roots, not the root of the product: tiny proportions would vanish
  return Math.min(
    p.reduce((sum, value, i) => sum + Math.sqrt(value) * Math.sqrt(q[i]), 0),
    1,
  );
}
