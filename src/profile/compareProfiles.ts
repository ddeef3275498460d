import { createRandom, type Random } from '../random';
import { checkProbability } from '../stats/checkProbability';
import type { DatasetProfile, ProfilePart } from './datasetProfile';
import { worstStatus, type DriftStatus, type StatusLimits } from './driftStatus';
import { pairParts } from './mergeProfiles';
import {
  compareDistribution,
  compareMeans,
  compareTokens,
  type ComparisonSettings,
  type PartComparison,
} from './partComparison';
import { sharedBins, sharedLabels, sharedMissing } from './sharedCounts';
import { DriftlabError } from '../errors';

/** Options of `compareProfiles`. */
export interface CompareOptions extends StatusLimits {
  /** How often chance alone may make any part warn or alert, in (0, 1); default 0.05. */
  readonly alpha?: number;
  /** For chance levels that are simulated; default seed 0. */
  readonly random?: Random;
}

/** How two profiles differ, part by part. Plain JSON. */
export interface ProfileComparison {
  readonly modality: DatasetProfile['task']['modality'];
  readonly reference: ComparedData;
  readonly current: ComparedData;
  /** The worst of the parts. */
  readonly status: DriftStatus;
  /** Which parts made it so, and why. */
  readonly because: string;
  readonly alpha: number;
  readonly parts: readonly PartComparison[];
}

/** What was compared. */
export interface ComparedData {
  readonly name?: string;
  readonly rows: number;
  readonly sampled: number;
}

/**
 * Compares two profiles of the same kind of data. Distributions are compared in the reference's bins by their Jensen–Shannon distance
 * (base 2); lengths of texts and channels of images also, or instead, by the shift of their mean in the reference's standard
 * deviations; frequent words by 1 − overlap. A score is ok below 0.1 and alerts above 0.2 (words: above 0.5), but is ok as well
 * where chance alone exceeds it: without drift the comparison says warn or alert in at most alpha of the cases, all parts together.
 * Rows are taken for independent.
 * @throws {DriftlabError} DRIFTLAB_INVALID_DATA if a profile is empty or they are of different modalities or columns.
 * @example
 * const { status, because } = compareProfiles(lastYear, today);
 */
export function compareProfiles(
  reference: DatasetProfile,
  current: DatasetProfile,
  { alpha = 0.05, random = createRandom(0), ...limits }: CompareOptions = {},
): ProfileComparison {
  checkProbability('alpha', alpha);
  const { modality } = reference.task;
  for (const [side, { rows }] of Object.entries({ reference, current }))
    if (rows === 0) throw new DriftlabError('DRIFTLAB_INVALID_DATA', `the ${side} profile is empty: it has no rows`);
  const plans = pairParts(reference, current).flatMap(([a, b]) => comparisonsOf(a, b, modality));
  const settings = { alpha: alpha / plans.length, random, limits };
  const parts = plans.map((compare) => compare(settings));
  const status = worstStatus(parts.map((part) => part.status));
  const [first, second] = [about(reference), about(current)];
  return { modality, reference: first, current: second, status, because: reasonOf(status, parts), alpha, parts };
}

type Plan = (settings: ComparisonSettings) => PartComparison;

function comparisonsOf(a: ProfilePart, b: ProfilePart, modality: string): Plan[] {
  if (a.kind === 'pixels' || b.kind === 'pixels') return [];
  const both = a.count > 0 && b.count > 0;
  const plans = both ? plansOf(a, b, modality) : [];
  // without values on a side only this tells them apart
  if (a.missing + b.missing === 0) return plans;
  return [...plans, (settings) => compareDistribution(`${a.name} (missing)`, sharedMissing(a, b), settings)];
}

function plansOf(a: ProfilePart, b: ProfilePart, modality: string): Plan[] {
  if (a.kind === 'numeric' && b.kind === 'numeric') {
    const means: Plan = (settings) => compareMeans(a.name, a, b, settings);
    const bins: Plan = (settings) => compareDistribution(a.name, sharedBins(a, b), settings, [a, b]);
    if (modality === 'text') return [bins, means];
    return [modality === 'vision' && a.name !== 'brightness' ? means : bins];
  }
  if (a.kind === 'tokens' && b.kind === 'tokens') return [(settings) => compareTokens(a.name, a, b, settings)];
  if (a.kind === 'categorical' && b.kind === 'categorical')
    return [(settings) => compareDistribution(a.name, sharedLabels(a, b), settings)];
  return [];
}

function about({ task: { name }, rows, sampled }: DatasetProfile): ComparedData {
  return { ...(name !== undefined && { name }), rows, sampled };
}

const SHOWN = 5;

function reasonOf(status: DriftStatus, parts: readonly PartComparison[]): string {
  if (status === 'ok') return `all ${parts.length} scores are within their limits or what chance makes`;
  const causes = parts.filter((part) => part.status === status).sort((a, b) => b.score - a.score);
  const named = causes.slice(0, SHOWN).map(({ name, because }) => `${name}: ${because}`);
  return [...named, ...(causes.length > SHOWN ? [`and ${causes.length - SHOWN} more`] : [])].join('; ');
}
