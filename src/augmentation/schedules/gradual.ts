import type { DriftPoint } from '../../data/streams/driftPoint';
import { checkInteger } from '../../errors';
import { checkPlaces, inTurn, type DriftSchedule } from './schedule';

/** Options of `gradual`. */
export interface GradualOptions {
  /** The index at which half of the samples are of the new concept (MOA's position); several for one after the other. */
  readonly at: number | readonly number[];
  /** MOA's width: 4 divided by it is the sigmoid's rate; default 1000. */
  readonly width?: number;
}

/**
 * Old and new concept mixed, as MOA's ConceptDriftStream does (Bifet et al. 2010): sample t is of the new concept with
 * probability 1 / (1 + exp(−4(t − at)/width)). The true drift starts at `at − width` and ends at `at + width`, where that
 * probability is 2 % and 98 %; outside there is still a little of the other concept.
 * @throws {TypeError | RangeError} if `at` is not increasing integers ≥ 1 or width not an integer ≥ 1.
 * @example
 * gradual({ at: 5000, width: 500 });
 */
export function gradual({ at, width = 1000 }: GradualOptions): DriftSchedule {
  const places = checkPlaces('at', at);
  checkInteger('width', width, 1);
  return {
    name: 'gradual',
    mixing: 'draw',
    share: sigmoid,
    changes: inTurn('at', () => places, 'gradual', { before: width, after: width }),
  };
}

/** MOA's sigmoid between the ends of a change. */
export function sigmoid({ start, end }: DriftPoint, t: number): number {
  return 1 / (1 + Math.exp((-4 * (2 * t - start - end)) / (end - start)));
}
