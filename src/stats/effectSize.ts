import { inCommonUnit } from './commonUnit';
import { lgamma } from './distributions/lgamma';
import { uStatistic } from './mannWhitney';
import { differenceOfMeans, meanAndVariance } from './moments';
import { numericSample, type SampleOptions } from './numericSample';
import { pooledSteps } from './pooledSteps';
import { sortNumbers } from './sortNumbers';

/** How far apart two samples are; none of these depends on the sizes as a p value does. */
export interface EffectSize {
  /** (mean of the reference − mean of the sample) / pooled standard deviation (Cohen 1988). */
  readonly cohenD: number;
  /** Cohen's d without its bias in small samples (Hedges 1981). */
  readonly hedgesG: number;
  /** P(reference value larger) − P(sample value larger), over all pairs, in [−1, 1] (Cliff 1993). */
  readonly cliffsDelta: number;
  /** P(reference value larger) + half of P(equal), in [0, 1]; 0.5 for equal distributions. */
  readonly superiority: number;
  /** |mean of the sample − mean of the reference| in standard deviations of the reference. */
  readonly meanShift: number;
}

/**
 * Effect sizes between two samples. A difference of means over a standard deviation of 0 is ±Infinity, no difference 0.
 * @throws {TypeError | RangeError} if a sample has fewer than 2 values, holds NaN (unless `nanPolicy` is 'omit') or
 * infinities.
 * @example
 * effectSize([1, 2, 3, 4], [3, 4, 5, 6]).cliffsDelta; // -0.75
 */
export function effectSize(
  reference: ArrayLike<number>,
  sample: ArrayLike<number>,
  { nanPolicy }: SampleOptions = {},
): EffectSize {
  const rules = { nanPolicy, least: 2, finite: true };
  const checked = [numericSample('reference', reference, rules), numericSample('sample', sample, rules)];
  const [x, y] = inCommonUnit(checked).samples.map(sortNumbers);
  const first = meanAndVariance(x);
  const second = meanAndVariance(y);
  const difference = differenceOfMeans(first, second);
  const df = x.length + y.length - 2;
  const share = (n: number) => Math.sqrt((n - 1) / df);
  const pooled = Math.hypot(first.standardDeviation * share(x.length), second.standardDeviation * share(y.length));
  const cohenD = inUnits(difference, pooled);
  const superiority = uStatistic(pooledSteps(x, y)) / (x.length * y.length);
  return {
    cohenD,
    hedgesG: cohenD * Math.exp(lgamma(df / 2) - lgamma((df - 1) / 2) - Math.log(df / 2) / 2),
    cliffsDelta: 2 * superiority - 1,
    superiority,
    meanShift: Math.abs(inUnits(difference, first.standardDeviation)),
  };
}

function inUnits(difference: number, unit: number): number {
  return difference === 0 ? 0 : difference / unit;
}
