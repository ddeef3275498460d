import { gammaTails } from './gamma';
import { gammaQuantile } from './gammaQuantile';

/**
 * P(X ≤ x) for a chi-square variable with `df` degrees of freedom (df > 0).
 * @example
 * chiSquareCdf(3.84, 1); // 0.94995…
 */
export function chiSquareCdf(x: number, df: number): number {
  return gammaTails(df / 2, x / 2).lower;
}

/**
 * P(X > x) for a chi-square variable with `df` degrees of freedom, computed directly: small tails keep their digits.
 * @example
 * chiSquareSf(100, 3); // 1.55415…e-21
 */
export function chiSquareSf(x: number, df: number): number {
  return gammaTails(df / 2, x / 2).upper;
}

/**
 * The x with P(X > x) = q for a chi-square variable with `df` degrees of freedom.
 * @example
 * chiSquareUpperQuantile(0.05, 1); // 3.84145…
 */
export function chiSquareUpperQuantile(q: number, df: number): number {
  return 2 * gammaQuantile(1 - q, q, df / 2);
}
