import { gammaTails } from './gamma';
import { poissonMass } from './stirling';

/** P(X = k) for a Poisson count with the given mean. */
export function poissonPmf(k: number, mean: number): number {
  return k < 0 || k === Infinity || Math.floor(k) < k ? 0 : poissonMass(k, mean);
}

/** P(X ≤ k) for a Poisson count with the given mean. */
export function poissonCdf(k: number, mean: number): number {
  return k < 0 ? 0 : gammaTails(Math.floor(k) + 1, mean).upper;
}

/** P(X > k) for a Poisson count with the given mean, computed directly: small tails keep their digits. */
export function poissonSf(k: number, mean: number): number {
  return k < 0 ? 1 : gammaTails(Math.floor(k) + 1, mean).lower;
}
