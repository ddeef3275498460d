import { kolmogorovSf } from '../../src/stats/distributions/kolmogorov';
import { sortNumbers } from '../../src/stats/sortNumbers';

/**
 * The p value of a Kolmogorov–Smirnov test of p values against the uniform law, with ties: P(p ≤ x) = x is asked only where p
 * values lie, since those of exchanged units have steps. Conservative for them. Limiting law.
 */
export function uniformity(pValues: readonly number[]): number {
  const sorted = sortNumbers(Float64Array.from(pValues));
  let distance = 0;
  for (let i = 0; i < sorted.length; i++)
    if (sorted[i] !== sorted[i + 1]) distance = Math.max(distance, Math.abs((i + 1) / sorted.length - sorted[i]));
  return kolmogorovSf(Math.sqrt(sorted.length) * distance);
}
