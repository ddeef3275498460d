import type { DriftPoint } from '../../data/streams/driftPoint';
import { checkInteger } from '../../errors';

/** The ways in which concepts follow each other in time. */
export type ScheduleName = 'none' | 'sudden' | 'gradual' | 'incremental' | 'recurring' | 'seasonal' | 'blip';

/** When a stream changes, and how. */
export interface DriftSchedule {
  readonly name: ScheduleName;
  /**
   * While a change goes on, a sample is of the old or of the new concept by chance ('draw'), or lies between the two, its
   * severity growing ('blend').
   */
  readonly mixing: 'draw' | 'blend';
  /**
   * The changes of a stream of `length` samples, in order; one may reach beyond its ends. Concept 0 is the source; after the
   * last concept comes 0 again.
   * @throws {RangeError} if a change lies outside the stream, or there is only one concept to be in.
   */
  changes(length: number, concepts: number): readonly DriftPoint[];
  /** How far a change is at index `t`: 0 the old concept, 1 the new one. */
  share(change: DriftPoint, t: number): number;
}

/** What truly happens within a stream of `length` samples: changes cut off at its ends. */
export function changesWithin(changes: readonly DriftPoint[], length: number): readonly DriftPoint[] {
  return changes.map((one) => ({ ...one, start: Math.max(one.start, 0), end: Math.min(one.end, length) }));
}

/** One index or several, increasing, each ≥ 1. */
export function checkPlaces(name: string, at: number | readonly number[]): readonly number[] {
  const places = typeof at === 'number' ? [at] : at;
  if (places.length === 0) throw new RangeError(`invalid ${name}: expected at least one index, got none`);
  places.forEach((place, i) => checkInteger(`${name}[${i}]`, place, i === 0 ? 1 : places[i - 1] + 1));
  return places;
}

/**
 * The changes of a schedule: at each place to the next concept, after the last one to the first, from `before` samples ahead of
 * it to `after` samples behind.
 */
export function inTurn(
  name: string,
  places: (length: number) => readonly number[],
  kind: DriftPoint['kind'],
  { before = 0, after = 0 }: { before?: number; after?: number } = {},
): DriftSchedule['changes'] {
  return (length, concepts) => {
    if (concepts < 2) throw new RangeError('invalid drifts: expected at least one for this schedule, got none');
    return places(length).map((place, i) => {
      checkInteger(name, place, 0, length - 1);
      return { kind, start: place - before, end: place + after, from: i % concepts, to: (i + 1) % concepts };
    });
  };
}

/** Old before the change's start, new from there on. */
export const step = ({ start }: DriftPoint, t: number): number => (t < start ? 0 : 1);
