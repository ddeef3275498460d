import type { DivergenceOptions } from './klDivergence';
import { fromNats } from './logBase';
import { proportionPair, proportions } from './proportions';

/**
 * Shannon entropy −Σ p·log p of a distribution given as counts or proportions, in [0, log k] for k categories; nats by default.
 * @throws {TypeError | RangeError} if p is no list of numbers ≥ 0 with a positive sum.
 * @example
 * entropy([1, 1, 1, 1], { base: 2 }); // 2
 */
export function entropy(p: ArrayLike<number>, { base = 'e' }: DivergenceOptions = {}): number {
  const shares = proportions(p, 'p');
  return fromNats(information(shares, shares), base);
}

/**
 * Cross entropy −Σ p·log q = entropy(p) + KL(p‖q); Infinity if p has a category that q lacks.
 * @throws {TypeError | RangeError} as `klDivergence` does.
 * @example
 * crossEntropy([0.4, 0.6], [0.8, 0.2]); // 1.0549… nats
 */
export function crossEntropy(
  p: ArrayLike<number>,
  q: ArrayLike<number>,
  { base = 'e' }: DivergenceOptions = {},
): number {
  return fromNats(information(...proportionPair(p, q)), base);
}

function information(p: Float64Array, q: Float64Array): number {
  return p.reduce((sum, value, i) => (value === 0 ? sum : sum - value * Math.log(q[i])), 0);
}
