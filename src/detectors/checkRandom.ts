import { show } from '../errors';
import type { Random } from '../random';

/**
 * Returns `random` if it is a generator.
 * @throws {TypeError} if it is none, such as a seed or `Math.random`.
 */
export function checkRandom(random: unknown): Random {
  if (typeof (random as Random | undefined)?.fork !== 'function')
    throw new TypeError(`invalid random: expected one that createRandom gives, got ${show(random)}`);
  return random as Random;
}
