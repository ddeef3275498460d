import { checkInteger, checkNumber } from '../../errors';
import { checkRecord, LARGEST, number, record } from './detectorState';
import { NO_MEAN, runningMean, withValue, type RunningMean } from './runningMean';

/** What a control chart compares values with. */
export interface ChartOptions {
  /** Values from which the reference is learned, at the start and after each drift; at least 2, default 200. */
  readonly warmUp?: number;
  /** Mean and standard deviation (above 0) of values without drift, if they are known: nothing is learned then. */
  readonly reference?: { readonly mean: number; readonly standardDeviation: number };
}

/** What a chart has learned in its warm-up. */
export interface WarmUp {
  readonly values: RunningMean;
  /** Sum of squared deviations from the mean. */
  readonly squares: number;
}

/** Nothing learned yet. */
export const NO_WARM_UP: WarmUp = { values: NO_MEAN, squares: 0 };

/** A warm-up in a state. */
export const warmUpCheck = record<WarmUp>({ values: runningMean(-LARGEST, LARGEST), squares: number(0, 1e220) });

/** The options, checked. */
export function chartOptions({ warmUp = 200, reference }: ChartOptions): ChartOptions & { readonly warmUp: number } {
  checkInteger('warmUp', warmUp, 2);
  if (reference === undefined) return { warmUp };
  checkRecord('reference', reference);
  const mean = checkNumber('reference.mean', reference.mean, -LARGEST, LARGEST);
  const { standardDeviation } = reference;
  checkNumber('reference.standardDeviation', standardDeviation, Number.MIN_VALUE, LARGEST);
  return { warmUp, reference: { mean, standardDeviation } };
}

/** The warm-up with one more value; equal values have no deviation at all. */
function learn({ values, squares }: WarmUp, value: number): WarmUp {
  const after = withValue(values, value);
  return { values: after, squares: squares + (value - values.mean) * (value - after.mean) };
}

/**
 * (value − mean)/sd; null while the reference is being learned, of which the value then becomes a part. Without spread, deviations
 * are as large as can be.
 */
export function standardScore(
  { warmUp, reference }: ChartOptions,
  state: { warmUp: WarmUp },
  value: number,
): number | null {
  const { values, squares } = state.warmUp;
  if (!reference && values.count < warmUp!) {
    state.warmUp = learn(state.warmUp, value);
    return null;
  }
  const deviation = value - (reference ? reference.mean : values.mean);
  if (deviation === 0) return 0;
  const spread = reference ? reference.standardDeviation : Math.sqrt(squares / (values.count - 1));
  return Math.max(-LARGEST, Math.min(LARGEST, deviation / spread));
}
