import { checkInteger } from '../../errors';
import { inTurn, type DriftSchedule } from './schedule';

/** Options of `blip`. */
export interface BlipOptions {
  /** The index at which it begins. */
  readonly at: number;
  /** How many samples it lasts. */
  readonly duration: number;
}

/**
 * The first drift for a moment, then the source again. No drift in the field's sense: the truth names it as a blip, and an
 * alarm at it counts as false.
 * @throws {TypeError | RangeError} if `at` or `duration` is not an integer ≥ 1.
 * @example
 * blip({ at: 5000, duration: 10 });
 */
export function blip({ at, duration }: BlipOptions): DriftSchedule {
  checkInteger('at', at, 1);
  checkInteger('duration', duration, 1);
  return {
    name: 'blip',
    mixing: 'draw',
    share: ({ start, end }, t) => (t >= start && t < end ? 1 : 0),
    changes: inTurn('at', () => [at], 'blip', { after: duration }),
  };
}
