import { checkInteger, show } from '../errors';

/**
 * Checks that `texts` is a list of at least `least` strings.
 * @throws {TypeError} if it is no list or holds anything else; {RangeError} if it is too short.
 */
export function checkTexts(name: string, texts: unknown, least = 0): void {
  if (!Array.isArray(texts)) throw new TypeError(`invalid ${name}: expected a list of texts, got ${show(texts)}`);
  checkInteger(`rows of ${name}`, texts.length, least);
  const wrong = texts.findIndex((text) => typeof text !== 'string');
  if (wrong >= 0) throw new TypeError(`invalid ${name}: expected a string in row ${wrong}, got ${show(texts[wrong])}`);
}
