import { checkNumber, show } from '../errors';
import type { Database } from './database';

/** What the parts of a store share. */
export interface StoreContext {
  readonly database: Database;
  /** Milliseconds since 1970, whole. */
  readonly now: () => number;
  /** That many random bytes. */
  readonly randomBytes: (count: number) => Uint8Array;
}

/**
 * Returns `value` if it can name something: a string of 1 to 500 characters without control characters.
 * @throws {TypeError} if it is no string, {RangeError} if it is empty, too long or has control characters.
 */
export function checkName(name: string, value: unknown): string {
  const rule = `invalid ${name}: expected 1 to 500 characters without control characters, got ${show(value)}`;
  if (typeof value !== 'string') throw new TypeError(rule);
  if (value.length === 0 || value.length > 500 || /[\u0000-\u001f\u007f]/.test(value)) throw new RangeError(rule);
  return value;
}

/**
 * Returns `value` if it is a reason: a string that is not empty.
 * @throws {TypeError} if it is no string, {RangeError} if it is empty.
 */
export function checkText(name: string, value: unknown): string {
  if (typeof value !== 'string') throw new TypeError(`invalid ${name}: expected a string, got ${show(value)}`);
  if (value.trim() === '') throw new RangeError(`invalid ${name}: expected words, got ${show(value)}`);
  return value;
}

/** A part of a `WHERE` with the values of its question marks. */
export type Condition = readonly [sql: string, ...values: (string | number)[]];

/** Conditions joined by AND; those that are undefined are left out. */
export function where(conditions: readonly (Condition | undefined)[]): {
  readonly clause: string;
  readonly values: (string | number)[];
} {
  const given = conditions.filter((one) => one !== undefined);
  return {
    clause: given.length === 0 ? '' : `WHERE ${given.map(([sql]) => sql).join(' AND ')}`,
    values: given.flatMap(([, ...values]) => values),
  };
}

/** The conditions that a time lies in [from, to]; milliseconds since 1970. */
export function between(column: string, from?: number, to?: number): (Condition | undefined)[] {
  return [
    from === undefined ? undefined : [`${column} >= ?`, checkNumber('from', from)],
    to === undefined ? undefined : [`${column} <= ?`, checkNumber('to', to)],
  ];
}
