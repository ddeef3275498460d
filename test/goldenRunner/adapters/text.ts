import { characterCounts } from '../../../src/stats/text/characterCounts';
import { corpusStatistics } from '../../../src/stats/text/corpusStatistics';
import type { Documents } from '../../../src/stats/text/documents';
import { lengthDrift } from '../../../src/stats/text/lengthDrift';
import { ngramDistance } from '../../../src/stats/text/ngramDistance';
import { outOfVocabulary } from '../../../src/stats/text/outOfVocabulary';
import { tokenDistribution } from '../../../src/stats/text/tokenDistribution';
import { asciiWords } from '../../../src/stats/text/words';

interface Pair<Sample> {
  readonly reference: Sample;
  readonly current: Sample;
}

export function tokenize_ascii({ texts }: { texts: string[] }): unknown {
  return { tokens: texts.map(asciiWords) };
}

export function token_distribution(input: Pair<Documents> & { readonly k: number; readonly alpha: number }): unknown {
  const found = tokenDistribution(input.reference, input.current, { top: input.k, smoothing: input.alpha });
  const { jsDivergence: bits } = found;
  const nats = bits * Math.LN2;
  return {
    ...{ js_divergence_2: bits, js_divergence_e: nats },
    ...{ js_distance_2: Math.sqrt(bits), js_distance_e: Math.sqrt(nats) },
    kl_ref_cur: found.klDivergence,
    tv: found.totalVariation,
    cosine_similarity: found.cosineSimilarity,
    k_used: found.top,
    topk_overlap: found.topOverlap,
    jaccard: found.jaccard,
    union_vocabulary: found.vocabulary,
  };
}

export function corpus_stats({ documents }: { documents: Documents }): unknown {
  const { length, ...found } = corpusStatistics(documents);
  return {
    n_docs: found.documents,
    n_tokens: found.tokens,
    vocabulary: found.types,
    type_token_ratio: found.typeTokenRatio,
    hapax_ratio: found.hapaxRatio,
    length_mean: length.mean,
    length_std: length.standardDeviation,
    length_min: length.min,
    length_max: length.max,
    length_median: length.median,
    length_p95: length.p95,
    token_entropy_bits: found.entropy,
    length_histogram: length.histogram,
  };
}

export function oov({ reference, current }: Pair<Documents>): unknown {
  const { tokenRate, typeRate } = outOfVocabulary(reference, current);
  return { oov_token_rate: tokenRate, oov_type_rate: typeRate };
}

export function length_drift({ reference, current }: Pair<number[]>): unknown {
  const found = lengthDrift(reference, current);
  return {
    mean_ref: found.means[0],
    mean_cur: found.means[1],
    mean_diff_z: found.meanShift,
    ks_statistic: found.test.statistic,
    ks_pvalue: found.test.pValue,
    wasserstein: found.wasserstein,
    js_distance_2: found.jsDistance,
    psi: found.psi,
  };
}

export function char_stats({ text }: { text: string }): unknown {
  const found = characterCounts(text);
  return {
    length: found.length,
    ascii_letters: found.asciiLetters,
    ascii_digits: found.asciiDigits,
    whitespace: found.whitespace,
    non_ascii: found.nonAscii,
  };
}

export function ngram_js({ a, b, n }: { a: string; b: string; n: number }): unknown {
  return { js_distance_2: ngramDistance(a, b, { n }) };
}
