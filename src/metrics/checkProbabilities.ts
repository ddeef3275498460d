import { numericSample } from '../stats/numericSample';

/**
 * Numbers in [0, 1], at least one, as float64; not to be written to.
 * @throws {TypeError | RangeError} for anything else.
 */
export function checkProbabilities(name: string, values: ArrayLike<number>): Float64Array {
  const numbers = numericSample(name, values);
  const outside = numbers.findIndex((value) => value < 0 || value > 1);
  if (outside >= 0)
    throw new RangeError(`invalid ${name}: expected numbers in [0, 1], got ${numbers[outside]} at ${outside}`);
  return numbers;
}
