import { checkInteger } from '../errors';
import type { Random } from '../random';
import { checkProbability } from '../stats/checkProbability';
import { checkDependence, exchange, type Splits } from '../stats/exchange';
import { words } from '../stats/text/words';
import { checkRandom } from './checkRandom';
import { checkTexts } from './checkTexts';
import { shareReached } from './columnTesting';
import type { BatchDetector, Dependence, DriftResult, FeatureResult } from './driftResult';
import { featureDecision } from './featureDecision';
import { powerlessNote } from './powerlessNote';
import { splitUnits } from './splitUnits';
import { countTokens, splitCounts, tally, type TokenCounts } from './tokenCounts';

/** Options of the chi-square test of tokens; `groups` and `blocks` are those of the reference. */
export interface TokenDriftOptions extends Dependence {
  readonly random: Random;
  /** Default 0.05. */
  readonly alpha?: number;
  /** Default 999, or 1 / alpha if that is more. */
  readonly permutations?: number;
  /** Words that are compared: those in most texts of both samples together; default 500. */
  readonly vocabulary?: number;
}

const NAMED = 20;

/** A chi-square test of word counts whose p value comes from exchanging texts. */
export class TokenDrift implements BatchDetector<readonly string[]> {
  readonly name = 'textDrift';
  readonly alpha: number;
  private readonly reference: readonly string[][];
  private readonly permutations: number;

  constructor(
    reference: readonly string[],
    private readonly options: TokenDriftOptions,
  ) {
    const { alpha = 0.05, random, vocabulary = 500 } = options;
    this.alpha = checkProbability('alpha', alpha);
    const { permutations = Math.max(999, Math.ceil(1 / alpha)) } = options;
    this.permutations = checkInteger('permutations', permutations, 1);
    checkRandom(random);
    checkInteger('vocabulary', vocabulary, 1);
    checkTexts('reference', reference, 1);
    checkDependence('reference', reference.length, options);
    this.reference = reference.map(words);
  }

  compare(sample: readonly string[], dependence: Dependence = {}): Promise<DriftResult> {
    // an error becomes a rejection
    return Promise.resolve().then(() => this.compareNow(sample, dependence));
  }

  private compareNow(sample: readonly string[], dependence: Dependence): DriftResult {
    const { vocabulary = 500, random } = this.options;
    const { permutations } = this;
    checkTexts('sample', sample, 1);
    const [n, m] = [this.reference.length, sample.length];
    const units = exchange([n, m], this.options, dependence);
    const splits = splitUnits(units, permutations, random);
    const texts = [...this.reference, ...sample.map(words)];
    const counts = countTokens(units, texts, vocabulary);
    const tokens = splitTokens(counts, splits);
    const pValue = shareReached(tokens.statistics);
    const { name: detector, alpha } = this;
    return {
      ...{ detector, drift: pValue <= alpha, alpha, pValue, statistic: tokens.statistics[0] },
      method: `chi-square of ${counts.tokens.length} words, ${splits.count} splits of ${units.units[0]} + ${units.units[1]} ${units.kind}`,
      features: this.tokenFeatures(counts.tokens, tokens.parts),
      mostDrifted: rarestTexts(texts, n),
      sizes: { reference: n, sample: m },
      notes: powerlessNote(units, alpha, { permutations }),
    };
  }

  private tokenFeatures(tokens: readonly string[], parts: readonly Float64Array[]): FeatureResult[] {
    if (parts.length === 0) return [];
    const tested = parts.map((statistics) => ({
      statistic: statistics[0],
      pValue: shareReached(statistics),
      statistics,
    }));
    const adjusted = featureDecision(tested, 'maxT');
    const features = tokens.map((name, i) => {
      const { statistic, pValue } = tested[i];
      const drift = adjusted[i] <= this.alpha;
      return {
        name,
        kind: 'categorical',
        test: 'chi-square',
        statistic,
        pValue,
        adjustedPValue: adjusted[i],
        drift,
      } as const;
    });
    return features.sort((a, b) => a.adjustedPValue - b.adjustedPValue || b.statistic - a.statistic).slice(0, NAMED);
  }
}

/** Pearson's statistic of each split, and what each word adds to it. */
function splitTokens({ units }: TokenCounts, splits: Splits): { statistics: Float64Array; parts: Float64Array[] } {
  const counts = units.map((ofUnit) => splitCounts(ofUnit, splits));
  const totals = units.map((ofUnit) => [...ofUnit.values()].reduce((sum, count) => sum + count, 0));
  const total = totals.reduce((sum, count) => sum + count, 0);
  const sizes = new Float64Array(splits.count);
  for (const count of counts) count.forEach((value, s) => (sizes[s] += value));
  const parts = counts.map((count, i) => count.map((value, s) => pearson(value, totals[i], sizes[s], total)));
  const statistics = new Float64Array(splits.count);
  for (const part of parts) part.forEach((value, s) => (statistics[s] += value));
  return { statistics, parts };
}

/** What a word adds that occurs `all` times, `count` of them in the reference, of whose `total` words the reference has `size`. */
function pearson(count: number, all: number, size: number, total: number): number {
  if (size === 0 || size === total) return 0;
  return (count * total - all * size) ** 2 / (all * size * (total - size));
}

/** Texts of the sample with the rarest words in the mean. */
function rarestTexts(texts: readonly (readonly string[])[], n: number): number[] {
  const known = tally(texts.slice(0, n).flat());
  const sample = texts.slice(n);
  const scores = sample.map((tokens) =>
    tokens.length === 0
      ? 0
      : tokens.reduce((sum, token) => sum - Math.log((known.get(token) ?? 0) + 0.5), 0) / tokens.length,
  );
  const order = sample.map((_, i) => i);
  return order.sort((a, b) => scores[b] - scores[a] || a - b).slice(0, NAMED);
}
