import { checkInteger, checkNumber } from '../../errors';
import { compareLabels, contingencyTable } from '../contingency';
import { jsDivergence } from '../jsDivergence';
import { klDivergence } from '../klDivergence';
import { totalVariation } from '../totalVariation';
import { dot, norm } from '../vectors';
import { allTokens, type Documents } from './documents';

/** How two distributions of words differ. */
export interface TokenDistribution {
  /** Jensen–Shannon divergence in bits, in [0, 1]; its root is the distance. */
  readonly jsDivergence: number;
  /** KL(reference‖sample) in nats after smoothing. */
  readonly klDivergence: number;
  readonly totalVariation: number;
  /** Of the vectors of counts, in [0, 1]. */
  readonly cosineSimilarity: number;
  /** Share that the most frequent words of both have in common, of `top` words a side. */
  readonly topOverlap: number;
  /** How many words that were: no more than the smaller vocabulary has. */
  readonly top: number;
  /** Shared types / all types. */
  readonly jaccard: number;
  /** Types of both together. */
  readonly vocabulary: number;
}

/** Options of `tokenDistribution`. */
export interface TokenDistributionOptions {
  /** Most frequent words that are compared, 1 or more; default 100. */
  readonly top?: number;
  /** Added to the count of every word for the KL divergence, which is infinite without; default 0.5. */
  readonly smoothing?: number;
}

/**
 * Compares the words of two collections of documents, which are lists of words. Of words as often the first in the order of code
 * points counts as the more frequent one. These are distances and no tests: they are above 0 without drift too.
 * @throws {TypeError | RangeError} if documents are no lists of strings, a side has no word, or an option is out of range.
 * @example
 * tokenDistribution([['to', 'be']], [['to', 'go']]).jaccard; // 1 / 3
 */
export function tokenDistribution(
  reference: Documents,
  sample: Documents,
  { top = 100, smoothing = 0.5 }: TokenDistributionOptions = {},
): TokenDistribution {
  checkInteger('top', top, 1);
  checkNumber('smoothing', smoothing, 0);
  const { categories, counts } = contingencyTable(allTokens('reference', reference), allTokens('sample', sample));
  const [first, second] = counts;
  const sizes = counts.map((row) => row.filter((count) => count > 0).length);
  const k = Math.min(top, ...sizes);
  const [often, oftenToo] = counts.map((row) => mostFrequent(categories as string[], row, k));
  const both = new Set([...often, ...oftenToo]);
  const raised = counts.map((row) => row.map((count) => count + smoothing));
  return {
    jsDivergence: jsDivergence(first, second, { base: 2 }),
    klDivergence: klDivergence(raised[0], raised[1]),
    totalVariation: totalVariation(first, second),
    cosineSimilarity: Math.min(1, dot(first, second) / (norm(first) * norm(second))),
    topOverlap: (2 * k - both.size) / k,
    top: k,
    jaccard: (sizes[0] + sizes[1] - categories.length) / categories.length,
    vocabulary: categories.length,
  };
}

function mostFrequent(words: readonly string[], counts: readonly number[], most: number): string[] {
  const order = words.map((_, i) => i).sort((a, b) => counts[b] - counts[a] || compareLabels(words[a], words[b]));
  return order.slice(0, most).map((i) => words[i]);
}
