import { checkNumber } from '../errors';

/**
 * What every drift does with its severity: nothing at 0, its change above.
 * @throws {TypeError | RangeError} if severity is not a number in [0, 1].
 */
export function atSeverity<Result>(severity: number, unchanged: () => Result, changed: () => Result): Result {
  return checkNumber('severity', severity, 0, 1) === 0 ? unchanged() : changed();
}
