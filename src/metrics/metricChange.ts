import { fisherExact } from '../stats/fisherExact';
import type { Interval } from '../stats/interval';
import { scoreDifference, type Trials } from '../stats/scoreDifference';

/** How a metric has changed from a reference to a sample; survives JSON. */
export interface MetricChange {
  /** Such as 'accuracy'. */
  readonly metric: string;
  readonly reference: number;
  readonly sample: number;
  /** Sample less reference. */
  readonly change: Interval;
  /** Null: no change. */
  readonly pValue: number;
  readonly sizes: { readonly reference: number; readonly sample: number };
}

/**
 * The change of a rate, such as accuracy or recall, between two independent samples: the score interval of Miettinen &
 * Nurminen (1985) and Fisher's exact test. The same examples before and after are paired: for these take `mcnemar`.
 * @throws {TypeError | RangeError} if trials are not integers ≥ 1, successes not in [0, trials], or `level` is not in
 * (0, 1).
 * @example
 * rateChange('accuracy', [930, 1000], [170, 200]).change; // { estimate: −0.08, low: −0.1379…, high: −0.0346…, … }
 */
export function rateChange(
  metric: string,
  reference: Trials,
  sample: Trials,
  options: { readonly level?: number } = {},
): MetricChange {
  const { pValue } = fisherExact([sample, reference].map(([right, trials]) => [right, trials - right]));
  return {
    metric,
    reference: reference[0] / reference[1],
    sample: sample[0] / sample[1],
    change: scoreDifference(sample, reference, options),
    pValue,
    sizes: { reference: reference[1], sample: sample[1] },
  };
}
