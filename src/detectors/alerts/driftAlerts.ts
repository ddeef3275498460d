import { checkNumber } from '../../errors';
import { adjustPValues } from '../../stats/adjustPValues';
import { checkProbability } from '../../stats/checkProbability';
import type { DriftAlert } from './driftAlert';
import type { AlertContext, DriftFinding } from './driftFinding';
import { fairnessAlerts, pValueOfGaps } from './fairnessAlerts';
import { calibrationAlert, metricAlert } from './metricAlert';
import type { Cause } from './recommendation';
import { resultAlerts } from './resultAlerts';
import { SEVERITIES, type SeverityLevels } from './severity';

/** Options of `driftAlerts`. */
export interface DriftAlertOptions {
  /** How often there may be any alert where nothing drifts, in (0, 1); default 0.05. */
  readonly alpha?: number;
  /** Losses of a metric from which it is a warning and critical; default [0.02, 0.05]. */
  readonly losses?: SeverityLevels;
  /** What drifts of columns mean, by name; adds to what is known of image statistics and of notes. */
  readonly causes?: Readonly<Record<string, Cause>>;
}

/**
 * Alerts from findings, the most serious first: each with the figure that supports it and a recommendation that
 * follows from it. p values are corrected by Holm for the number of findings, so that with no drift in any of them
 * there is an alert in at most `alpha` of cases, as far as their tests keep their levels. Metrics that rose raise
 * none.
 *
 * Severity follows the effect and its interval: critical takes an effect that would be a warning even at the end of
 * the interval that is nearer to none. Where the loss of a metric over all groups is known, its cost counts for drifts
 * too: not above info if the interval of the loss stays below a warning; at least a warning if the loss is one.
 * @throws {TypeError | RangeError} if a p value is not in [0, 1] or an option is out of range.
 * @example
 * const accuracy = rateChange('accuracy', [930, 1000], [170, 200]);
 * const result = await detector.compare(today);
 * driftAlerts([{ of: 'inputs', result }, { of: 'metric', change: accuracy }])[0].recommendation;
 */
export function driftAlerts(findings: readonly DriftFinding[], options: DriftAlertOptions = {}): DriftAlert[] {
  const { alpha = 0.05, losses = [0.02, 0.05] } = options;
  checkProbability('alpha', alpha);
  checkNumber('losses', losses[0], 0, losses[1]);
  const adjusted = adjustPValues(findings.map(pValueOf), 'holm');
  const significant = findings.filter((finding, i) => adjusted[i] <= alpha && isHarm(finding));
  const context: AlertContext = { findings, significant, losses, alpha, causes: options.causes ?? {} };
  const alerts = findings.flatMap((finding, i) =>
    significant.includes(finding) ? alertsOf(finding, adjusted[i], context) : [],
  );
  const rank = ({ severity }: DriftAlert) => -SEVERITIES.indexOf(severity);
  return numbered(alerts.sort((a, b) => rank(a) - rank(b) || a.finding.pValue - b.finding.pValue));
}

function pValueOf(finding: DriftFinding): number {
  if (finding.of === 'metric') return finding.change.pValue;
  if (finding.of === 'calibration') return finding.error.pValue;
  if (finding.of === 'fairness') return pValueOfGaps(finding.gaps);
  return finding.result.pValue;
}

/** Whether it is nothing good, and what its own detector calls a drift. */
function isHarm(finding: DriftFinding): boolean {
  if (finding.of === 'metric') return finding.change.change.estimate < 0;
  return 'result' in finding ? finding.result.drift : true;
}

function alertsOf(finding: DriftFinding, adjusted: number, context: AlertContext): DriftAlert[] {
  if (finding.of === 'metric') return [metricAlert(finding, adjusted, context)];
  if (finding.of === 'calibration') return [calibrationAlert(finding.error, adjusted, context)];
  if (finding.of === 'fairness') return fairnessAlerts(finding.gaps, adjusted, context.alpha);
  return resultAlerts(finding, adjusted, context);
}

function numbered(alerts: readonly DriftAlert[]): DriftAlert[] {
  const seen = new Map<string, number>();
  return alerts.map((alert) => {
    const count = (seen.get(alert.id) ?? 0) + 1;
    seen.set(alert.id, count);
    return count === 1 ? alert : { ...alert, id: `${alert.id}#${count}` };
  });
}
