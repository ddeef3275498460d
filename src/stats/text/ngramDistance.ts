import { checkInteger } from '../../errors';
import { contingencyTable } from '../contingency';
import { jsDistance } from '../jsDivergence';
import { checkText } from './words';

/** Options of `ngramDistance`. */
export interface NgramOptions {
  /** Characters of an n-gram, 1 or more; default 3. */
  readonly n?: number;
}

/**
 * Jensen–Shannon distance (base 2, in [0, 1]) of the character n-grams of two texts: sees spelling, script and language without
 * knowing a word. Characters are code points; the ends are not padded.
 * @throws {TypeError | RangeError} if a text is no string or shorter than n characters, or n is no integer ≥ 1.
 * @example
 * ngramDistance('the cat', 'the car', { n: 2 }); // 0.408…
 */
export function ngramDistance(a: string, b: string, { n = 3 }: NgramOptions = {}): number {
  checkInteger('n', n, 1);
  const { counts } = contingencyTable(ngrams('a', a, n), ngrams('b', b, n));
  return jsDistance(...counts, { base: 2 });
}

function ngrams(name: string, text: string, n: number): string[] {
  const characters = [...checkText(name, text)];
  if (characters.length < n)
    throw new RangeError(`invalid ${name}: expected at least ${n} characters, got ${characters.length}`);
  return Array.from({ length: characters.length - n + 1 }, (_, i) => characters.slice(i, i + n).join(''));
}
