import { checkProbability } from './checkProbability';
import { studentTUpperQuantile } from './distributions/studentT';
import type { Interval } from './interval';
import { mean, standardDeviation } from './moments';

/** Options of `tInterval`. */
export interface TIntervalOptions {
  /** Nominal coverage, in (0, 1); default 0.95. */
  readonly level?: number;
}

/**
 * Student's t interval for the mean of independent values: mean ± t·s/√n with n − 1 degrees of freedom. Of paired differences
 * it is the paired t interval: few replicates, such as five seeds, each with its own before and after. Exact for normal
 * values; the unit is the replicate, so it speaks about new replicates and not only about these.
 * @throws {RangeError} if there are fewer than two values, one is not finite, or `level` is outside (0, 1).
 * @example
 * tInterval([-0.31, -0.28, -0.4, -0.35, -0.33]); // { estimate: -0.334, low: -0.3899…, high: -0.2780…, … }
 */
export function tInterval(values: ArrayLike<number>, { level = 0.95 }: TIntervalOptions = {}): Interval {
  checkProbability('level', level);
  if (values.length < 2) throw new RangeError(`invalid values: expected at least two, got ${values.length}`);
  const estimate = mean(values);
  if (!Number.isFinite(estimate))
    throw new RangeError(`invalid values: expected finite numbers, their mean is ${estimate}`);
  const standardError = standardDeviation(values) / Math.sqrt(values.length);
  const margin = studentTUpperQuantile((1 - level) / 2, values.length - 1) * standardError;
  return { estimate, low: estimate - margin, high: estimate + margin, standardError, level };
}
