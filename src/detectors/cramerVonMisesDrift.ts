import { checkOneOf } from '../errors';
import { cramerVonMises } from '../stats/cramerVonMises';
import type { ColumnTest } from './columnTest';
import type { BatchDetector } from './driftResult';
import { featureDetector, type FeatureDriftOptions } from './featureDetector';
import { splitCramerVonMises } from './splitStatistics';
import type { TableData } from './table';

/** Options of `cramerVonMisesDrift`. */
export interface CramerVonMisesDriftOptions extends FeatureDriftOptions {
  /** Default 'auto': the law of the statistic for columns without ties; 'law': always, though with ties it is not its law. */
  readonly method?: 'auto' | 'law';
}

/** The Cramér–von Mises test of a numeric column. */
export const cramerVonMisesTest = (method: 'auto' | 'law' = 'auto'): ColumnTest => ({
  name: 'Cramér–von Mises',
  law: ({ values: reference }, { values: sample }) => {
    // the law is that of values without ties, and of two or more
    if (method === 'auto' && (Math.min(reference.length, sample.length) < 2 || haveTies(reference, sample)))
      return undefined;
    const { statistic, pValue } = cramerVonMises(reference, sample);
    // of the limiting law: mean 1/6, upper 5 % point 0.46136 (Anderson & Darling 1952)
    const size = 1 / reference.length + 1 / sample.length;
    return { statistic, pValue, chance: { meanSquare: size / 6, high: Math.sqrt(0.46136 * size) } };
  },
  permute: splitCramerVonMises,
  scale: {
    name: 'Cramér–von Mises distance',
    distance: (statistic, n, m) => Math.sqrt(statistic * (1 / n + 1 / m)),
    effect: (distance) => distance,
  },
});

/** Whether a value occurs twice in two ascending lists. */
function haveTies(first: ArrayLike<number>, second: ArrayLike<number>): boolean {
  let last = NaN;
  for (let i = 0, j = 0; i < first.length || j < second.length;) {
    const value = j === second.length || first[i] < second[j] ? first[i++] : second[j++];
    if (value === last) return true;
    last = value;
  }
  return false;
}

/**
 * Two-sample Cramér–von Mises test of every column with one decision for all; more sensitive than Kolmogorov–Smirnov to small
 * shifts that are spread over the range. Columns with ties are tested by exchanging rows, in O(rows · permutations) time. Null and
 * corrections as in `ksDrift`. The effect is the root mean square of the distance between the two distribution functions, in [0, 1].
 * @throws as `ksDrift` does, and {RangeError} for an unknown `method`.
 * @example
 * const detector = cramerVonMisesDrift({ age: [61, 48, 50, 37] });
 * (await detector.compare({ age: [70, 81, 77] })).pValue;
 */
export function cramerVonMisesDrift(
  reference: TableData,
  { method = 'auto', ...options }: CramerVonMisesDriftOptions = {},
): BatchDetector<TableData> {
  checkOneOf('method', method, ['auto', 'law']);
  return featureDetector('cramerVonMisesDrift', reference, { numeric: cramerVonMisesTest(method) }, options);
}
