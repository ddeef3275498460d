import { checkNumber } from '../errors';
import { numericSample } from './numericSample';

/**
 * The p values as float64.
 * @throws {TypeError | RangeError} if one is not a number in [0, 1], or there are fewer than `least`.
 */
export function checkPValues(pValues: ArrayLike<number>, least = 0): Float64Array {
  const checked = numericSample('pValues', pValues, { least });
  checked.forEach((value, i) => checkNumber(`pValues[${i}]`, value, 0, 1));
  return checked;
}
