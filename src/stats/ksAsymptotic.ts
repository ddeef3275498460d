import { ksoneSf } from './distributions/ksone';
import { kstwoSf } from './distributions/kstwo';
import { ksExact } from './ksExact';
import { pelzGood } from './pelzGood';
import { roundHalfToEven } from './roundHalfToEven';
import type { Alternative } from './testResult';

/** Up to this size the one-sample law is quick to compute exactly. */
const EXACT_UP_TO = 140;

/**
 * The approximate P(n·m·D ≥ height) for samples of n and m: two-sided the one-sample law at n·m/(n + m) rounded,
 * one-sided Hodges (1957), eq. 5.3. Two-sided, D = 1 has its exact value: the one-sample law has 0 there.
 */
export function ksAsymptotic(height: number, n: number, m: number, alternative: Alternative): number {
  // the expansion divides by the distance
  if (height === 0) return 1;
  const distance = height / (n * m);
  if (alternative !== 'two-sided') return hodges(distance, Math.max(n, m), Math.min(n, m));
  if (height >= n * m) return ksExact(height, n, m, alternative);
  return oneSample(distance, Math.max(1, roundHalfToEven((n * m) / (n + m))));
}

function hodges(distance: number, larger: number, smaller: number): number {
  const z = distance * Math.sqrt((larger * smaller) / (larger + smaller));
  const correction = (larger + 2 * smaller) / Math.sqrt(larger * smaller * (larger + smaller));
  return Math.exp(-2 * z * z - (2 * z * correction) / 3);
}

function oneSample(d: number, n: number): number {
  if (n <= EXACT_UP_TO) return kstwoSf(d, n);
  const z = Math.sqrt(n) * d;
  if (z < 1.22) return 1 - pelzGood(d, n);
  // twice the one-sided law, less the paths that leave on both sides (Kolmogorov's limit, continuity-corrected)
  return 2 * ksoneSf(d, n) - 2 * Math.exp(-8 * (z + 1 / (6 * Math.sqrt(n))) ** 2);
}
