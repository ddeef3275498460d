import { checkOneOf } from '../errors';
import { checkProbability } from './checkProbability';
import { inCommonUnit } from './commonUnit';
import { studentTSf, studentTUpperQuantile } from './distributions/studentT';
import type { Interval } from './interval';
import { differenceOfMeans, meanAndVariance } from './moments';
import { numericSample, type SampleOptions } from './numericSample';
import { ALTERNATIVES, type Alternative, type TestResult } from './testResult';

/** Options of `welch`. */
export interface WelchOptions extends SampleOptions {
  /** 'greater': the mean of the reference is larger than that of the sample. Default 'two-sided'. */
  readonly alternative?: Alternative;
  /** Coverage of the interval, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** Outcome of Welch's test. */
export interface WelchResult extends TestResult {
  readonly degreesOfFreedom: number;
  /** Mean of the reference minus mean of the sample; the interval has one infinite end for a one-sided alternative. */
  readonly difference: Interval;
}

/**
 * Welch's t test of equal means, with the Welch–Satterthwaite degrees of freedom (Welch 1947); variances may differ.
 * Null: values are independent, the means are equal; exact for no finite n, good for values that are not too far from
 * normal or samples that are not small. Two constant samples have statistic 0 if equal, else ±Infinity with p value 0.
 * @throws {TypeError | RangeError} if a sample has fewer than 2 values, or holds NaN (unless `nanPolicy` is 'omit') or
 * infinities, or an option is out of range.
 * @example
 * welch([5.1, 4.8, 5.6], [6.2, 5.9, 6.6, 6.1]).difference; // { estimate: -1.03…, low: -1.8…, high: -0.2…, … }
 */
export function welch(
  reference: ArrayLike<number>,
  sample: ArrayLike<number>,
  { alternative = 'two-sided', level = 0.95, nanPolicy }: WelchOptions = {},
): WelchResult {
  checkOneOf('alternative', alternative, ALTERNATIVES);
  checkProbability('level', level);
  const rules = { nanPolicy, least: 2, finite: true };
  const checked = [numericSample('reference', reference, rules), numericSample('sample', sample, rules)];
  const { unit, samples } = inCommonUnit(checked);
  const [x, y] = samples;
  const first = meanAndVariance(x);
  const second = meanAndVariance(y);
  const a = first.standardDeviation / Math.sqrt(x.length);
  const b = second.standardDeviation / Math.sqrt(y.length);
  const difference = differenceOfMeans(first, second);
  const error = Math.hypot(a, b);
  const statistic = difference === 0 ? 0 : difference / error;
  const degreesOfFreedom = satterthwaite(a, x.length - 1, b, y.length - 1);
  const [low, high] = ends(alternative, level, degreesOfFreedom).map((t) => (difference + t * error) * unit);
  return {
    statistic,
    pValue: tailOf(statistic, degreesOfFreedom, alternative),
    method: `Welch's t test, ${alternative}`,
    degreesOfFreedom,
    difference: { estimate: difference * unit, low, high, standardError: error * unit, level },
  };
}

/** From the standard errors of two means. */
function satterthwaite(a: number, dfA: number, b: number, dfB: number): number {
  const whole = Math.hypot(a, b);
  if (whole === 0) return 1; // not defined; SciPy's choice
  return 1 / ((a / whole) ** 4 / dfA + (b / whole) ** 4 / dfB);
}

function tailOf(t: number, df: number, alternative: Alternative): number {
  if (alternative === 'greater') return studentTSf(t, df);
  if (alternative === 'less') return studentTSf(-t, df);
  return Math.min(1, 2 * studentTSf(Math.abs(t), df));
}

/** The ends of the interval in standard errors. */
function ends(alternative: Alternative, level: number, df: number): [number, number] {
  const t = studentTUpperQuantile(alternative === 'two-sided' ? (1 - level) / 2 : 1 - level, df);
  return [alternative === 'less' ? -Infinity : -t, alternative === 'greater' ? Infinity : t];
}
