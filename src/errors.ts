/** The codes of the errors that driftlab raises on purpose. */
export type ErrorCode =
  | 'DRIFTLAB_INVALID_ARGUMENT'
  | 'DRIFTLAB_INVALID_DATA'
  | 'DRIFTLAB_INVALID_MODEL'
  | 'DRIFTLAB_IO'
  | 'DRIFTLAB_MISSING_PACKAGE';

/**
 * An error about the world outside the program: a folder, an image, a model file, a package that is not installed.
 * Wrong arguments are `TypeError` (wrong kind) or `RangeError` (wrong value) instead.
 * @example
 * throw new DriftlabError('DRIFTLAB_IO', 'cannot write to /results: permission denied. Set OUT_ROOT to a folder you may write to');
 */
export class DriftlabError extends Error {
  override readonly name = 'DriftlabError';
  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The text of an error's value: short, quoted when a string, never more than 60 characters. */
export function show(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/**
 * Returns `value` if it is a finite number in [min, max].
 * @throws {TypeError} if it is not a number; {RangeError} if it is NaN, infinite or outside the range.
 * @example
 * checkNumber('severity', 7, 0, 1); // RangeError: invalid severity: expected a number in [0, 1], got 7
 */
export function checkNumber(name: string, value: unknown, min = -Infinity, max = Infinity): number {
  const rule = `invalid ${name}: expected a number in [${min}, ${max}], got ${show(value)}`;
  if (typeof value !== 'number') throw new TypeError(rule);
  if (!Number.isFinite(value) || value < min || value > max) throw new RangeError(rule);
  return value;
}

/**
 * Returns `value` if it is an integer in [min, max].
 * @throws {TypeError} if it is not a number; {RangeError} if it is not an integer or outside the range.
 */
export function checkInteger(name: string, value: unknown, min: number, max = Number.MAX_SAFE_INTEGER): number {
  const rule = `invalid ${name}: expected an integer in [${min}, ${max}], got ${show(value)}`;
  if (typeof value !== 'number') throw new TypeError(rule);
  if (!Number.isInteger(value) || value < min || value > max) throw new RangeError(rule);
  return value;
}

/**
 * Returns `value` if it is one of `allowed`.
 * @throws {RangeError} that lists what is allowed.
 */
export function checkOneOf<T extends string>(name: string, value: unknown, allowed: readonly T[]): T {
  if (!allowed.includes(value as T))
    throw new RangeError(`invalid ${name}: expected one of ${allowed.join(', ')}, got ${show(value)}`);
  return value as T;
}
