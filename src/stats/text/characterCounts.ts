import { checkText } from './words';

/** Characters of a text by kind; a character is a code point. */
export interface CharacterCounts {
  readonly length: number;
  /** A to Z and a to z. */
  readonly asciiLetters: number;
  readonly asciiDigits: number;
  /** Unicode's White_Space. */
  readonly whitespace: number;
  /** Beyond U+007F, white space or not. */
  readonly nonAscii: number;
}

/**
 * Counts the characters of a text. Half a surrogate pair counts as one character beyond ASCII.
 * @throws {TypeError} if it is no string.
 * @example
 * characterCounts('né 🙂'); // { length: 4, asciiLetters: 1, asciiDigits: 0, whitespace: 1, nonAscii: 2 }
 */
export function characterCounts(text: string): CharacterCounts {
  const count = (kind: RegExp) => checkText('text', text).match(kind)?.length ?? 0;
  return {
    length: count(/[^]/gu),
    asciiLetters: count(/[A-Za-z]/g),
    asciiDigits: count(/[0-9]/g),
    whitespace: count(/\p{White_Space}/gu),
    nonAscii: count(/[^\0-\x7f]/gu),
  };
}
