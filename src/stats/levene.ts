import { checkOneOf } from '../errors';
import { inCommonUnit } from './commonUnit';
import { fSf } from './distributions/f';
import { meanAndVariance } from './moments';
import { numericSamples, type SampleOptions } from './numericSample';
import { quantile } from './quantile';
import { sortNumbers } from './sortNumbers';
import type { TestResult } from './testResult';

const CENTERS = ['mean', 'median', 'trimmed'] as const;

/** Options of `levene`. */
export interface LeveneOptions extends SampleOptions {
  /**
   * What deviations are taken from: 'median' (Brown & Forsythe, the default: keeps its level for skewed values), 'mean'
   * (Levene), or 'trimmed' (the mean without 5 % of the values, rounded down, at each end).
   */
  readonly center?: (typeof CENTERS)[number];
}

/** Outcome of a test by an F ratio. */
export interface FTestResult extends TestResult {
  readonly degreesOfFreedom: readonly [between: number, within: number];
}

/**
 * Levene's test of equal variances of several samples (Levene 1960; Brown & Forsythe 1974): an analysis of variance of
 * the absolute deviations from each sample's centre. Null: values are independent and equally spread; approximate.
 * Where no deviation differs from its sample's mean deviation the statistic is 0 if they are all equal, else Infinity
 * with p value 0.
 * @throws {TypeError | RangeError} if there are fewer than two samples, one is empty, no sample has two values, or
 * values are NaN (unless `nanPolicy` is 'omit') or infinite.
 * @example
 * levene([[1, 2, 3, 4], [2, 4, 6, 8], [1, 5, 9, 13]]).pValue;
 */
export function levene(
  samples: readonly ArrayLike<number>[],
  { center = 'median', nanPolicy }: LeveneOptions = {},
): FTestResult {
  checkOneOf('center', center, CENTERS);
  const checked = numericSamples(samples, { nanPolicy, finite: true });
  const deviations = inCommonUnit(checked).samples.map((values) => {
    // a centre far from zero would be rounded
    const shifted = values.map((value) => value - values[0]);
    const centre = centreOf(shifted, center);
    return shifted.map((value) => Math.abs(value - centre));
  });
  const total = deviations.reduce((sum, { length }) => sum + length, 0);
  const between = deviations.length - 1;
  const within = total - deviations.length;
  if (within === 0) throw new RangeError('invalid samples: expected a sample of at least two values, got none');
  const statistic = (variation(deviations, total) * within) / between;
  const method = center === 'median' ? 'Brown–Forsythe' : `Levene, center ${center}`;
  return { statistic, pValue: fSf(statistic, between, within), method, degreesOfFreedom: [between, within] };
}

function centreOf(values: Float64Array, center: (typeof CENTERS)[number]): number {
  if (center === 'mean') return meanAndVariance(values).mean;
  const sorted = sortNumbers(values);
  if (center === 'median') return quantile(sorted, 0.5);
  const cut = Math.floor(0.05 * sorted.length);
  return meanAndVariance(sorted.subarray(cut, sorted.length - cut)).mean;
}

/** The sum of squares between the samples over that within them. */
function variation(samples: readonly Float64Array[], total: number): number {
  const moments = samples.map(meanAndVariance);
  const centre = moments.reduce((sum, { mean }, i) => sum + mean * samples[i].length, 0) / total;
  const between = moments.reduce((sum, { mean }, i) => sum + samples[i].length * (mean - centre) ** 2, 0);
  const within = moments.reduce((sum, { variance }, i) => sum + (variance || 0) * (samples[i].length - 1), 0);
  return between === 0 ? 0 : between / within;
}
