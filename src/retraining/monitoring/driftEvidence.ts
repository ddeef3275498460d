import { checkNumber, checkOneOf } from '../../errors';
import { say } from '../deciding/say';
import type { EnsembleEvidence } from './ensembleEvidence';
import {
  answered,
  DRIFT_SIZES,
  evidenceColumns,
  SIZE_NAMES,
  type DriftSize,
  type EvidenceModel,
} from './evidenceModel';
import { fittedEvidence } from './fittedEvidence';

/** How much a window speaks for a drift. Survives JSON. */
export interface DriftEvidence {
  /** How much more probable the evidence is with a drift than without one. */
  readonly bayesFactor: number;
  readonly logBayesFactor: number;
  /** 'simulated': of the family that is stated; 'bound': no family's Bayes factor is larger, and this one may be much smaller. */
  readonly basis: 'simulated' | 'bound';
  /** What "drift" means, in words. */
  readonly family: string;
  /** What it rests on, in words and numbers. */
  readonly because: readonly string[];
}

/** Options of {@link driftEvidence}. */
export interface DriftEvidenceOptions {
  /** Weights of the sizes of drifts, ≥ 0, one above 0; default 1 each. They are part of the prior. */
  readonly sizes?: Readonly<Partial<Record<DriftSize, number>>>;
}

const EQUAL = { small: 1, moderate: 1, large: 1 } as const;
// below, p values are not known to so many digits
const SMALLEST = 1e-12;

/**
 * Joins the p values of an ensemble in one Bayes factor of a drift to none. Detectors that look at the same rows agree by nature: neither are
 * their p values multiplied nor votes counted. Instead logistic regressions on simulated streams with and without drift, both counted alike, learnt how
 * the odds go with all p values together, monotone in each, for each size of drift ({@link DRIFT_SIZES}) and each set of detectors that answered; a
 * prior over sizes averages their Bayes factors. It is calibrated for that family, and travels to any base rate (`driftPosterior`);
 * odds beyond the number of simulated streams are not claimed. Without 'errors', "drift" is one of inputs or of the label prior: a pure
 * change of P(y | x) is seen by errors only.
 *
 * Below 200 rows of reference or 50 of sample nothing was simulated, and the bound 1/(−e·p·ln p) of the smallest p value (corrected for the
 * number of detectors) is given instead: `basis` 'bound'. Larger windows and more features count as the largest simulated ones.
 * @throws {TypeError | RangeError} if a size is unknown, or weights are negative or all 0.
 * @example
 * const evidence = ensembleEvidence(reference, sample, { random });
 * driftEvidence(evidence, { sizes: { moderate: 1, large: 1 } }).bayesFactor;
 */
export function driftEvidence(evidence: EnsembleEvidence, { sizes = EQUAL }: DriftEvidenceOptions = {}): DriftEvidence {
  const weights = sizeWeights(sizes);
  const { range, coefficients } = fittedEvidence;
  const known = coefficients[answered(evidence)];
  if (!known || evidence.reference < range.reference[0] || evidence.sample < range.sample[0])
    return boundedEvidence(evidence);
  const columns = evidenceColumns(within(evidence, range));
  const bayesFactor = SIZE_NAMES.reduce((sum, size, k) => sum + weights[k] * Math.exp(logFactor(known[size], columns)), 0); // prettier-ignore
  return {
    ...{ bayesFactor, logBayesFactor: Math.log(bayesFactor), basis: 'simulated' },
    family: familyOf(weights, evidence),
    because: [...endOf(bayesFactor), ...evidence.members.map(sayMember)],
  };
}

function sizeWeights(sizes: NonNullable<DriftEvidenceOptions['sizes']>): number[] {
  Object.keys(sizes).forEach((name) => checkOneOf('sizes', name, SIZE_NAMES));
  const weights = SIZE_NAMES.map((name) => checkNumber(`sizes.${name}`, sizes[name] ?? 0, 0));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum === 0) throw new RangeError('invalid sizes: expected a weight above 0, got none');
  return weights.map((weight) => weight / sum);
}

/** The evidence as if windows were no larger than the simulated ones. */
function within(evidence: EnsembleEvidence, { reference, sample, features }: EvidenceModel['range']): EnsembleEvidence {
  return {
    ...evidence,
    reference: Math.min(evidence.reference, reference[1]),
    sample: Math.min(evidence.sample, sample[1]),
    features: Math.min(evidence.features, features[1]),
    labels: Math.min(evidence.labels, sample[1]),
  };
}

/** ln of the Bayes factor of one size of drift. */
export function logFactor([intercept, ...slopes]: readonly number[], columns: readonly number[]): number {
  const log = columns.reduce((sum, column, k) => sum + column * slopes[k], intercept);
  const most = Math.log(fittedEvidence.nullStreams);
  return Math.max(-most, Math.min(most, log));
}

/** Said where the Bayes factor is all that could be learnt. */
function endOf(bayesFactor: number): string[] {
  const { nullStreams } = fittedEvidence;
  return bayesFactor > 0.99 * nullStreams ? [`at the end of what ${nullStreams} simulated streams can tell`] : [];
}

function familyOf(weights: readonly number[], { labels, members }: EnsembleEvidence): string {
  const sizes = SIZE_NAMES.flatMap((name, k) => weights[k] > 0 ? [`${DRIFT_SIZES[name].join('–')} (${say(weights[k])})`] : []); // prettier-ignore
  const seen = members.some(({ member, pValue }) => member === 'errors' && pValue !== null);
  const what = seen ? `inputs, label prior or concept (${labels} labels)` : 'inputs or label prior: without labels no pure concept'; // prettier-ignore
  return `of ${what}; like a shift of the mean by ${sizes.join(', ')} standard deviations`;
}

function sayMember(one: EnsembleEvidence['members'][number]): string {
  if (one.pValue === null) return `${one.member} missing: ${one.missing}`;
  return `${one.member}: p = ${say(one.pValue)}${one.feature === undefined ? '' : `, feature ${one.feature}`}`;
}

/** The bound of the smallest p value, corrected for the number of detectors: valid however they depend on each other. */
function boundedEvidence({ members }: EnsembleEvidence): DriftEvidence {
  const pValues = members.flatMap(({ pValue }) => (pValue === null ? [] : [pValue]));
  const pValue = Math.max(SMALLEST, Math.min(1, Math.min(...pValues) * pValues.length));
  const bayesFactor = pValueBound(pValue);
  const rule = `the smallest of ${pValues.length} p values, times their number, is ${say(pValue)}: the Bayes factor is at most 1/(−e·p·ln p)`;
  return {
    ...{ bayesFactor, logBayesFactor: Math.log(bayesFactor), basis: 'bound' },
    family: 'any drift that makes p values smaller; too few rows for a family that was simulated',
    because: [rule, ...members.map(sayMember)],
  };
}

/**
 * The largest Bayes factor that a p value allows: 1/(−e·p·ln p) for p < 1/e, else 1 (Sellke, Bayarri & Berger 2001).
 * @example
 * pValueBound(0.05); // 2.456…
 */
export function pValueBound(pValue: number): number {
  return pValue < 1 / Math.E ? 1 / (-Math.E * pValue * Math.log(pValue)) : 1;
}
