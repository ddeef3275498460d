import { checkInteger } from '../../errors';
import { sigmoid } from './gradual';
import { inTurn, step, type DriftSchedule } from './schedule';

/** Options of `recurring`. */
export interface RecurringOptions {
  /** How many samples a concept lasts. */
  readonly every: number;
  /** With it changes are gradual, with MOA's width; default 0: sudden. */
  readonly width?: number;
}

/**
 * The concepts in turn, again and again: the source, each drift, the source, …
 * @throws {TypeError | RangeError} if `every` is not an integer ≥ 1, or width not one in [0, every / 2].
 * @example
 * driftStream(sea(), [sea({ concept: 3 })], recurring({ every: 2000 }), { random, length: 10_000 }).truth.length; // 4
 */
export function recurring({ every, width = 0 }: RecurringOptions): DriftSchedule {
  checkInteger('every', every, 1);
  checkInteger('width', width, 0, every / 2);
  const places = (length: number) => Array.from({ length: Math.ceil(length / every) - 1 }, (_, i) => (i + 1) * every);
  return {
    name: 'recurring',
    mixing: 'draw',
    share: width > 0 ? sigmoid : step,
    changes: inTurn('every', places, width > 0 ? 'gradual' : 'sudden', { before: width, after: width }),
  };
}
