import { fromNats, type LogBase } from './logBase';
import { excessLog, logRatio } from './logRatio';
import { proportionPair } from './proportions';

/** The unit of a divergence. */
export interface DivergenceOptions {
  /** Default 'e'. */
  readonly base?: LogBase;
}

/**
 * Kullback–Leibler divergence KL(p‖q) = Σ p·log(p/q) of two distributions over the same categories (Kullback & Leibler 1951),
 * given as counts or proportions. In [0, ∞]; nats by default. Not symmetric: p is what happens, q what was expected. 0·log 0 = 0;
 * Infinity if p has a category that q lacks. Exactly 0 for equal distributions and never negative.
 * @throws {TypeError | RangeError} if p or q is no list of numbers ≥ 0 with a positive sum, or their lengths differ.
 * @example
 * klDivergence([0.4, 0.6], [0.8, 0.2]); // 0.3819… nats
 * klDivergence([40, 60], [80, 20], { base: 2 }); // 0.5510… bits
 */
export function klDivergence(
  p: ArrayLike<number>,
  q: ArrayLike<number>,
  { base = 'e' }: DivergenceOptions = {},
): number {
  const [ps, qs] = proportionPair(p, q);
  return fromNats(
    ps.reduce((sum, value, i) => sum + excessLog(value, qs[i]), 0),
    base,
  );
}

/**
 * Jeffreys divergence KL(p‖q) + KL(q‖p) = Σ (p − q)·log(p/q), in [0, ∞]; nats by default (Jeffreys 1946). The population stability
 * index is the same number.
 * @throws {TypeError | RangeError} as `klDivergence` does.
 * @example
 * jeffreysDivergence([0.4, 0.6], [0.8, 0.2]); // 0.7167…
 */
export function jeffreysDivergence(
  p: ArrayLike<number>,
  q: ArrayLike<number>,
  { base = 'e' }: DivergenceOptions = {},
): number {
  return fromNats(jeffreysSum(...proportionPair(p, q)), base);
}

/** Σ (p − q)·ln(p/q); no term is negative. The shares need not add up to 1. */
export function jeffreysSum(p: Float64Array, q: Float64Array): number {
  return p.reduce((sum, value, i) => sum + jeffreysTerm(value, q[i]), 0);
}

function jeffreysTerm(p: number, q: number): number {
  if (p === q) return 0;
  return p === 0 || q === 0 ? Infinity : (p - q) * logRatio(p, q);
}
