import { countLabels } from '../contingency';
import { describe } from '../describe';
import { entropy } from '../entropy';
import { histogram } from '../histogram';
import { quantile } from '../quantile';
import { sortNumbers } from '../sortNumbers';
import { allTokens, type Documents } from './documents';

/** A collection of texts in numbers. */
export interface CorpusStatistics {
  readonly documents: number;
  readonly tokens: number;
  /** Different words. */
  readonly types: number;
  /** types / tokens. */
  readonly typeTokenRatio: number;
  /** Share of the types that occur once. */
  readonly hapaxRatio: number;
  /** Of the distribution of words, in bits. */
  readonly entropy: number;
  /** Words per document; the standard deviation with n in the denominator. */
  readonly length: {
    readonly mean: number;
    readonly standardDeviation: number;
    readonly min: number;
    readonly max: number;
    readonly median: number;
    readonly p95: number;
    /** Counts in ten even bins on [0, max]. */
    readonly histogram: Uint32Array;
  };
}

/**
 * Size, vocabulary and lengths of documents, which are lists of words. O(words) time.
 * @throws {TypeError | RangeError} if they are no lists of strings or there is no word.
 * @example
 * corpusStatistics(['to be or not to be', 'be'].map(words)).typeTokenRatio; // 4 / 7
 */
export function corpusStatistics(documents: Documents): CorpusStatistics {
  const tokens = allTokens('documents', documents);
  const counts = [...countLabels('documents', tokens).values()];
  return {
    documents: documents.length,
    tokens: tokens.length,
    types: counts.length,
    typeTokenRatio: counts.length / tokens.length,
    hapaxRatio: counts.filter((count) => count === 1).length / counts.length,
    entropy: entropy(counts, { base: 2 }),
    length: lengths(documents.map(({ length }) => length)),
  };
}

function lengths(values: readonly number[]): CorpusStatistics['length'] {
  const { mean, populationVariance, min, max, median } = describe(values);
  return {
    ...{ mean, standardDeviation: Math.sqrt(populationVariance), min, max, median },
    p95: quantile(sortNumbers(Float64Array.from(values)), 0.95),
    histogram: histogram(values, { range: [0, max] }).counts,
  };
}
