import { checkNumber, checkOneOf } from '../../errors';
import { checkProbability } from '../../stats/checkProbability';
import { normalSf, normalUpperQuantile } from '../../stats/distributions/normal';
import { proportionInterval } from '../../stats/proportionInterval';
import type { TestResult } from '../../stats/testResult';
import { checkPairCounts, type PairCounts } from './pairCounts';
import { fewestWins, rejectionProbability } from './rejectionProbability';

/** Options of `nonInferiority` and of its e-value. */
export interface MarginOptions {
  /** The loss that would still be borne, as a share of the samples, in (0, 1); default 0.02. */
  readonly margin?: number;
}

/** Options of `nonInferiority`. */
export interface NonInferiorityOptions extends MarginOptions {
  /** 'auto' (default): 'exact' for up to 10,000 samples, else 'score'. */
  readonly method?: 'auto' | 'exact' | 'score';
}

/** Outcome of `nonInferiority`. */
export interface NonInferiority extends TestResult {
  /** The new model's share of right answers less the old one's, in [−1, 1]. */
  readonly difference: number;
}

const EXACT_UP_TO = 10_000;
/** What an exact p value pays for not asking every discordance (Berger & Boos 1994). */
const UNASKED = 1e-6;

/**
 * Score test of paired shares (Tango 1998, eq. 11). Null: the new model is right less often than the old one by at least the margin.
 * 'score' takes the statistic for standard normal: a level of 0.05 is up to 0.06 with few discordant pairs. 'exact' is the
 * largest probability of such a statistic over all discordances that the data allow, so that the level holds at any size;
 * O(√count log count) time. p is 1 without samples.
 * @throws {TypeError | RangeError} if counts are not integers ≥ 0 that fit each other, the margin is outside (0, 1), or the method is unknown.
 * @example
 * nonInferiority({ count: 2000, won: 70, lost: 75 }).pValue; // 0.0021…: not worse by 2 %
 */
export function nonInferiority(
  pairs: PairCounts,
  { margin = 0.02, method = 'auto' }: NonInferiorityOptions = {},
): NonInferiority {
  const { count, won, lost } = checkPairCounts(pairs);
  checkProbability('margin', margin);
  checkOneOf('method', method, ['auto', 'exact', 'score']);
  const chosen = method === 'auto' ? (count <= EXACT_UP_TO ? 'exact' : 'score') : method;
  const name = `paired non-inferiority, ${chosen}, margin ${margin}`;
  if (count === 0) return { statistic: 0, pValue: 1, difference: 0, method: name };
  const statistic = tangoScore({ count, won, lost }, -margin);
  const pValue = chosen === 'score' ? normalSf(statistic) : exactP({ count, won, lost }, statistic, margin);
  return { statistic, pValue, difference: (won - lost) / count, method: name };
}

/** The largest probability, over the discordances that the data allow, of a statistic at least as large where the loss is the margin. */
function exactP({ count, won, lost }: PairCounts, statistic: number, margin: number): number {
  const { low, high } = proportionInterval(won + lost, count, { level: 1 - UNASKED, method: 'clopperPearson' });
  const fewest = fewestWins((w, l) => tangoScore({ count, won: w, lost: l }, -margin) >= statistic - 1e-9);
  // of a share the square root has the same error everywhere, 1 / (2√count)
  const [from, to] = [low, high].map((share) => Math.sqrt(Math.max(share, margin)));
  const steps = Math.max(1, Math.ceil((to - from) * 8 * Math.sqrt(count)));
  let largest = 0;
  for (let i = 0; i <= steps; i++) {
    const discordance = Math.min(1, (from + ((to - from) * i) / steps) ** 2);
    const rates = { won: Math.max(0, (discordance - margin) / 2), lost: (discordance + margin) / 2 };
    largest = Math.max(largest, rejectionProbability(count, rates, fewest));
  }
  return Math.min(1, largest + UNASKED);
}

/** The standardised distance of the observed difference of shares from `difference`. */
export function tangoScore({ count, won, lost }: PairCounts, difference: number): number {
  const excess = won - lost - count * difference;
  const likely = lostUnder({ count, won, lost }, difference);
  const variance = count * (2 * likely + difference * (1 - difference));
  return excess === 0 ? 0 : excess / Math.sqrt(variance);
}

/** The most likely probability of a lost pair where the difference is given (Tango 1998, eq. 9). */
function lostUnder({ count, won, lost }: PairCounts, difference: number): number {
  const b = -won - lost + (2 * count - won + lost) * difference;
  const c = -lost * difference * (1 - difference);
  const root = Math.sqrt(Math.max(0, b * b - 8 * count * c));
  // of the two forms of the root the one in which nothing cancels
  return b <= 0 ? (root - b) / (4 * count) : (-2 * c) / (b + root);
}

/**
 * The interval of the difference of shares whose ends the score test would just not reject; `tail` lies beyond each end.
 * @example
 * scoreInterval({ count: 1000, won: 50, lost: 40 }, 0.025); // [−0.0087…, 0.0290…]
 */
export function scoreInterval(pairs: PairCounts, tail: number): readonly [low: number, high: number] {
  const { count, won, lost } = checkPairCounts(pairs);
  const z = normalUpperQuantile(checkNumber('tail', tail, 0, 0.5));
  const centre = count === 0 ? 0 : (won - lost) / count;
  if (count === 0) return [-1, 1];
  return [
    bisect(-1, centre, (difference) => tangoScore(pairs, difference) > z),
    bisect(centre, 1, (difference) => tangoScore(pairs, difference) >= -z),
  ];
}

/** Where a condition that holds at `low` and not at `high` ends. */
function bisect(low: number, high: number, holds: (x: number) => boolean): number {
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
