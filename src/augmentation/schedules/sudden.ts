import { checkPlaces, inTurn, step, type DriftSchedule } from './schedule';

/** Options of `sudden`. */
export interface SuddenOptions {
  /** The first index of the new concept; several for one concept after the other. */
  readonly at: number | readonly number[];
}

/**
 * From one sample to the next, another concept.
 * @throws {TypeError | RangeError} if `at` is not increasing integers ≥ 1.
 * @example
 * sudden({ at: [1000, 2000] });
 */
export function sudden({ at }: SuddenOptions): DriftSchedule {
  const places = checkPlaces('at', at);
  return {
    name: 'sudden',
    mixing: 'draw',
    share: step,
    changes: inTurn('at', () => places, 'sudden'),
  };
}
