import { checkNumber } from '../../errors';
import type { Random } from '../../random';
import { mapWords } from './mapWords';
import { defineTextDrift, type TextDrift } from './textDrift';

/**
 * Each word is written with probability `rate` all in capitals, or in small letters if that is how it was. Scripts without case
 * stay as they are, and a model that lowers all letters sees nothing.
 * @throws {TypeError | RangeError} if rate is not a number in [0, 1].
 * @example
 * casing('My card is gone', 0.5, createRandom(1)); // e.g. 'MY card IS gone'
 */
export function casing(text: string, rate: number, random: Random): string {
  checkNumber('rate', rate, 0, 1);
  return mapWords(text, (word) => {
    if (random.uniform() >= rate) return word;
    const upper = word.toUpperCase();
    return upper === word ? word.toLowerCase() : upper;
  });
}

/** Capitals that grow: a rate of severity. */
export const casingDrift: TextDrift = defineTextDrift('casing', casing);
