import { checkNumber, checkOneOf } from '../../errors';
import type { Random } from '../../random';
import { languages, type Language, type LanguageName } from './languages';
import { mapWords, withCaseOf } from './mapWords';
import { defineTextDrift, type TextDrift } from './textDrift';

/**
 * Another language mixed in: each word gives way with probability `rate`, common English ones to their translation, others to a
 * made-up word that looks like the language, the same wherever it occurs under the same seed. No translation, and none is meant.
 * @throws {TypeError | RangeError} if rate is not a number in [0, 1] or the language is unknown.
 * @example
 * foreignWords('The card is not here', 1, 'german', createRandom(1)); // e.g. 'Die verstück ist nicht geheit'
 */
export function foreignWords(text: string, rate: number, language: LanguageName, random: Random): string {
  checkNumber('rate', rate, 0, 1);
  checkOneOf('language', language, Object.keys(languages));
  return mapWords(text, (word) => {
    if (random.uniform() >= rate) return word;
    const lower = word.toLowerCase();
    return withCaseOf(word, languages[language].words.get(lower) ?? madeUp(languages[language], random.fork(lower)));
  });
}

function madeUp({ starts, ends }: Language, random: Random): string {
  return starts[random.integer(starts.length)] + ends[random.integer(ends.length)];
}

/** A drift to another language: a rate of 0.9 · severity. */
export function foreignWordsOf(language: LanguageName): TextDrift {
  checkOneOf('language', language, Object.keys(languages));
  return defineTextDrift('foreignWords', (text, severity, random) =>
    foreignWords(text, 0.9 * severity, language, random),
  );
}

/** Words that look German. */
export const foreignWordsDrift: TextDrift = foreignWordsOf('german');
