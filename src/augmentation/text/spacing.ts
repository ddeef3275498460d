import { checkNumber } from '../../errors';
import type { Random } from '../../random';
import { graphemes } from './graphemes';
import { defineTextDrift, type TextDrift } from './textDrift';

const SPACE = /^\p{White_Space}/u;
const LETTER = /^[\p{L}\p{N}]/u;
const SPACES = ['', '', '  ', '\t', '\u00a0'];

/**
 * Bad scans and broken forms: each space is dropped, doubled or becomes another kind with probability `rate`; between two letters
 * a space comes in with a probability of a tenth of it.
 * @throws {TypeError | RangeError} if rate is not a number in [0, 1].
 * @example
 * spacing('where is my card', 0.8, createRandom(1)); // e.g. 'whereis my ca rd'
 */
export function spacing(text: string, rate: number, random: Random): string {
  checkNumber('rate', rate, 0, 1);
  const characters = graphemes(text);
  return characters
    .map((character, i) => {
      if (SPACE.test(character)) return random.uniform() < rate ? SPACES[random.integer(SPACES.length)] : character;
      const inside = LETTER.test(character) && LETTER.test(characters[i + 1] ?? '');
      return inside && random.uniform() < rate / 10 ? `${character} ` : character;
    })
    .join('');
}

/** Spaces that get lost: a rate of 0.7 · severity. */
export const spacingDrift: TextDrift = defineTextDrift('spacing', (text, severity, random) =>
  spacing(text, 0.7 * severity, random),
);
