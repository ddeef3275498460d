import { betaln } from './lgamma';
import { betaLogitQuantile, betaTails } from './beta';
import { normalSf, normalUpperQuantile } from './normal';

/**
 * P(T ≤ x) for Student's t with `df` degrees of freedom (df > 0).
 * @example
 * studentTCdf(-2, 10); // 0.03669…
 */
export function studentTCdf(x: number, df: number): number {
  return studentTSf(-x, df);
}

/**
 * P(T > x) for Student's t with `df` degrees of freedom, computed directly: small tails keep their digits.
 * @example
 * studentTSf(40, 10); // 1.14042…e-12
 */
export function studentTSf(x: number, df: number): number {
  if (df === Infinity) return normalSf(x);
  const tail = tailBeyond(Math.abs(x) / Math.sqrt(df), df);
  return x < 0 ? 1 - tail : tail;
}

/**
 * The t with P(T > t) = q for Student's t with `df` degrees of freedom.
 * @example
 * studentTUpperQuantile(0.025, 4); // 2.77644…
 */
export function studentTUpperQuantile(q: number, df: number): number {
  if (df === Infinity) return normalUpperQuantile(q);
  if (q > 0.5) return -studentTUpperQuantile(1 - q, df);
  const logFar = (powerLaw(df) - Math.log(q)) / df;
  if (logFar > Math.log(FAR)) return Math.sqrt(df) * Math.exp(logFar);
  return Math.sqrt(df) * Math.exp(-betaLogitQuantile(2 * q, 1 - 2 * q, df / 2, 0.5) / 2);
}

/** Beyond it z² may not be a number any more, and the law is a power law. */
const FAR = 1e100;

/** ln P(T > z √df) + df·ln z for z without end. */
function powerLaw(df: number): number {
  return -Math.log(df) - betaln(df / 2, 0.5);
}

/** P(T > z √df) for z ≥ 0: df / (df + T²) follows Beta(df / 2, 1 / 2). */
function tailBeyond(z: number, df: number): number {
  if (z > FAR) return Math.exp(powerLaw(df) - df * Math.log(z));
  const ratio = z * z;
  return 0.5 * betaTails(df / 2, 0.5, 1 / (1 + ratio), ratio / (1 + ratio)).lower;
}
