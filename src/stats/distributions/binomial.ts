import { betaTails } from './beta';
import { binomialMass } from './stirling';

/**
 * P(X = k) for the count X of successes in n trials that each succeed with probability p.
 * @example
 * binomialPmf(3, 10, 0.5); // 0.11718…
 */
export function binomialPmf(k: number, n: number, p: number): number {
  return k < 0 || k > n || Math.floor(k) < k ? 0 : binomialMass(k, n - k, p, 1 - p);
}

/**
 * P(X ≤ k) for a binomial count of n trials.
 * @example
 * binomialCdf(3, 10, 0.5); // 0.17187…
 */
export function binomialCdf(k: number, n: number, p: number): number {
  return tails(k, n, p).upper;
}

/**
 * P(X > k) for a binomial count of n trials, computed directly: small tails keep their digits.
 * @example
 * binomialSf(90, 100, 0.5); // 1.66102…e-18
 */
export function binomialSf(k: number, n: number, p: number): number {
  return tails(k, n, p).lower;
}

/** P(X > k) = I_p(k + 1, n − k). */
function tails(k: number, n: number, p: number) {
  const floor = Math.floor(k);
  if (floor < 0) return { lower: 1, upper: 0 };
  if (floor >= n) return { lower: 0, upper: 1 };
  return betaTails(floor + 1, n - floor, p);
}
