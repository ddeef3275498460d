import { checkInteger, show } from '../errors';
import { checkProbability } from '../stats/checkProbability';
import type { Label } from '../stats/contingency';
import { fisherExact } from '../stats/fisherExact';
import type { Interval } from '../stats/interval';
import { proportionInterval } from '../stats/proportionInterval';
import { scoreDifference, type Trials } from '../stats/scoreDifference';

/** Options of `demographicParity` and `equalizedOdds`. */
export interface GapOptions {
  /** The group that the others are compared with; default the largest one, the first of equally large ones. */
  readonly reference?: Label;
  /** Nominal coverage of each interval by itself and of the bound, in (0.5, 1); default 0.95. */
  readonly level?: number;
  /** Groups with fewer samples behind a rate are not judged; default 5. */
  readonly least?: number;
}

/** The rate of one group. */
export interface GroupRate {
  readonly group: Label;
  /** Samples behind the rate: of a true-positive rate the positives of the group. */
  readonly samples: number;
  /** With its Wilson interval; null without samples. */
  readonly rate: Interval | null;
}

/** The rate of one group against that of the reference group. */
export interface GroupGap extends GroupRate {
  /**
   * Rate less that of the reference, in [−1, 1], with Miettinen and Nurminen's interval; null if either has too few
   * samples.
   */
  readonly gap: Interval | null;
  /** Fisher's exact test; null: both rates are equal. Not corrected for the number of groups. */
  readonly pValue: number | null;
  /** Why the gap is null. */
  readonly reason?: string;
}

/** The largest gap of all groups that could be judged. */
export interface LargestGap {
  readonly group: Label;
  /** |gap| of that group. Chance makes it larger: of five equal groups of 100 about 0.09 at a rate of one half. */
  readonly value: number;
  /**
   * No |gap| is larger than this, with probability `level`, also if all are 0; with 20 samples and a large gap about
   * 0.01 less.
   */
  readonly bound: number;
  readonly level: number;
}

/** A rate in all groups. */
export interface RateGaps {
  readonly rate: string;
  readonly reference: GroupRate;
  readonly groups: readonly GroupGap[];
  /** Null if no group could be judged. */
  readonly largest: LargestGap | null;
}

/** Successes and trials of a group. */
export interface GroupTrials {
  readonly group: Label;
  readonly successes: number;
  readonly trials: number;
}

/** The reference group among groups by their sizes. */
export function referenceGroup(sizes: readonly { group: Label; count: number }[], { reference }: GapOptions): Label {
  if (reference === undefined) return sizes.reduce((best, one) => (one.count > best.count ? one : best)).group;
  if (sizes.some(({ group }) => group === reference)) return reference;
  const known = sizes.map(({ group }) => show(group)).join(', ');
  throw new RangeError(`invalid reference: expected one of ${known}, got ${show(reference)}`);
}

/** Gaps of one rate against a reference group. */
export function rateGaps(
  rate: string,
  trials: readonly GroupTrials[],
  reference: Label,
  { level = 0.95, least = 5 }: GapOptions = {},
): RateGaps {
  checkProbability('level', level);
  if (level <= 0.5) throw new RangeError(`invalid level: expected a number in (0.5, 1), got ${level}`);
  checkInteger('least', least, 1);
  const base = trials.find(({ group }) => group === reference)!;
  const groups = trials.filter((one) => one !== base).map((one) => gapOf(one, base, level, least));
  return { rate, reference: rateOf(base, level), groups, largest: largestGap(trials, base, groups, level) };
}

function rateOf({ group, successes, trials }: GroupTrials, level: number): GroupRate {
  return { group, samples: trials, rate: trials === 0 ? null : proportionInterval(successes, trials, { level }) };
}

function gapOf(one: GroupTrials, base: GroupTrials, level: number, least: number): GroupGap {
  const few = [one, base].find(({ trials }) => trials < least);
  if (few) {
    const reason = `group ${show(few.group)} has ${few.trials} samples for this rate, fewer than ${least}`;
    return { ...rateOf(one, level), gap: null, pValue: null, reason };
  }
  const { pValue } = fisherExact([one, base].map(({ successes, trials }) => [successes, trials - successes]));
  return { ...rateOf(one, level), gap: scoreDifference(...pairOf(one, base), { level }), pValue };
}

function pairOf(one: GroupTrials, base: GroupTrials): [Trials, Trials] {
  return [
    [one.successes, one.trials],
    [base.successes, base.trials],
  ];
}

/**
 * The bound is the largest one of the one-sided upper limits of all gaps and of their negatives. It needs no
 * correction for their number: it lies below the largest true |gap| only if the limit of that very gap does
 * (intersection–union; Berger 1982).
 */
function largestGap(
  trials: readonly GroupTrials[],
  base: GroupTrials,
  groups: readonly GroupGap[],
  level: number,
): LargestGap | null {
  const judged = groups.filter(({ gap }) => gap !== null);
  if (judged.length === 0) return null;
  const size = ({ gap }: GroupGap) => Math.abs(gap!.estimate);
  const first = judged.reduce((best, one) => (size(one) > size(best) ? one : best));
  const limits = judged.map(({ group }) => {
    const one = trials.find((other) => other.group === group)!;
    const { low, high } = scoreDifference(...pairOf(one, base), { level: 2 * level - 1 });
    return Math.max(-low, high);
  });
  return { group: first.group, value: size(first), bound: Math.max(...limits), level };
}
