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

/** One index or several, increasing, each ≥ 1. */
export function checkPlaces(name: string, at: number | readonly number[]): readonly number[] {
  const places = typeof at === 'number' ? [at] : at;
  if (places.length === 0) throw new RangeError(`invalid ${name}: expected at least one index, got none`);
  places.forEach((place, i) => checkInteger(`${name}[${i}]`, place, i === 0 ? 1 : places[i - 1] + 1));
  return places;
}

/** Refuses places outside a stream, and changes without a concept to change to. */
export function checkFits(name: string, places: readonly number[], length: number, concepts: number): void {
  if (concepts < 2) throw new RangeError('invalid drifts: expected at least one for this schedule, got none');
  for (const place of places) checkInteger(name, place, 1, length - 1);
}

/** From concept to concept, each place to the next one; after the last comes the first. */
export function inTurn(
  places: readonly number[],
  concepts: number,
  change: (place: number) => Pick<DriftPoint, 'kind' | 'start' | 'end'>,
): DriftPoint[] {
  return places.map((place, i) => ({ ...change(place), from: i % concepts, to: (i + 1) % concepts }));
}

/** Old before the change's start, new from there on. */
export const step = ({ start }: DriftPoint, t: number): number => (t < start ? 0 : 1);
