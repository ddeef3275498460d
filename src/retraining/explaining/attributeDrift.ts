import { checkInteger } from '../../errors';
import type { Matrix } from '../../matrix';
import { checkProbability } from '../../stats/checkProbability';
import { cholesky, solveCholesky } from '../../stats/cholesky';
import { fSf } from '../../stats/distributions/f';
import { dot } from '../../stats/vectors';
import { featureColumns, separation, type Separation } from './featureColumns';

/** What one feature has to do with a drift. */
export interface FeatureAttribution {
  readonly feature: string;
  /** Of the drift, in [0, 1]; the shares sum to 1, or are all 0 where nothing was found. */
  readonly share: number;
  /** Its part of D². */
  readonly contribution: number;
  /** Given the features that were kept, corrected for the number of columns. Null: it (and its square) has one mean given those. */
  readonly pValue: number;
  /** Of its mean, by itself, in pooled standard deviations: a decoy can have a large one, and no share. */
  readonly shift: number;
}

/** Which features drifted. */
export interface DriftAttribution {
  /** Mahalanobis D² of what was kept: the sum of the contributions. */
  readonly distance: number;
  /** In the order of the columns. */
  readonly features: readonly FeatureAttribution[];
}

/** Options of {@link attributeDrift}. */
export interface AttributeDriftOptions {
  /** Names of the columns; default 'feature 0', 'feature 1', … */
  readonly names?: readonly string[];
  /** Level of all tests together, in (0, 1); default 0.05. */
  readonly alpha?: number;
  /** Whether squares of features count too, so that a change of spread is seen; default true. */
  readonly squares?: boolean;
}

/**
 * Which features a drift is due to, so that one that only follows another gets nothing. Columns (features and their squares) that say
 * nothing beyond the others are dropped one by one, by Rao's test of additional information (1970; F, exact for normal features with
 * one covariance, approximate for squares); what is left is credited with wⱼ·δⱼ, the discriminant weight times the shift of
 * the mean, which sum to the squared Mahalanobis distance. A column whose own mean has not moved gets 0, and so do negative parts.
 *
 * It is conditional: of two features that moved, the one that the other explains linearly is the decoy. Of all but
 * identical features it cannot know, and keeps one; a change of correlations alone has no share. A share is a description, and not a
 * cause. O((n + m) · columns² + columns³).
 * @throws {TypeError | RangeError} if a sample has fewer than two rows, both have too few for the columns, columns differ, a
 * number is not finite, or names or alpha are wrong.
 * @example
 * const { features } = attributeDrift(january, june, { names: ['temperature', 'humidity'] });
 * features[0]; // { feature: 'temperature', share: 1, contribution: 0.97…, pValue: 1e-40, shift: 0.98… }
 */
export function attributeDrift(
  reference: Matrix,
  sample: Matrix,
  { names = defaultNames(reference.columns), alpha = 0.05, squares = true }: AttributeDriftOptions = {},
): DriftAttribution {
  checkInteger('number of names', names.length, reference.columns, reference.columns);
  checkProbability('alpha', alpha);
  const expanded = featureColumns(reference, sample, squares);
  const apart = separation(expanded);
  const columns = dropUninformative(apart, alpha / expanded.features.length);
  const contributions = names.map((_, j) =>
    columns.reduce((sum, { contribution }, k) => sum + (expanded.features[k] === j ? contribution : 0), 0),
  );
  const distance = contributions.reduce((sum, part) => sum + part, 0);
  const features = names.map((feature, j) => ({
    feature,
    share: distance > 0 ? contributions[j] / distance : 0,
    contribution: contributions[j],
    pValue: smallest(columns.filter((_, k) => expanded.features[k] === j)) * expanded.features.length,
    shift: apart.shift[j],
  }));
  return { distance, features: features.map((one) => ({ ...one, pValue: Math.min(1, one.pValue) })) };
}

function defaultNames(columns: number): string[] {
  return Array.from({ length: columns }, (_, j) => `feature ${j}`);
}

function smallest(columns: readonly ColumnFinding[]): number {
  return Math.min(...columns.map(({ pValue }) => pValue));
}

interface ColumnFinding {
  /** When it was dropped, or at the end. */
  readonly pValue: number;
  readonly contribution: number;
}

/** Backward elimination: what each column adds to D² given those that are still kept. */
function dropUninformative(apart: Separation, alpha: number): ColumnFinding[] {
  const { shift } = apart;
  const inverse = inverseOf(apart.covariance, shift.length);
  const kept = new Set(shift.keys());
  const pValues = new Float64Array(shift.length);
  for (;;) {
    const weights = shift.map((_, j) => dot(inverse.subarray(j * shift.length, (j + 1) * shift.length), shift));
    for (const j of kept) pValues[j] = additionalInformation(apart, kept.size, dot(weights, shift), weights[j] ** 2 / inverse[j * shift.length + j]); // prettier-ignore
    // from the last: of features that repeat each other the first one stays
    const [worst] = [...kept].reverse().sort((a, b) => pValues[b] - pValues[a]);
    if (worst === undefined || pValues[worst] <= alpha) return credit(apart, weights, pValues, alpha);
    dropColumn(inverse, worst, shift.length);
    kept.delete(worst);
  }
}

function credit(apart: Separation, weights: Float64Array, pValues: Float64Array, alpha: number): ColumnFinding[] {
  const { shift, covariance } = apart;
  return [...shift].map((moved, j) => {
    const alone = moved ** 2 / covariance[j * shift.length + j];
    const own = additionalInformation(apart, 1, alone, alone) <= alpha;
    return { pValue: pValues[j], contribution: own ? Math.max(0, weights[j] * moved) : 0 };
  });
}

/** Rao's F test of what one of `kept` columns adds to the D² of all of them. */
function additionalInformation(apart: Separation, kept: number, distance: number, added: number): number {
  const { rows, weight } = apart;
  const freedom = rows - kept - 1;
  const f = (freedom * weight * added) / (rows - 2 + weight * Math.max(0, distance - added));
  return fSf(f, 1, freedom);
}

function inverseOf(covariance: Float64Array, size: number): Float64Array {
  const factor = cholesky(covariance, size, Number.MIN_VALUE);
  const inverse = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    const unit = new Float64Array(size);
    unit[j] = 1;
    inverse.set(solveCholesky(factor, unit), j * size);
  }
  return inverse;
}

/** Turns the inverse of a covariance into that without column `dropped`, whose row and column become 0. */
function dropColumn(inverse: Float64Array, dropped: number, size: number): void {
  const own = inverse.slice(dropped * size, (dropped + 1) * size);
  for (let j = 0; j < size; j++)
    for (let k = 0; k < size; k++) inverse[j * size + k] -= (own[j] * own[k]) / own[dropped];
  for (let j = 0; j < size; j++) inverse[dropped * size + j] = inverse[j * size + dropped] = 0;
}
