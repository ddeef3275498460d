import { checkNumber } from '../errors';

/**
 * Returns `value` if it is strictly between 0 and 1.
 * @throws {TypeError} if it is not a number; {RangeError} if it is outside (0, 1).
 */
export function checkProbability(name: string, value: unknown): number {
  if (checkNumber(name, value, 0, 1) % 1 === 0)
    throw new RangeError(`invalid ${name}: expected a number in (0, 1), got ${String(value)}`);
  return value as number;
}
