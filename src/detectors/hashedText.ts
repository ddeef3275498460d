import { checkInteger } from '../errors';
import type { Matrix } from '../matrix';
import { words } from '../stats/text/words';
import { checkTexts } from './checkTexts';

/** Options of `hashedText`. */
export interface HashedTextOptions {
  /** Columns of the matrix, at least 2; default 256. */
  readonly dimensions?: number;
}

/**
 * Texts as rows of numbers without a vocabulary: each word adds 1 or −1 to one column, both chosen by its hash (Weinberger et al.
 * 2009), and the row is divided by its length. A text without words is a row of zeros. Two words share a column with
 * probability 1 / dimensions; then the inner product of two texts is right on average all the same.
 * @throws {TypeError} if a text is no string; {RangeError} if `dimensions` is not an integer ≥ 2.
 * @example
 * hashedText(['the cat sat', 'a dog'], { dimensions: 64 }); // { rows: 2, columns: 64, … }
 */
export function hashedText(
  texts: readonly string[],
  { dimensions = 256 }: HashedTextOptions = {},
): Matrix<Float32Array> {
  checkInteger('dimensions', dimensions, 2);
  checkTexts('texts', texts);
  const values = new Float32Array(texts.length * dimensions);
  texts.forEach((text, i) => {
    const row = values.subarray(i * dimensions, (i + 1) * dimensions);
    for (const word of words(text)) {
      const hash = hashOf(word);
      row[(hash >>> 1) % dimensions] += hash & 1 ? 1 : -1;
    }
    const length = Math.hypot(...row);
    if (length > 0) for (let j = 0; j < dimensions; j++) row[j] /= length;
  });
  return { values, rows: texts.length, columns: dimensions };
}

/** FNV-1a with a final mix, so that the lowest bit depends on all of them. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
