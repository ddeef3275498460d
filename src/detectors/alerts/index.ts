/** Alerts: what was found, what supports it, and what to do. */
export { describeAlerts, type AlertFigure, type DriftAlert } from './driftAlert';
export { driftAlerts, type DriftAlertOptions } from './driftAlerts';
export type { DriftFinding, MetricFinding, ResultFinding } from './driftFinding';
export { CAUSES, recommendation, type Advice, type Cause } from './recommendation';
export type { Severity, SeverityLevels } from './severity';
