import type { DivergenceOptions } from './klDivergence';
import { fromNats } from './logBase';
import { proportionPair } from './proportions';

/**
 * Jensen–Shannon divergence (KL(p‖m) + KL(q‖m)) / 2 with m = (p + q) / 2 (Lin 1991) of two distributions over the same
 * categories, given as counts or proportions. Symmetric; in [0, ln 2] nats by default, in [0, 1] with base 2. Exactly 0 for equal
 * distributions; never NaN. This is the divergence: `jsDistance` is its root. Under no drift it is about (k − 1)/8 · (1/n + 1/m)
 * nats for k categories: see `chanceLevel`.
 * @throws {TypeError | RangeError} if p or q is no list of numbers ≥ 0 with a positive sum, or their lengths differ.
 * @example
 * jsDivergence([0.4, 0.6], [0.8, 0.2]); // 0.0863… nats
 * jsDivergence([0.4, 0.6], [0.8, 0.2], { base: 2 }); // 0.1245… bits
 */
export function jsDivergence(
  p: ArrayLike<number>,
  q: ArrayLike<number>,
  { base = 'e' }: DivergenceOptions = {},
): number {
  const [ps, qs] = proportionPair(p, q);
  let sum = 0;
  for (let i = 0; i < ps.length; i++) sum += jsTerm(ps[i], qs[i]);
  return fromNats(Math.min(sum / 2, Math.LN2), base);
}

/**
 * Jensen–Shannon distance, the root of `jsDivergence`: a metric (Endres & Schindelin 2003). In [0, 0.8326] with base e, in [0, 1]
 * with base 2.
 * @throws {TypeError | RangeError} as `jsDivergence` does.
 * @example
 * jsDistance([0.4, 0.6], [0.8, 0.2], { base: 2 }); // 0.3529…
 */
export function jsDistance(p: ArrayLike<number>, q: ArrayLike<number>, options: DivergenceOptions = {}): number {
  return Math.sqrt(jsDivergence(p, q, options));
}

/** p·ln(p/m) + q·ln(q/m), m = (p + q)/2: with x = (p − q)/(p + q) it is m·(ln(1 − x²) + 2x·artanh x), where little cancels. */
function jsTerm(p: number, q: number): number {
  const total = p + q;
  if (p === q || total === 0) return 0;
  const x = (p - q) / total;
  return Math.abs(x) === 1 ? total * Math.LN2 : (total / 2) * (Math.log1p(-x * x) + 2 * x * Math.atanh(x));
}
