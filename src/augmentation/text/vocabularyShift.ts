import { checkInteger, checkNumber } from '../../errors';
import { topicVocabulary } from '../../data/sentences';
import type { Random } from '../../random';
import { functionWords } from '../../stats/text/functionWords';
import { mapWords, withCaseOf } from './mapWords';
import { defineTextDrift, type TextDrift } from './textDrift';

/**
 * New words for old things: each word that carries meaning (of four characters or more, no English function word) is replaced with
 * probability `rate` by one of `vocabulary`, by the same one wherever it occurs under the same seed.
 * @throws {TypeError | RangeError} if rate is not a number in [0, 1] or `vocabulary` is empty.
 * @example
 * vocabularyShift('Cancel the transfer', 1, ['keel', 'buoy'], createRandom(1)); // e.g. 'Buoy the keel'
 */
export function vocabularyShift(text: string, rate: number, vocabulary: readonly string[], random: Random): string {
  checkNumber('rate', rate, 0, 1);
  checkInteger('length of vocabulary', vocabulary.length, 1);
  return mapWords(text, (word) => {
    const lower = word.toLowerCase();
    if (lower.length < 4 || functionWords.has(lower) || random.uniform() >= rate) return word;
    return withCaseOf(word, vocabulary[random.fork(lower).integer(vocabulary.length)]);
  });
}

/**
 * A drift to another vocabulary, such as that of a topic: a rate of 0.9 · severity.
 * @example
 * const medical = vocabularyShiftTo(topicVocabulary('health'));
 */
export function vocabularyShiftTo(vocabulary: readonly string[]): TextDrift {
  return defineTextDrift('vocabularyShift', (text, severity, random) =>
    vocabularyShift(text, 0.9 * severity, vocabulary, random),
  );
}

/** Words of sailors, which no topic of `sentences` has. */
export const vocabularyShiftDrift: TextDrift = vocabularyShiftTo(topicVocabulary('sailing'));
