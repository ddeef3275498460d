import { checkOneOf } from '../errors';
import { checkTexts } from './checkTexts';
import type { BatchDetector, Dependence } from './driftResult';
import { hashedText } from './hashedText';
import { mmdDrift, type MmdDriftOptions } from './mmdDrift';
import { TokenDrift, type TokenDriftOptions } from './tokenDrift';

/** Options of `textDrift`. */
export interface TextDriftOptions extends TokenDriftOptions, Pick<MmdDriftOptions, 'bandwidth'> {
  /** Default 'words'. */
  readonly method?: 'words' | 'hashed';
  /** Columns of the hashed texts; default 256. */
  readonly dimensions?: number;
}

/**
 * Tests whether texts come from the distribution of the reference's. Null: texts (groups, blocks of texts) are exchangeable. The
 * unit is the text, since the words of one text depend on each other: p values come from exchanging texts.
 *
 * - 'words': Pearson's statistic of the counts of the most common words of both samples together. Its features are the 20 words
 *   that differ most, corrected for all by max-T.
 * - 'hashed': `mmdDrift` of `hashedText`; sees which words go together, too, but names none.
 * @throws {TypeError} if a sample is no list of strings or `random` no generator; {RangeError} if a sample is empty, for 'hashed' of one
 * text only, or an option is out of range.
 * @example
 * const detector = textDrift(lastMonth, { random: createRandom(1) });
 * (await detector.compare(today)).features[0].name; // 'refund'
 */
export function textDrift(
  reference: readonly string[],
  { method = 'words', dimensions = 256, ...options }: TextDriftOptions,
): BatchDetector<readonly string[]> {
  checkOneOf('method', method, ['words', 'hashed']);
  if (method === 'words') return new TokenDrift(reference, options);
  checkTexts('reference', reference);
  const name = 'textDrift';
  const detector = mmdDrift(hashedText(reference, { dimensions }), options);
  const compare = async (sample: readonly string[], dependence?: Dependence) => {
    checkTexts('sample', sample);
    const result = await detector.compare(hashedText(sample, { dimensions }), dependence);
    return { ...result, detector: name };
  };
  return { name, alpha: detector.alpha, compare };
}
