import { show } from '../../errors';

/** A run of letters, digits and apostrophes of any script, with their marks. */
export const WORD = /[\p{L}\p{N}'][\p{L}\p{M}\p{N}']*/gu;

const WORD_OR_EMOJI = new RegExp(`${WORD.source}|\\p{Extended_Pictographic}`, 'gu');

/**
 * The words of a text: runs of letters, digits and apostrophes of any script, with their marks, in lower case; each emoji is a word.
 * @throws {TypeError} if it is no string.
 * @example
 * words('Don’t panic: ČAJ, 42 🙂!'); // ['don', 't', 'panic', 'čaj', '42', '🙂']
 */
export function words(text: string): string[] {
  return checkText('text', text).toLowerCase().match(WORD_OR_EMOJI) ?? [];
}

/**
 * The words of an English text: runs of ASCII letters, digits and apostrophes; only A to Z become lower case, so that no other
 * character turns into one of them.
 * @throws {TypeError} if it is no string.
 * @example
 * asciiWords("It's 5 °C"); // ["it's", '5', 'c']
 */
export function asciiWords(text: string): string[] {
  const lower = checkText('text', text).replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  return lower.match(/[a-z0-9']+/g) ?? [];
}

/** @throws {TypeError} if it is no string. */
export function checkText(name: string, text: unknown): string {
  if (typeof text !== 'string') throw new TypeError(`invalid ${name}: expected a string, got ${show(text)}`);
  return text;
}
