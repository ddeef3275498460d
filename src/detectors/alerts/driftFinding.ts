import type { CalibrationError } from '../../metrics/calibrationError';
import type { MetricChange } from '../../metrics/metricChange';
import type { RateGaps } from '../../metrics/rateGaps';
import type { DriftResult } from '../driftResult';
import type { Cause } from './recommendation';
import type { SeverityLevels } from './severity';

/** What a detector found in inputs, predictions or labels. */
export interface ResultFinding {
  readonly of: 'inputs' | 'predictions' | 'labels';
  readonly result: DriftResult;
}

/** How a metric changed of which more is better, such as accuracy; with `group`, of that group alone. */
export interface MetricFinding {
  readonly of: 'metric';
  readonly change: MetricChange;
  readonly group?: string;
}

/** What a detector or a metric found; `of` says where it looked. */
export type DriftFinding =
  | ResultFinding
  | MetricFinding
  | { readonly of: 'calibration'; readonly error: CalibrationError }
  | { readonly of: 'fairness'; readonly gaps: RateGaps };

/** What one finding needs to know about the others. */
export interface AlertContext {
  readonly findings: readonly DriftFinding[];
  /** Those that count: significant, and no gain. */
  readonly significant: readonly DriftFinding[];
  readonly losses: SeverityLevels;
  readonly alpha: number;
  readonly causes: Readonly<Record<string, Cause>>;
}

/** A p value within a finding, corrected as much as the finding's own was. */
export function correctedAs(pValue: number, adjusted: number, own: number): number {
  return Math.min(1, own > 0 ? pValue * (adjusted / own) : pValue);
}
