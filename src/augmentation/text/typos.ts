import { checkNumber } from '../../errors';
import type { Random } from '../../random';
import { graphemes } from './graphemes';
import { defineTextDrift, type TextDrift } from './textDrift';

/** Rows of a QWERTY keyboard, each half a key further to the right. */
const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const LETTER = /^[\p{L}\p{N}]/u;

/**
 * Slips of the finger: each letter or digit is hit with probability `rate` and then, in equal shares, replaced by a neighbour on a
 * QWERTY keyboard, swapped with the next one, dropped or doubled. Letters of other scripts have no neighbour and are doubled.
 * A text does not become empty.
 * @throws {TypeError | RangeError} if rate is not a number in [0, 1].
 * @example
 * typos('please check the invoice', 0.2, createRandom(1)); // e.g. 'pleaase chekc the invoic'
 */
export function typos(text: string, rate: number, random: Random): string {
  checkNumber('rate', rate, 0, 1);
  const characters = graphemes(text);
  const typed: string[] = [];
  for (let i = 0; i < characters.length; i++) {
    const [character, next = ''] = [characters[i], characters[i + 1]];
    if (!LETTER.test(character) || random.uniform() >= rate) typed.push(character);
    else if (random.uniform() < 0.25 && LETTER.test(next)) typed.push(next, characters[i++]);
    else typed.push(...slip(character, random));
  }
  return typed.join('') || text;
}

function slip(character: string, random: Random): string[] {
  const kind = random.integer(3);
  if (kind === 0) return [];
  const near = kind === 1 ? neighbours(character.toLowerCase()) : [];
  if (near.length === 0) return [character, character];
  const hit = near[random.integer(near.length)];
  return [character === character.toLowerCase() ? hit : hit.toUpperCase()];
}

function neighbours(letter: string): string[] {
  const row = ROWS.findIndex((keys) => keys.includes(letter));
  if (row < 0) return [];
  const at = ROWS[row].indexOf(letter);
  const places = [[row, at - 1], [row, at + 1], [row - 1, at], [row - 1, at + 1], [row + 1, at - 1], [row + 1, at]]; // prettier-ignore
  return places.flatMap(([r, k]) => ROWS[r]?.[k] ?? []);
}

/** Hasty typing: a rate of 0.2 · severity. */
export const typosDrift: TextDrift = defineTextDrift('typos', (text, severity, random) =>
  typos(text, 0.2 * severity, random),
);
