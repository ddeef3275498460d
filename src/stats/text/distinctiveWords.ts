import { checkInteger, checkNumber } from '../../errors';
import { adjustPValues, type AdjustMethod } from '../adjustPValues';
import { compareLabels } from '../contingency';
import { normalP } from '../normalP';
import type { Documents } from './documents';

/** A word, and how much more often texts of the sample have it. */
export interface DistinctiveWord {
  readonly word: string;
  /** Texts that have it. */
  readonly texts: readonly [reference: number, sample: number];
  /** Above 0 for words of the sample, below 0 for those of the reference. */
  readonly logOddsRatio: number;
  /** The log-odds ratio over its standard error. */
  readonly z: number;
  /** Two-sided, of the normal law. */
  readonly pValue: number;
  readonly adjustedPValue: number;
}

/** Options of `distinctiveWords`. */
export interface DistinctiveWordsOptions {
  /** Texts that the prior is worth, above 0; more draw rare words closer to 0. Default 20. */
  readonly prior?: number;
  /** Texts of both samples together that must have a word, 1 or more; default 5. */
  readonly least?: number;
  /** For the number of words; default 'holm'. */
  readonly correction?: AdjustMethod;
}

/**
 * The words that set two samples of texts apart, the clearest first: log-odds ratios with an informative Dirichlet prior (Monroe,
 * Colaresi & Quinn 2008, eqs. 16, 19 and 22), whose prior is the share of all texts that have the word. Counted is in how many texts
 * a word is, not how often: the words of one text depend on each other, and one talkative text is no evidence. So the variance has
 * the terms of the texts without the word, too. Null of a word: texts of both samples have it with the same probability, independently
 * of each other. The normal law is on the safe side for rare words.
 * @returns nothing if no word is in as many texts as `least` says.
 * @throws {TypeError | RangeError} if `prior` or `least` are out of range.
 * @example
 * distinctiveWords(lastMonth.map(words), today.map(words))[0]; // { word: 'refund', texts: [2, 31], z: 4.9…, … }
 */
export function distinctiveWords(
  reference: Documents,
  sample: Documents,
  { prior = 20, least = 5, correction = 'holm' }: DistinctiveWordsOptions = {},
): DistinctiveWord[] {
  checkNumber('prior', prior, Number.MIN_VALUE);
  checkInteger('least', least, 1);
  const sizes = [reference.length, sample.length] as const;
  const counts = [...countTexts([reference, sample])].filter(([, [first, second]]) => first + second >= least);
  const found = counts.map(([word, texts]) => ({ word, texts, ...compareOdds(texts, sizes, prior) }));
  const adjusted = adjustPValues(
    found.map(({ pValue }) => pValue),
    correction,
  );
  return found
    .map((one, i) => ({ ...one, adjustedPValue: adjusted[i] }))
    .sort((a, b) => Math.abs(b.z) - Math.abs(a.z) || compareLabels(a.word, b.word));
}

function countTexts(samples: readonly Documents[]): Map<string, [reference: number, sample: number]> {
  const counts = new Map<string, [number, number]>();
  samples.forEach((documents, side) => {
    for (const document of documents)
      for (const word of new Set(document)) {
        const found = counts.get(word) ?? [0, 0];
        found[side]++;
        counts.set(word, found);
      }
  });
  return counts;
}

function compareOdds(
  texts: readonly [number, number],
  sizes: readonly [number, number],
  prior: number,
): Pick<DistinctiveWord, 'logOddsRatio' | 'z' | 'pValue'> {
  // half a text more, so that neither share is 0
  const share = (texts[0] + texts[1] + 0.5) / (sizes[0] + sizes[1] + 1);
  const [first, second] = texts.map((count, side) => {
    const [having, lacking] = [count + prior * share, sizes[side] - count + prior * (1 - share)];
    return { logOdds: Math.log(having / lacking), variance: 1 / having + 1 / lacking };
  });
  const logOddsRatio = second.logOdds - first.logOdds;
  const z = logOddsRatio / Math.sqrt(first.variance + second.variance);
  return { logOddsRatio, z, pValue: normalP(z, 'two-sided') };
}
