import { excessLog } from './logRatio';

/**
 * Power divergence 2/(λ(λ + 1)) Σ O·((O/E)^λ − 1) of observed from expected counts with the same sum (Cressie & Read 1984): λ = 1 is
 * Pearson's χ², 0 the likelihood ratio G, 2/3 Cressie and Read's own, −1/2 Freeman–Tukey, −1 the modified likelihood ratio, −2 Neyman.
 * In [0, ∞]; no term is negative, so that little cancels.
 */
export function powerDivergence(observed: readonly number[], expected: readonly number[], lambda: number): number {
  return observed.reduce((sum, count, i) => sum + term(count, expected[i], lambda), 0);
}

/** The term plus 2/(λ + 1)·(E − O), which adds up to 0 over all cells. */
function term(observed: number, expected: number, lambda: number): number {
  if (observed === expected) return 0;
  if (lambda === 0) return 2 * excessLog(observed, expected);
  if (lambda === -1) return 2 * excessLog(expected, observed);
  const t = (observed - expected) / expected;
  if (lambda === 1) return t * (observed - expected);
  const power = lambda + 1;
  return ((2 * expected) / (lambda * power)) * (Math.expm1(power * Math.log1p(t)) - power * t);
}
