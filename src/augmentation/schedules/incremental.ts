import type { DriftPoint } from '../../data/streams/driftPoint';
import { checkInteger } from '../../errors';
import { checkPlaces, inTurn, type DriftSchedule } from './schedule';

/** Options of `incremental`. */
export interface IncrementalOptions {
  /** The index at which the change begins; several for one concept after the other. */
  readonly at: number | readonly number[];
  /** Over how many samples the severity grows evenly from 0 to 1; default 1000. */
  readonly width?: number;
}

/**
 * The old concept turns into the new one step by step: severity (t − at)/width. Where a drift is another source, a sample is
 * of it with that probability.
 * @throws {TypeError | RangeError} if `at` is not increasing integers ≥ 1, width is not an integer ≥ 1, or a change begins
 * before the one before it is complete.
 * @example
 * incremental({ at: 5000, width: 2000 });
 */
export function incremental({ at, width = 1000 }: IncrementalOptions): DriftSchedule {
  const places = checkPlaces('at', at);
  checkInteger('width', width, 1);
  places.slice(1).forEach((place, i) => checkInteger('at', place, places[i] + width));
  return {
    name: 'incremental',
    mixing: 'blend',
    share: ramp,
    changes: inTurn('at', () => places, 'incremental', { after: width }),
  };
}

function ramp({ start, end }: DriftPoint, t: number): number {
  return Math.min(Math.max((t - start) / (end - start), 0), 1);
}
