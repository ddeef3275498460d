import { mean } from '../stats/moments';
import type { Splits } from '../stats/exchange';
import { shareReached } from './columnTesting';
import { splitCounts, type TokenCounts } from './tokenCounts';

/** What exchanging texts says about words that the reference does not know. */
export interface VocabularyTest {
  /** Share of the sample's words that no text of the reference has, in [0, 1]. */
  readonly rate: number;
  /** The share that splits without regard to the samples have: no reference knows all words. */
  readonly chance: number;
  readonly pValue: number;
}

/**
 * Whether the sample has more new words than chance gives it. Null: texts (groups, blocks of texts) are exchangeable. Each split
 * has a vocabulary of its own, that of its reference, so that the true one is treated like the others.
 */
export function vocabularyTest({ units }: TokenCounts, splits: Splits): VocabularyTest {
  const unknown = new Float64Array(splits.count);
  const sizes = new Float64Array(splits.count);
  for (const ofUnit of units) {
    const total = [...ofUnit.values()].reduce((sum, count) => sum + count, 0);
    splitCounts(ofUnit, splits).forEach((known, s) => {
      sizes[s] += total - known;
      if (known === 0) unknown[s] += total;
    });
  }
  const rates = unknown.map((count, s) => (sizes[s] > 0 ? count / sizes[s] : 0));
  return { rate: rates[0], chance: mean(rates), pValue: shareReached(rates) };
}
