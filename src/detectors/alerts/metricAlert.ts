import type { CalibrationError } from '../../metrics/calibrationError';
import { alertFor, endsOf, type DriftAlert } from './driftAlert';
import type { AlertContext, DriftFinding, MetricFinding } from './driftFinding';
import type { Cause } from './recommendation';
import { GAP_LEVELS, severityOf, sizeOf } from './severity';

/** The alert of a metric that fell. */
export function metricAlert({ change, group }: MetricFinding, pValue: number, context: AlertContext): DriftAlert {
  const { metric, change: interval, sizes } = change;
  const cause = causeOfLoss(group, context);
  const where = group === undefined ? '' : ` of ${group}`;
  const name = `change of ${metric}${where}`;
  const finding = { name, value: interval.estimate, interval: endsOf(interval), pValue, sizes };
  const severity = severityOf(sizeOf(interval.estimate, interval), context.losses);
  return alertFor(`metric/${metric}${where}/${cause}`, cause, severity, finding, group === undefined ? [] : [group]);
}

/** Why a metric fell, as far as the other findings tell. */
function causeOfLoss(group: string | undefined, { findings, significant }: AlertContext): Cause {
  const groups = (list: readonly DriftFinding[]) =>
    new Set(list.flatMap((one) => (one.of === 'metric' && one.group !== undefined ? [one.group] : []))).size;
  const looked = (of: DriftFinding['of']) => findings.some((one) => one.of === of);
  const moved = (of: DriftFinding['of']) => significant.some((one) => one.of === of);
  if (group !== undefined && groups(findings) > 1 && groups(significant) === 1) return 'oneGroup';
  if (moved('inputs')) return 'performance';
  if (moved('labels')) return 'labelPrior';
  return looked('inputs') && looked('labels') ? 'concept' : 'unexplained';
}

/** The alert of a model whose confidences are wrong. */
export function calibrationAlert(error: CalibrationError, pValue: number, { significant }: AlertContext): DriftAlert {
  const { estimate, low, high, level } = error.debiased;
  const finding = {
    name: 'expected calibration error, debiased',
    value: estimate,
    interval: { low, high, level },
    pValue,
    sizes: { sample: error.samples },
  };
  const severity = severityOf({ value: estimate, least: low }, GAP_LEVELS);
  const cause = significant.some(({ of }) => of === 'metric') ? 'calibrationToo' : 'calibration';
  return alertFor(cause, cause, severity, finding, []);
}
