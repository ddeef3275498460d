import { binomialMass } from './stirling';

/**
 * P(Dₙ⁺ ≥ d): the exact upper tail of the one-sided one-sample Kolmogorov–Smirnov statistic sup(Fₙ − F) of n values from a
 * continuous F (Smirnov 1944; Birnbaum & Tingey 1951). A sum of positive terms, in O(n) time.
 * @example
 * ksoneSf(0.2, 50); // 0.01571…
 */
export function ksoneSf(d: number, n: number): number {
  if (!(n >= 1) || Number.isNaN(d)) return NaN;
  if (d <= 0) return 1;
  if (d >= 1 || 2 * n * d * d > 750) return 0; // at most exp(−2nd²) (Massart 1990)
  let sum = 0;
  for (let j = 0; ; j++) {
    const p = d + j / n;
    const q = 1 - d - j / n;
    if (j >= n || q <= 0) return Math.min(1, sum);
    sum += (d / p) * binomialMass(j, n - j, p, q);
  }
}
