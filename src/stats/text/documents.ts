import { show } from '../../errors';

/** Texts as lists of words. */
export type Documents = readonly (readonly string[])[];

/**
 * All words of all documents.
 * @throws {TypeError} if they are no lists of strings; {RangeError} if there is no word.
 */
export function allTokens(name: string, documents: Documents): string[] {
  if (!Array.isArray(documents))
    throw new TypeError(`invalid ${name}: expected lists of words, got ${show(documents)}`);
  documents.forEach((document: unknown, i) => {
    const wrong: unknown = Array.isArray(document) ? document.find((token) => typeof token !== 'string') : document;
    if (wrong !== undefined || !Array.isArray(document))
      throw new TypeError(`invalid ${name}: expected a list of words in document ${i}, got ${show(wrong)}`);
  });
  const tokens = documents.flat() as string[];
  if (tokens.length === 0) throw new RangeError(`invalid ${name}: expected at least one word, got none`);
  return tokens;
}
