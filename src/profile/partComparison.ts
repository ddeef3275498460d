import type { Random } from '../random';
import { chanceLevel } from '../stats/chanceLevel';
import { studentTUpperQuantile } from '../stats/distributions/studentT';
import { jsDistance, jsDivergence } from '../stats/jsDivergence';
import { klDivergence } from '../stats/klDivergence';
import { permuteCounts } from '../stats/permuteCounts';
import { driftStatus, type DriftStatus, type StatusLimits } from './driftStatus';
import { boundedPsi, type BoundedValue } from './errorBound';
import type { LabelPart } from './labelPart';
import { populationDeviation } from './moments';
import type { NumericPart } from './numericPart';
import type { SharedCounts } from './sharedCounts';
import { sketchKs } from './sketchKs';
import { overlapByChance, tokenOverlap } from './tokenOverlap';

/** What a part is scored by: the distance of its distributions, the shift of its mean, or what its frequent words have not in common. */
export type PartMeasure = 'jsDistance' | 'meanShift' | 'tokenOverlap';

/** How one part of two profiles differs. */
export interface PartComparison {
  readonly name: string;
  readonly measure: PartMeasure;
  /**
   * jsDistance: Jensen–Shannon distance, base 2, in [0, 1]. meanShift: in standard deviations of the reference, at most 1e9.
   * tokenOverlap: 1 − overlap, in [0, 1].
   */
  readonly score: number;
  /** What chance alone exceeds at these sizes in alpha / parts of the cases. */
  readonly chance: number;
  readonly status: DriftStatus;
  readonly because: string;
  /** Of the distributions, for parts scored by it. */
  readonly distribution?: DistributionComparison;
}

/** Two distributions over the reference's bins, or over labels. */
export interface DistributionComparison {
  readonly names: readonly string[];
  readonly reference: readonly number[];
  readonly current: readonly number[];
  /** In bits, in [0, 1]; its root is the distance. */
  readonly jsDivergence: number;
  /** KL(reference‖current) in bits. */
  readonly klDivergence: number;
  /** Whether 0.5 was added to all counts for it, since a bin is empty in the current data only: it were infinite. */
  readonly klSmoothed: boolean;
  /** In nats, empty bins as 1e-4. */
  readonly psi: BoundedValue;
  /** Of numbers. */
  readonly ks?: BoundedValue;
}

/** What all parts of a comparison share. */
export interface ComparisonSettings {
  /** Of this part alone. */
  readonly alpha: number;
  readonly random: Random;
  readonly limits: StatusLimits;
}

const LIMITS_OF_OVERLAP: StatusLimits = { warn: 0.5, alert: 0.5 };
const LARGEST_SHIFT = 1e9;

/** Scores how two distributions over the same bins or labels differ. */
export function compareDistribution(
  name: string,
  { names, reference, current }: SharedCounts,
  settings: ComparisonSettings,
  parts?: readonly [NumericPart, NumericPart],
): PartComparison {
  const [p, q] = [reference.counts, current.counts];
  const klSmoothed = p.some((count, i) => count > 0 && q[i] === 0);
  const raised = (counts: readonly number[]) => (klSmoothed ? counts.map((count) => count + 0.5) : counts);
  const distribution = {
    ...{ names, reference: p, current: q },
    jsDivergence: jsDivergence(p, q, { base: 2 }),
    klDivergence: klDivergence(raised(p), raised(q), { base: 2 }),
    klSmoothed,
    psi: boundedPsi(reference, current),
    ...(parts && { ks: sketchKs(parts[0].sketch, parts[1].sketch) }),
  };
  const score = jsDistance(p, q, { base: 2 });
  const chance = distanceByChance(p, q, settings);
  return { ...judge(name, 'jsDistance', score, chance, settings.limits), distribution };
}

/** Scores by how many standard deviations of the reference a mean moved. */
export function compareMeans(
  name: string,
  reference: NumericPart,
  current: NumericPart,
  { alpha, limits }: ComparisonSettings,
): PartComparison {
  const [a, b] = [reference.moments, current.moments];
  const shift = Math.abs(b.mean - a.mean + (b.meanRest - a.meanRest));
  const deviation = populationDeviation(a);
  const score = shift === 0 ? 0 : Math.min(LARGEST_SHIFT, shift / deviation);
  const [first, second] = [a, b].map(({ m2, count }) => (count > 1 ? m2 / (count - 1) / count : Infinity));
  const size = first + second;
  // Welch's degrees of freedom
  const df = size ** 2 / (first ** 2 / (a.count - 1) + second ** 2 / (b.count - 1));
  const level = df > 0 ? (studentTUpperQuantile(alpha / 2, df) * Math.sqrt(size)) / deviation : LARGEST_SHIFT;
  const chance = size === 0 ? 0 : Math.min(LARGEST_SHIFT, level);
  return judge(name, 'meanShift', score, chance, limits);
}

/** Scores by what the most frequent words have not in common. */
export function compareTokens(
  name: string,
  reference: LabelPart,
  current: LabelPart,
  { alpha, random }: ComparisonSettings,
): PartComparison {
  const score = 1 - tokenOverlap(reference, current).overlap;
  const chance = overlapByChance(reference, current, { alpha, random: random.fork(name) });
  return judge(name, 'tokenOverlap', score, chance, LIMITS_OF_OVERLAP);
}

const titles: Readonly<Record<PartMeasure, string>> = {
  jsDistance: 'JS distance',
  meanShift: 'shift of the mean, in standard deviations,',
  tokenOverlap: '1 − overlap of the frequent words',
};

function judge(
  name: string,
  measure: PartMeasure,
  score: number,
  chance: number,
  limits: StatusLimits,
): PartComparison {
  const status = score <= chance ? 'ok' : driftStatus(score, limits);
  const { warn = 0.1, alert = 0.2 } = limits;
  const about = `${titles[measure]} ${show(score)}`;
  const because =
    score <= chance
      ? `${about}: chance alone makes up to ${show(chance)} at these sizes`
      : { ok: `${about} < ${warn}`, warn: `${about}, from ${warn} to ${alert}`, alert: `${about} > ${alert}` }[status];
  return {
    name,
    measure,
    score,
    chance,
    status,
    because: score > chance ? `${because} (chance: ${show(chance)})` : because,
  };
}

const show = (value: number): string => (value < 1e-3 && value > 0 ? value.toExponential(1) : value.toFixed(3));

const ENOUGH = 5;

/** The distance that chance exceeds: of the χ² law where all bins expect 5 values or more, else by exchanging values. */
function distanceByChance(p: readonly number[], q: readonly number[], { alpha, random }: ComparisonSettings): number {
  const [n, m] = [p, q].map((counts) => counts.reduce((sum, count) => sum + count, 0));
  const pooled = p.map((count, i) => count + q[i]).filter((count) => count > 0);
  const least = (Math.min(...pooled) * Math.min(n, m)) / (n + m);
  if (least >= ENOUGH)
    return chanceLevel('jsDistance', { categories: pooled.length, reference: n, sample: m, alpha, base: 2 }).exceeded;
  if (pooled.length === 1) return 0;
  const distance = (a: readonly number[], b: readonly number[]) => jsDistance(a, b, { base: 2 });
  const permutations = Math.min(9999, Math.ceil(20 / alpha));
  return permuteCounts(p, q, distance, { random, permutations, alpha }).exceeded;
}
