import { WORD } from '../../stats/text/words';

/** A text with each of its words replaced by what `map` gives; an emoji is none. */
export function mapWords(text: string, map: (word: string) => string): string {
  return text.replace(WORD, (word) => map(word));
}

/** A replacement written as the word was: in capitals, with a capital first, or as it is. */
export function withCaseOf(word: string, replacement: string): string {
  if (word === word.toLowerCase()) return replacement;
  if (word.length > 1 && word === word.toUpperCase()) return replacement.toUpperCase();
  return replacement[0].toUpperCase() + replacement.slice(1);
}
