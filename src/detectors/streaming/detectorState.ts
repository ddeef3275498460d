import { checkInteger, checkNumber, show } from '../../errors';

/** Values by name, of which nothing is known yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** Returns `value` if it is what is expected, else throws an error that names it. */
export type Check<T> = (name: string, value: unknown) => T;

/** A check for each field of a record. */
export type Checks<T> = { readonly [Key in keyof T]: Check<T[Key]> };

/** No sum of squares of so small values overflows. */
export const LARGEST = 1e100;

/** A number in [min, max]. */
export const number =
  (min = -Infinity, max = Infinity): Check<number> =>
  (name, value) =>
    checkNumber(name, value, min, max);

/** A sum of values that are at most LARGEST. */
export const sum = number(-1e120, 1e120);

/** A sum of squared deviations; rounding may make it negative. */
export const squareSum = number(-1e220, 1e220);

/** An integer in [min, max]. */
export const integer =
  (min = 0, max = Number.MAX_SAFE_INTEGER): Check<number> =>
  (name, value) =>
    checkInteger(name, value, min, max);

/** true or false. */
export const flag: Check<boolean> = (name, value) => {
  if (typeof value !== 'boolean') throw new TypeError(`invalid ${name}: expected true or false, got ${show(value)}`);
  return value;
};

/** What another check allows, or null. */
export const nullable =
  <T>(check: Check<T>): Check<T | null> =>
  (name, value) =>
    value === null ? null : check(name, value);

/** A list of at most `most` parts. */
export const list =
  <T>(check: Check<T>, most = 1e6): Check<T[]> =>
  (name, value) => {
    if (!Array.isArray(value)) throw new TypeError(`invalid ${name}: expected a list, got ${show(value)}`);
    checkInteger(`${name}.length`, value.length, 0, most);
    return value.map((part, i) => check(`${name}[${i}]`, part));
  };

/** A record with just these fields. */
export const record =
  <T extends object>(checks: Checks<T>): Check<T> =>
  (name, value) => {
    const fields = readFields(name, value, Object.keys(checks));
    const entries = Object.entries<Check<unknown>>(checks as Record<string, Check<unknown>>);
    return Object.fromEntries(entries.map(([key, check]) => [key, check(`${name}.${key}`, fields[key])])) as T;
  };

/**
 * Returns `value` if it is a record.
 * @throws {TypeError} if it is none.
 */
export function checkRecord(name: string, value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError(`invalid ${name}: expected a record, got ${show(value)}`);
  return value as Fields;
}

/**
 * Returns `value` if it is a record with just these keys.
 * @throws {TypeError} if it is none; {RangeError} that names a key that is missing or too many.
 */
export function readFields(name: string, value: unknown, keys: readonly string[]): Fields {
  const fields = checkRecord(name, value);
  const missing = keys.find((key) => !Object.hasOwn(fields, key));
  if (missing !== undefined) throw new RangeError(`invalid ${name}: expected a field ${missing}, got none`);
  const unknown = Object.keys(fields).find((key) => !keys.includes(key));
  if (unknown !== undefined) throw new RangeError(`invalid ${name}: expected no field ${show(unknown)}, got one`);
  return fields;
}

/**
 * Returns `value` if it is a number in [min, max], as `checkNumber` does, but in a nanosecond: that one writes its
 * message first, which would cost more than the detector.
 */
export function checkValue(value: number, min = -LARGEST, max = LARGEST): number {
  return typeof value === 'number' && value >= min && value <= max ? value : checkNumber('value', value, min, max);
}

/**
 * Returns `value` if it is 0 (right) or 1 (an error).
 * @throws {TypeError} if it is not a number; {RangeError} if it is another one.
 */
export function checkError(value: number): number {
  return value === 0 || value === 1 ? value : checkInteger('value', value, 0, 1);
}
