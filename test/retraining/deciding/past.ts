import type { DriftEstimate, Past } from '../../../src/retraining/deciding/decision';

/** Day 100, nothing was ever retrained. */
export const FRESH: Past = { day: 100, retrainings: [] };

/** An estimate of so many labelled samples. */
export function estimate(severity: number, confidence: number, samples = 5000): DriftEstimate {
  return { severity, confidence, samples };
}
