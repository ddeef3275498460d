import { checkOneOf } from '../errors';
import type { Label } from '../stats/contingency';
import { groupCounts, type GroupCounts } from './groupCounts';

/**
 * Rates of one group, each in [0, 1]; null where there is nothing to divide by, such as the true-positive rate without
 * positives.
 */
export interface GroupRates {
  readonly group: Label;
  readonly count: number;
  /** Share predicted 1. */
  readonly selectionRate: number;
  readonly truePositiveRate: number | null;
  readonly falsePositiveRate: number | null;
  readonly falseNegativeRate: number | null;
  readonly trueNegativeRate: number | null;
  readonly accuracy: number;
}

/**
 * Rates by group, and how far they are apart. Chance alone makes differences: `demographicParity` and `equalizedOdds`
 * give intervals.
 */
export interface FairnessReport {
  readonly groups: readonly GroupRates[];
  /** Largest less smallest selection rate. */
  readonly demographicParityDifference: number;
  /** Smallest divided by largest selection rate; null if nobody is selected. */
  readonly demographicParityRatio: number | null;
  /** The larger one of the differences of true- and false-positive rates. */
  readonly equalizedOddsDifference: number | null;
  /**
   * The smaller one of their ratios; null if all true-positive rates are 0. False-positive rates that are all 0 are
   * left out.
   */
  readonly equalizedOddsRatio: number | null;
  /** Largest less smallest true-positive rate. */
  readonly equalOpportunityDifference: number | null;
}

/** Options of `fairnessReport`. */
export interface FairnessOptions {
  /**
   * What a rate with nothing to divide by is: 'null' (default; left out of differences), or 'zero', as in fairlearn.
   */
  readonly empty?: 'null' | 'zero';
}

/**
 * Rates of a binary classifier by group and their largest differences and ratios (Hardt, Price & Srebro 2016;
 * fairlearn's definitions). A difference of what is null everywhere is null.
 * @param predictions 0 or 1
 * @param labels 0 or 1
 * @throws {TypeError | RangeError} if there are none, lengths differ, a value is neither 0 nor 1, or the option is
 * unknown.
 * @example
 * fairnessReport([1, 0, 1, 1], [1, 0, 1, 0], ['a', 'a', 'b', 'b']).demographicParityDifference; // 0.5
 */
export function fairnessReport(
  predictions: ArrayLike<number | boolean>,
  labels: ArrayLike<number | boolean>,
  groups: ArrayLike<Label>,
  { empty = 'null' }: FairnessOptions = {},
): FairnessReport {
  const none = checkOneOf('empty', empty, ['null', 'zero']) === 'zero' ? 0 : null;
  const rates = groupCounts(predictions, labels, groups).map((counts) => ratesOf(counts, none));
  const [selection, truePositive, falsePositive] = [
    rates.map((one) => one.selectionRate),
    rates.map((one) => one.truePositiveRate),
    rates.map((one) => one.falsePositiveRate),
  ];
  return {
    groups: rates,
    demographicParityDifference: difference(selection)!,
    demographicParityRatio: ratio(selection),
    equalizedOddsDifference: worst(Math.max, [difference(truePositive), difference(falsePositive)]),
    equalizedOddsRatio:
      ratio(truePositive) === null ? null : worst(Math.min, [ratio(truePositive), ratio(falsePositive)]),
    equalOpportunityDifference: difference(truePositive),
  };
}

function ratesOf(
  { group, count, positives, negatives, truePositives, falsePositives }: GroupCounts,
  none: 0 | null,
): GroupRates {
  const rate = (part: number, whole: number) => (whole === 0 ? none : part / whole);
  return {
    group,
    count,
    selectionRate: (truePositives + falsePositives) / count,
    truePositiveRate: rate(truePositives, positives),
    falsePositiveRate: rate(falsePositives, negatives),
    falseNegativeRate: rate(positives - truePositives, positives),
    trueNegativeRate: rate(negatives - falsePositives, negatives),
    accuracy: (truePositives + negatives - falsePositives) / count,
  };
}

type Rates = readonly (number | null)[];

function difference(rates: Rates): number | null {
  const [low, high] = [worst(Math.min, rates), worst(Math.max, rates)];
  return low === null || high === null ? null : high - low;
}

function ratio(rates: Rates): number | null {
  const [low, high] = [worst(Math.min, rates), worst(Math.max, rates)];
  return low === null || high === null || high === 0 ? null : low / high;
}

function worst(choose: (...values: number[]) => number, rates: Rates): number | null {
  const known = rates.filter((rate) => rate !== null);
  return known.length === 0 ? null : choose(...known);
}
