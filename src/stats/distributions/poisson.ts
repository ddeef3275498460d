import { gammaTails } from './gamma';
import { poissonMass } from './stirling';

/**
 * P(X = k) for a Poisson count with the given mean.
 * @example
 * poissonPmf(3, 2); // 0.18044…
 */
export function poissonPmf(k: number, mean: number): number {
  return k < 0 || k === Infinity || Math.floor(k) < k ? 0 : poissonMass(k, mean);
}

/**
 * P(X ≤ k) for a Poisson count with the given mean.
 * @example
 * poissonCdf(3, 2); // 0.85712…
 */
export function poissonCdf(k: number, mean: number): number {
  return k < 0 ? 0 : gammaTails(Math.floor(k) + 1, mean).upper;
}

/**
 * P(X > k) for a Poisson count with the given mean, computed directly: small tails keep their digits.
 * @example
 * poissonSf(30, 2); // 3.76955…e-26
 */
export function poissonSf(k: number, mean: number): number {
  return k < 0 ? 1 : gammaTails(Math.floor(k) + 1, mean).lower;
}
