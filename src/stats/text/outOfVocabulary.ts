import { allTokens, type Documents } from './documents';

/** How much of a sample's words the reference does not know; shares in [0, 1]. */
export interface OutOfVocabulary {
  /** Of all words. */
  readonly tokenRate: number;
  /** Of the different words. */
  readonly typeRate: number;
}

/**
 * The out-of-vocabulary rates of a sample; both are lists of documents, which are lists of words. Above 0 without drift too: the
 * rarest words of any sample are in no reference.
 * @throws {TypeError | RangeError} if documents are no lists of strings or a side has no word.
 * @example
 * outOfVocabulary([['to', 'be']], [['to', 'go', 'to']]); // { tokenRate: 1 / 3, typeRate: 1 / 2 }
 */
export function outOfVocabulary(reference: Documents, sample: Documents): OutOfVocabulary {
  const known = new Set(allTokens('reference', reference));
  const tokens = allTokens('sample', sample);
  const unknown = (list: readonly string[]) => list.filter((token) => !known.has(token)).length / list.length;
  return { tokenRate: unknown(tokens), typeRate: unknown([...new Set(tokens)]) };
}
