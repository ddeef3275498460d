import type { EnsembleEvidence } from './ensembleEvidence';
import { MEMBERS, type EnsembleMember } from './memberEvidence';

/**
 * Sizes of drifts: D of a shift of the mean by D standard deviations, and of other drifts the root of their Jeffreys divergence,
 * which for a shift of the mean is D.
 */
export const DRIFT_SIZES = { small: [0.15, 0.4], moderate: [0.4, 1], large: [1, 2.5] } as const;
export type DriftSize = keyof typeof DRIFT_SIZES;
export const SIZE_NAMES = Object.keys(DRIFT_SIZES) as DriftSize[];

/** Log Bayes factors for each size of drift, linear in `evidenceColumns`, for each set of detectors that answered. */
export interface EvidenceModel {
  /** Names of `answered` sets, then sizes. Each list is the intercept and a coefficient for each column. */
  readonly coefficients: Readonly<Record<string, Readonly<Record<DriftSize, readonly number[]>>>>;
  /** Streams without drift that it was fitted on: it knows no odds beyond. */
  readonly nullStreams: number;
  /** Ends of what was simulated. */
  readonly range: Readonly<Record<'reference' | 'sample' | 'features', readonly [low: number, high: number]>>;
  readonly seed: number;
  /** Kinds of drifts. */
  readonly kinds: readonly string[];
}

/** The detectors with a p value, as the key of a model. */
export function answered({ members }: EnsembleEvidence): string {
  return members.flatMap(({ member, pValue }) => (pValue === null ? [] : [member])).join(' ');
}

// −ln p in steps: 0.22, 0.018, 3e-4 and 1e-7, beyond which more is no news
const KNOTS = [0, 1.5, 4, 8, 16];
/** Columns of each detector. */
export const STEPS = KNOTS.length - 1;

/**
 * What a Bayes factor is linear in: logarithms of nm/(n + m), of the number of features and (with 'errors') of labels; then for each
 * detector how far −ln p goes through each step, so that a slope for each step makes a piecewise linear function.
 */
export function evidenceColumns(
  { members, reference, sample, features, labels }: EnsembleEvidence,
  asked: readonly EnsembleMember[] = MEMBERS,
): number[] {
  const used = members.flatMap(({ member, pValue }) => (pValue !== null && asked.includes(member) ? [{ member, pValue }] : [])); // prettier-ignore
  const sizes = [Math.log((reference * sample) / (reference + sample)), Math.log(features)];
  if (used.some(({ member }) => member === 'errors')) sizes.push(Math.log(labels));
  const steps = used.flatMap(({ pValue }) => {
    const strength = -Math.log(Math.max(pValue, Number.MIN_VALUE));
    return KNOTS.slice(1).map((knot, k) => Math.max(0, Math.min(strength, knot) - KNOTS[k]));
  });
  return [...sizes, ...steps];
}
