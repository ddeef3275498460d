import { Cusum } from '../../detectors/streaming/cusum';
import { cusumThreshold } from '../../detectors/streaming/cusumRunLength';

/** Half of the loss, in standard deviations of a batch, that the chart finds soonest. */
const ALLOWANCE = 1;

/**
 * A CUSUM chart of the errors of batches, for batches of any size: counts as standard scores by the error rate that the model had
 * before, one-sided. `looks` batches without drift alarm in about one run of twenty, as far as counts are normal.
 * @returns what takes the errors among the labels that came, and says whether the chart alarms.
 */
export function accuracyChart(errorRate: number, looks: number): (errors: number, labels: number) => boolean {
  const design = { allowance: ALLOWANCE, mode: 'up' } as const;
  const threshold = cusumThreshold(20 * looks, design);
  const chart = new Cusum({ ...design, threshold, reference: { mean: 0, standardDeviation: 1 } });
  return (errors, labels) => {
    if (labels === 0) return false;
    const spread = Math.sqrt(labels * errorRate * (1 - errorRate));
    return chart.update((errors - labels * errorRate) / spread) === 'drift';
  };
}
