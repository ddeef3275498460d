import type { Interval } from '../../stats/interval';
import { recommendation, type Cause } from './recommendation';
import type { Severity } from './severity';

/** The figure that supports an alert. */
export interface AlertFigure {
  /** What was measured, such as "Kolmogorov–Smirnov distance of age". */
  readonly name: string;
  readonly value: number;
  readonly interval?: Pick<Interval, 'low' | 'high' | 'level'>;
  /** Corrected for the number of findings, and of columns or groups. */
  readonly pValue: number;
  readonly sizes: { readonly reference?: number; readonly sample: number };
}

/** An alert; survives JSON. */
export interface DriftAlert {
  /** Where and why, the same for the same finding tomorrow; a number follows where two would be equal. */
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  readonly cause: Cause;
  readonly finding: AlertFigure;
  /** Columns or groups concerned, the most certain first. */
  readonly concerns: readonly string[];
  readonly recommendation: string;
}

/** An alert with the advice that belongs to its cause. */
export function alertFor(
  id: string,
  cause: Cause,
  severity: Severity,
  finding: AlertFigure,
  concerns: readonly string[],
): DriftAlert {
  return { id, severity, cause, finding, concerns, ...recommendation(cause) };
}

/** The ends of an interval, for an alert. */
export function endsOf({ low, high, level }: Pick<Interval, 'low' | 'high' | 'level'>): AlertFigure['interval'] {
  return { low, high, level };
}

/**
 * Alerts as text, one paragraph each.
 * @example
 * console.log(describeAlerts(driftAlerts(findings)));
 */
export function describeAlerts(alerts: readonly DriftAlert[]): string {
  return alerts.length === 0 ? 'no alerts' : alerts.map(describeAlert).join('\n\n');
}

function describeAlert({ severity, title, concerns, finding, recommendation: advice }: DriftAlert): string {
  const about = concerns.length > 0 ? `: ${concerns.join(', ')}` : '';
  return [`${severity.toUpperCase()} ${title}${about}`, `  ${describeFigure(finding)}`, `  ${advice}`].join('\n');
}

function describeFigure({ name, value, interval, pValue, sizes }: AlertFigure): string {
  const short = (number: number) => String(Number(number.toPrecision(3)));
  const range = interval
    ? ` (${short(100 * interval.level)} % interval ${short(interval.low)} to ${short(interval.high)})`
    : '';
  const n = sizes.reference === undefined ? `${sizes.sample} samples` : `${sizes.reference} against ${sizes.sample}`;
  return `${name} ${short(value)}${range}, p = ${short(pValue)}, ${n}`;
}
