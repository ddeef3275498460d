import { checkInteger, checkNumber, checkOneOf } from '../../errors';
import { logSumExp, probabilities } from '../../nn/softmax';
import { normalQuantile } from '../../stats/distributions/normal';
import { meanAndVariance } from '../../stats/moments';
import { numericSample } from '../../stats/numericSample';
import { ranks } from '../../stats/ranks';
import { lagOneCorrelation } from './lagOneCorrelation';
import { binaryEvidence, normalEvidence, type Segment, type SegmentEvidence } from './segmentEvidence';
import { medianCell, shortestInterval } from './shortestInterval';

/** How values of a series are distributed between changes; see `changePoint`. */
export type ChangeLaw = (typeof LAWS)[number];

const LAWS = ['auto', 'ranks', 'normal', 'binary'] as const;

/** When a series changed. */
export interface DatedChange {
  /** Index of the first value after the change: the median of its posterior, always within the interval. */
  readonly estimate: number;
  /** First and last index of the shortest interval with at least `level` of the posterior. */
  readonly low: number;
  readonly high: number;
  readonly level: number;
  /** ln of the Bayes factor of one change, anywhere, to none. Beside a low one the interval means nothing. */
  readonly logBayesFactor: number;
  /** Of neighbouring values, in [0, 1), the change taken out; 0 if it is not beyond what independent values show. */
  readonly autocorrelation: number;
  readonly law: Exclude<ChangeLaw, 'auto'>;
}

/** Options of {@link changePoint}. */
export interface ChangePointOptions {
  /** Posterior probability of the interval, in [0.5, 1); default 0.9. */
  readonly level?: number;
  /** Fewest values on each side of the change, default 5. */
  readonly least?: number;
  /** Default 'auto': 'binary' for zeros and ones, else 'ranks'. */
  readonly law?: ChangeLaw;
}

/**
 * When a series of errors, scores or one feature changed, if it changed once: the posterior of the time under a uniform prior, the
 * parameters before and after integrated out. 'binary' has a rate on each side (Jeffreys' prior); 'normal' a mean and a variance
 * (normal–inverse-gamma prior on the scale of the series); 'ranks' does so for normal scores of ranks, so that
 * outliers and skewness matter little. The interval covers the truth with about its level on average over times.
 *
 * Autocorrelation ρ makes values worth less: likelihoods are raised to (1 − ρ)/(1 + ρ), with ρ from what the first answer leaves over. A
 * gradual change is dated near its middle; of several changes the largest one counts: ask again for the parts. O(n log n).
 * @throws {TypeError | RangeError} if a value is no finite number, there are fewer than 2 · `least`, or an option is wrong.
 * @example
 * changePoint([0, 0, 1, 0, 0, 0, 0, 0, 1, 1, 1, 0, 1, 1, 1, 1]); // { estimate: 8, low: 6, high: 9, … law: 'binary' }
 */
export function changePoint(
  series: ArrayLike<number>,
  { level = 0.9, least = 5, law = 'auto' }: ChangePointOptions = {},
): DatedChange {
  checkNumber('level', level, 0.5, 1 - Number.EPSILON);
  checkInteger('least', least, 1);
  checkOneOf('law', law, LAWS);
  const raw = numericSample('series', series, { least: 2 * least, finite: true });
  const chosen = chooseLaw(raw, law);
  const values = SCALES[chosen](raw);
  const evidence = chosen === 'binary' ? binaryEvidence : normalEvidence;
  const first = datePosterior(values, evidence, least, 1);
  const correlation = correlationLeft(values, least + medianCell(first.probability));
  const worth = (1 - correlation) / (1 + correlation);
  const { probability, logBayesFactor } = correlation > 0 ? datePosterior(values, evidence, least, worth) : first;
  const { from, to } = shortestInterval(probability, Float64Array.from({ length: probability.length + 1 }, (_, i) => i), level); // prettier-ignore
  return {
    estimate: least + medianCell(probability),
    low: least + from,
    high: least + to,
    level,
    logBayesFactor,
    autocorrelation: correlation,
    law: chosen,
  };
}

function chooseLaw(values: Float64Array, law: ChangeLaw): DatedChange['law'] {
  const binary = values.every((value) => value === 0 || value === 1);
  if (law === 'binary' && !binary)
    throw new RangeError("invalid law: 'binary' expects a series of zeros and ones, got other values");
  return law === 'auto' ? (binary ? 'binary' : 'ranks') : law;
}

const SCALES: Readonly<Record<DatedChange['law'], (values: Float64Array) => Float64Array>> = {
  binary: (values) => values,
  normal: unitScale,
  ranks: (values) => unitScale(ranks(values).map((rank) => normalQuantile((rank - 0.5) / values.length))),
};

function unitScale(values: Float64Array): Float64Array {
  // values near the largest double have no squares
  const unit = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const small = values.map((value) => value / unit);
  const { mean, variance } = meanAndVariance(small);
  return small.map((value) => (value - mean) / (Math.sqrt(variance) || 1));
}

/** The posterior of a change at least, least + 1, …, and ln of the Bayes factor; values count as `worth` of one each. */
function datePosterior(
  values: Float64Array,
  evidence: SegmentEvidence,
  least: number,
  worth: number,
): { probability: Float64Array; logBayesFactor: number } {
  const all = segment(values, values.length);
  const logs = new Float64Array(values.length - 2 * least + 1);
  let before = segment(values, least - 1);
  for (let i = 0; i < logs.length; i++) {
    const value = values[least - 1 + i];
    before = { count: before.count + 1, sum: before.sum + value, squares: before.squares + value * value };
    logs[i] = evidence(scaled(before, worth)) + evidence(scaled(less(all, before), worth));
  }
  const none = evidence(scaled(all, worth));
  return { probability: probabilities(logs), logBayesFactor: logSumExp(logs) - Math.log(logs.length) - none };
}

function segment(values: Float64Array, count: number): Segment {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < count; i++) {
    sum += values[i];
    squares += values[i] * values[i];
  }
  return { count, sum, squares };
}

function less(all: Segment, part: Segment): Segment {
  return { count: all.count - part.count, sum: all.sum - part.sum, squares: all.squares - part.squares };
}

function scaled({ count, sum, squares }: Segment, worth: number): Segment {
  return { count: count * worth, sum: sum * worth, squares: squares * worth };
}

/** Of neighbouring values about the means before and after a change. */
function correlationLeft(values: Float64Array, change: number): number {
  const sides = [values.subarray(0, change), values.subarray(change)].map((side) => meanAndVariance(side).mean);
  return lagOneCorrelation(values.map((value, i) => value - sides[Number(i >= change)]));
}
