import { checkOneOf } from '../errors';
import type { Interval } from './interval';
import { normalP } from './normalP';
import { proportionInterval } from './proportionInterval';
import { ALTERNATIVES, type Alternative, type TestResult } from './testResult';

/** Options of `twoProportions`. */
export interface TwoProportionsOptions {
  /** 'greater': the first probability is larger. Default 'two-sided'. */
  readonly alternative?: Alternative;
  /** Nominal coverage of the interval, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** Outcome of `twoProportions`. */
export interface TwoProportionsResult extends TestResult {
  /** Of the first minus the second probability, by Newcombe's score method. */
  readonly difference: Interval;
}

/**
 * z test of two independent shares of successes, with the pooled variance. Null: both probabilities are equal. Good where each
 * sample has about 5 successes and failures; `fisherExact` below that. The interval of the difference joins two Wilson intervals
 * (Newcombe 1998, method 10). Two models on the same examples are paired: `mcnemar`.
 * @throws {TypeError | RangeError} as `proportionInterval` does, or if the alternative is unknown.
 * @example
 * twoProportions([45, 100], [60, 100]); // { statistic: −2.1239…, pValue: 0.0336…, difference: { low: −0.2804…, … }, … }
 */
export function twoProportions(
  first: readonly [successes: number, trials: number],
  second: readonly [successes: number, trials: number],
  { alternative = 'two-sided', level = 0.95 }: TwoProportionsOptions = {},
): TwoProportionsResult {
  checkOneOf('alternative', alternative, ALTERNATIVES);
  const [a, b] = [proportionInterval(...first, { level }), proportionInterval(...second, { level })];
  const estimate = a.estimate - b.estimate;
  const statistic = estimate === 0 ? 0 : estimate / pooledError(first, second);
  const difference = {
    estimate,
    low: estimate - Math.hypot(a.estimate - a.low, b.high - b.estimate),
    high: estimate + Math.hypot(a.high - a.estimate, b.estimate - b.low),
    standardError: Math.hypot(a.standardError, b.standardError),
    level,
  };
  return {
    statistic,
    pValue: normalP(statistic, alternative),
    method: 'z test of two proportions, pooled',
    difference,
  };
}

function pooledError([k1, n1]: readonly [number, number], [k2, n2]: readonly [number, number]): number {
  const pooled = (k1 + k2) / (n1 + n2);
  return Math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2));
}
