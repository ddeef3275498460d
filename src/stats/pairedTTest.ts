import { checkNumber, checkOneOf } from '../errors';
import { checkProbability } from './checkProbability';
import { studentTCdf, studentTSf, studentTUpperQuantile } from './distributions/studentT';
import type { Interval } from './interval';
import { mean, standardDeviation } from './moments';
import { numericSample } from './numericSample';
import { ALTERNATIVES, type Alternative, type TestResult } from './testResult';

/** Options of `pairedTTest`. */
export interface PairedTTestOptions {
  /** 'greater': the sample's mean is larger than the reference's. Default 'two-sided'. */
  readonly alternative?: Alternative;
  /** Nominal coverage of the interval, in (0, 1); default 0.95. */
  readonly level?: number;
  /** Size of the test part by the size of the training part, where pairs are folds or resamplings of one data set. Default 0. */
  readonly testTrainRatio?: number;
}

/** Outcome of `pairedTTest`. */
export interface PairedTTestResult extends TestResult {
  readonly df: number;
  /** Of the mean of sample − reference. */
  readonly difference: Interval;
}

/**
 * Student's t test of paired values, such as the scores of two models on the same folds. Null: the differences sample − reference
 * are independent and normal with mean 0; df = n − 1. Folds of one data set share their training examples, which makes the plain
 * test reject far too often: with `testTrainRatio` the variance is multiplied by 1/n + ratio instead of 1/n (Nadeau & Bengio 2003).
 * Where all differences are 0 the statistic is 0 and p is 1; where they are one other number, ±Infinity and 0.
 * @throws {TypeError | RangeError} if there are fewer than two pairs, lengths differ, a value is not finite, or an option is wrong.
 * @example
 * pairedTTest([0.81, 0.79, 0.84], [0.83, 0.82, 0.85]).pValue; // 0.0741…
 */
export function pairedTTest(
  reference: ArrayLike<number>,
  sample: ArrayLike<number>,
  { alternative = 'two-sided', level = 0.95, testTrainRatio = 0 }: PairedTTestOptions = {},
): PairedTTestResult {
  checkOneOf('alternative', alternative, ALTERNATIVES);
  checkProbability('level', level);
  checkNumber('testTrainRatio', testTrainRatio, 0);
  const differences = pairedDifferences(reference, sample);
  const df = differences.length - 1;
  const estimate = mean(differences);
  const standardError = standardDeviation(differences) * Math.sqrt(1 / differences.length + testTrainRatio);
  const statistic = estimate === 0 ? 0 : estimate / standardError;
  const margin = studentTUpperQuantile((1 - level) / 2, df) * standardError;
  const difference = { estimate, low: estimate - margin, high: estimate + margin, standardError, level };
  const method = testTrainRatio === 0 ? 'paired t test' : 'paired t test, corrected for resampling';
  return { statistic, pValue: tailOf(statistic, df, alternative), method, df, difference };
}

/** The p value of a statistic that follows Student's t under the null. */
function tailOf(t: number, df: number, alternative: Alternative): number {
  if (alternative === 'two-sided') return 2 * studentTSf(Math.abs(t), df);
  return alternative === 'greater' ? studentTSf(t, df) : studentTCdf(t, df);
}

/** sample − reference, checked: as many of both, at least two, and finite. */
function pairedDifferences(reference: ArrayLike<number>, sample: ArrayLike<number>): Float64Array {
  const before = numericSample('reference', reference, { least: 2, finite: true });
  const after = numericSample('sample', sample, { least: 2, finite: true });
  if (before.length !== after.length)
    throw new RangeError(`invalid sample: expected as many as reference has, ${before.length}, got ${after.length}`);
  return after.map((value, i) => value - before[i]);
}
