import { checkNumber } from '../../errors';
import type { Random } from '../../random';
import { mapWords } from './mapWords';
import { defineTextDrift, type TextDrift } from './textDrift';

const SYMBOLS = [' 🙂', ' 😂', ' 👍', ' 🙏🏽', ' ❤️', ' 👨‍👩‍👧', '!!!', '?!', '...', ' :-)', ' #', ' @', ' ~', '*'];

/**
 * Chat style: after each word, with probability `rate`, an emoji or marks that say little.
 * @throws {TypeError | RangeError} if rate is not a number in [0, 1].
 * @example
 * symbols('my card is gone', 0.5, createRandom(1)); // e.g. 'my 🙂 card is... gone'
 */
export function symbols(text: string, rate: number, random: Random): string {
  checkNumber('rate', rate, 0, 1);
  return mapWords(text, (word) => (random.uniform() < rate ? word + SYMBOLS[random.integer(SYMBOLS.length)] : word));
}

/** Chat style that grows: a rate of 0.5 · severity. */
export const symbolsDrift: TextDrift = defineTextDrift('symbols', (text, severity, random) =>
  symbols(text, 0.5 * severity, random),
);
