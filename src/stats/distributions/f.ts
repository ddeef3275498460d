import { betaTails } from './beta';

/**
 * P(F ≤ x) for Fisher's F with d1 and d2 degrees of freedom.
 * @example
 * fCdf(4, 2, 20); // 0.96542…
 */
export function fCdf(x: number, d1: number, d2: number): number {
  return tails(x, d1, d2).upper;
}

/**
 * P(F > x) for Fisher's F with d1 and d2 degrees of freedom, computed directly: small tails keep their digits.
 * @example
 * fSf(50, 2, 100); // 8.88178…e-16
 */
export function fSf(x: number, d1: number, d2: number): number {
  return tails(x, d1, d2).lower;
}

/** Of d2 / (d2 + d1 F), which follows Beta(d2 / 2, d1 / 2). */
function tails(x: number, d1: number, d2: number) {
  const ratio = (d1 / d2) * Math.max(x, 0);
  return betaTails(d2 / 2, d1 / 2, 1 / (1 + ratio), 1 / (1 + 1 / ratio));
}
