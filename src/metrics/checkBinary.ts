import { show } from '../errors';

/**
 * Zeros and ones, or booleans, as bytes: one for each of `count` things.
 * @throws {RangeError} if there are more or fewer, or one is something else.
 */
export function checkBinary(
  name: string,
  values: ArrayLike<number | boolean>,
  count: number,
  each: string,
): Uint8Array {
  if (values.length !== count)
    throw new RangeError(`invalid ${name}: expected ${count}, one for each ${each}, got ${values.length}`);
  return Uint8Array.from(values as ArrayLike<never>, (value, i) => {
    if (value !== 0 && value !== 1 && typeof value !== 'boolean')
      throw new RangeError(`invalid ${name}: expected 0 or 1, got ${show(value)} at ${i}`);
    return Number(value);
  });
}
