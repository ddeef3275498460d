import { integer, number, record, type Check } from './detectorState';

/** A mean and the number of values in it. */
export interface RunningMean {
  readonly count: number;
  readonly mean: number;
}

/** The mean of no values. */
export const NO_MEAN: RunningMean = { count: 0, mean: 0 };

/** The mean with one more value; exact while all values are equal (West 1979). */
export function withValue({ count, mean }: RunningMean, value: number): RunningMean {
  return { count: count + 1, mean: mean + (1 / (count + 1)) * (value - mean) };
}

/** A running mean in a state, of values in [min, max]. */
export const runningMean = (min?: number, max?: number): Check<RunningMean> =>
  record<RunningMean>({ count: integer(), mean: number(min, max) });
