import { sortedKolmogorovSmirnov, type KsMethod } from '../stats/kolmogorovSmirnov';
import type { ColumnTest } from './columnTest';
import type { BatchDetector } from './driftResult';
import { featureDetector, type FeatureDriftOptions } from './featureDetector';
import { splitKs } from './splitStatistics';
import type { TableData } from './table';

/** Options of `ksDrift`. */
export interface KsDriftOptions extends FeatureDriftOptions {
  /** As in `kolmogorovSmirnov`; default 'auto': 'conditional', exact with ties too, for n·m up to 250,000, else 'asymptotic'. */
  readonly method?: KsMethod;
}

// counting lattice paths takes up to n·m steps, and there may be hundreds of columns
const EXACT_UP_TO = 250_000;

/** The Kolmogorov–Smirnov test of a numeric column. */
export function ksTest(method: KsMethod = 'auto'): ColumnTest {
  return {
    name: 'Kolmogorov–Smirnov',
    law: ({ values: reference }, { values: sample }) => {
      const few = reference.length * sample.length <= EXACT_UP_TO;
      const chosen = method === 'auto' ? (few ? 'conditional' : 'asymptotic') : method;
      const [first, second] = [reference, sample] as Float64Array[];
      const { statistic, pValue } = sortedKolmogorovSmirnov(first, second, { method: chosen });
      // of Kolmogorov's limiting law: the mean square is π²/12
      const size = 1 / reference.length + 1 / sample.length;
      return { statistic, pValue, chance: { meanSquare: (Math.PI ** 2 / 12) * size, high: 1.3581 * Math.sqrt(size) } };
    },
    permute: splitKs,
    scale: {
      name: 'Kolmogorov–Smirnov distance',
      distance: (statistic) => statistic,
      effect: (distance) => Math.min(distance, 1),
    },
  };
}

/**
 * Two-sample Kolmogorov–Smirnov test of every column with one decision for all. Null: rows (groups, blocks) are independent and
 * reference and sample have one distribution in every column. The reference is sorted once. With groups or blocks, or correction
 * 'maxT', p values come from exchanging units. Many ties make the asymptotic law conservative. The effect is the largest distance
 * between the two distribution functions, in [0, 1]. O(rows · log rows) time per column by law.
 *
 * The unit is the row: to compare embeddings of 50 images, pass 50 rows, never their numbers in one column.
 * @throws as `tabularDrift` does, and {TypeError} if a column is categorical.
 * @example
 * const detector = ksDrift({ age: [61, 48, 50, 37], dose: [1.5, 2, 1, 2.5] });
 * (await detector.compare({ age: [70, 81, 77], dose: [2, 1, 1.5] })).features[0].pValue; // 0.057…
 */
export function ksDrift(
  reference: TableData,
  { method = 'auto', ...options }: KsDriftOptions = {},
): BatchDetector<TableData> {
  return featureDetector('ksDrift', reference, { numeric: ksTest(method) }, options);
}
