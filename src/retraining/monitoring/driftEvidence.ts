import type { EnsembleEvidence } from './ensembleEvidence';

/** How much a window speaks for a drift. */
export interface DriftEvidence {
  /** How much more probable the evidence is with a drift than without one. */
  readonly bayesFactor: number;
  readonly logBayesFactor: number;
  /** 'simulated': of the family that is stated; 'bound': no family's Bayes factor is larger, and this one may be much smaller. */
  readonly basis: 'simulated' | 'bound';
  /** What "drift" means, in words. */
  readonly family: string;
  readonly because: string;
}

/**
 * The largest Bayes factor that a p value allows: 1/(−e·p·ln p) for p < 1/e, else 1 (Sellke, Bayarri & Berger 2001).
 * @example
 * pValueBound(0.05); // 2.456…
 */
export function pValueBound(pValue: number): number {
  return pValue < 1 / Math.E ? 1 / (-Math.E * pValue * Math.log(pValue)) : 1;
}

// below, p values are not known to so many digits
const SMALLEST = 1e-12;

/**
 * Joins the p values of an ensemble in one Bayes factor of a drift to none. Detectors that look at the same rows agree by nature, so their
 * p values are not multiplied, nor are votes counted.
 * @example
 * const evidence = ensembleEvidence(reference, sample, { random });
 * driftEvidence(evidence).bayesFactor;
 */
export function driftEvidence(evidence: EnsembleEvidence): DriftEvidence {
  return boundedEvidence(evidence);
}

/** The bound of the smallest p value, corrected for the number of detectors: valid however they depend on each other. */
function boundedEvidence({ members }: EnsembleEvidence): DriftEvidence {
  const pValues = members.flatMap(({ pValue }) => (pValue === null ? [] : [pValue]));
  const pValue = Math.max(SMALLEST, Math.min(1, Math.min(...pValues) * pValues.length));
  const bayesFactor = pValueBound(pValue);
  return {
    bayesFactor,
    logBayesFactor: Math.log(bayesFactor),
    basis: 'bound',
    family: 'any drift that makes p values smaller',
    because: `the smallest of ${pValues.length} p values, times their number, is ${pValue.toPrecision(2)}: at most 1/(−e·p·ln p)`,
  };
}
