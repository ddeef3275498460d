import { checkInteger, checkNumber } from '../../errors';

/** One measurement: what a retraining won at a known severity. */
export interface GainPoint {
  readonly severity: number;
  /** Errors per prediction before less after, in [−1, 1]; below 0 where it did harm. */
  readonly gain: number;
}

/**
 * The gain at a severity: straight lines between the measurements, those of one severity averaged. Outside the measured
 * range the nearest measurement is kept, since nothing is known there.
 * @throws {TypeError | RangeError} without a point, or if a severity is outside [0, 1] or a gain outside [−1, 1].
 * @example
 * gainCurve([{ severity: 0, gain: -0.01 }, { severity: 0.5, gain: 0.19 }])(0.25); // 0.09
 */
export function gainCurve(points: readonly GainPoint[]): (severity: number) => number {
  checkInteger('points', points.length, 1);
  const knots = meansBySeverity(points);
  return (severity) => {
    const after = knots.findIndex(([at]) => at >= checkNumber('severity', severity, 0, 1));
    if (after === 0) return knots[0][1];
    if (after < 0) return knots[knots.length - 1][1];
    const [[x0, y0], [x1, y1]] = [knots[after - 1], knots[after]];
    const part = (severity - x0) / (x1 - x0);
    return y0 * (1 - part) + y1 * part;
  };
}

function meansBySeverity(points: readonly GainPoint[]): [number, number][] {
  const gains = new Map<number, number[]>();
  points.forEach((point, i) => {
    const severity = checkNumber(`points[${i}].severity`, point.severity, 0, 1);
    gains.set(severity, [...(gains.get(severity) ?? []), checkNumber(`points[${i}].gain`, point.gain, -1, 1)]);
  });
  return [...gains]
    .map(([severity, own]): [number, number] => [severity, own.reduce((sum, gain) => sum + gain, 0) / own.length])
    .sort(([a], [b]) => a - b);
}
