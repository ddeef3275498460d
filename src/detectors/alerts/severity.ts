import type { Interval } from '../../stats/interval';
import type { Effect } from '../driftResult';

/** How serious an alert is. */
export type Severity = (typeof SEVERITIES)[number];

/** From the least to the most serious. */
export const SEVERITIES = ['info', 'warning', 'critical'] as const;

/** The sizes from which something is a warning and critical. */
export type SeverityLevels = readonly [warning: number, critical: number];

/** Levels of the debiased calibration error and of gaps between groups. */
export const GAP_LEVELS: SeverityLevels = [0.05, 0.1];

/** An effect on a scale where 0 is none. */
export interface Size {
  readonly value: number;
  /** The end of its interval that is nearer to 0; undefined without an interval. */
  readonly least?: number;
}

/** A scale of effects: where there is none, and from which distance on it matters. */
interface EffectLevels {
  readonly origin?: number;
  readonly levels: SeverityLevels;
}

/** By what effects are judged; distances in units of their own, such as Wasserstein's, have no levels. */
const effects: Readonly<Record<string, EffectLevels>> = {
  'Kolmogorov–Smirnov distance': { levels: [0.1, 0.3] },
  'Cramér–von Mises distance': { levels: [0.06, 0.18] },
  PSI: { levels: [0.1, 0.25] },
  'Jensen–Shannon distance': { levels: [0.1, 0.2] },
  'Cramér’s V': { levels: [0.1, 0.3] },
  'chance that a row of the sample scores above one of the reference': { origin: 0.5, levels: [0.06, 0.14] },
};

/** How serious an effect of a detector is. */
export function severityOfEffect({ name, value, interval }: Effect): Severity {
  const { origin = 0, levels }: Partial<EffectLevels> = effects[name] ?? {};
  const around = interval && { low: interval.low - origin, high: interval.high - origin };
  return severityOf(sizeOf(value - origin, around), levels);
}

/**
 * Critical where the effect reaches the critical level and is a warning even at the end of its interval that is nearer
 * to none; a warning where it reaches that level, or where there is no scale; else info.
 */
export function severityOf({ value, least }: Size, levels: SeverityLevels | undefined): Severity {
  if (levels === undefined) return 'warning';
  if (value >= levels[1] && least !== undefined && least >= levels[0]) return 'critical';
  return value >= levels[0] ? 'warning' : 'info';
}

/** The size of a signed effect. */
export function sizeOf(value: number, interval?: Pick<Interval, 'low' | 'high'>): Size {
  if (!interval) return { value: Math.abs(value) };
  return { value: Math.abs(value), least: Math.max(0, interval.low, -interval.high) };
}
