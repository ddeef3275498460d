import { cramerVonMises } from '../stats/cramerVonMises';
import type { ColumnTest } from './columnTest';
import type { BatchDetector } from './driftResult';
import { featureDetector, type FeatureDriftOptions } from './featureDetector';
import { splitCramerVonMises } from './splitStatistics';
import type { TableData } from './table';

/** The Cramér–von Mises test of a numeric column. */
export const cramerVonMisesTest: ColumnTest = {
  name: 'Cramér–von Mises',
  law: ({ values: reference }, { values: sample }) => {
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
};

/**
 * Two-sample Cramér–von Mises test of every column with one decision for all; more sensitive than Kolmogorov–Smirnov to small
 * shifts that are spread over the range. Null and corrections as in `ksDrift`. The effect is the root mean square of the distance
 * between the two distribution functions, in [0, 1].
 * @throws as `ksDrift` does.
 * @example
 * const detector = cramerVonMisesDrift({ age: [61, 48, 50, 37] });
 * (await detector.compare({ age: [70, 81, 77] })).pValue;
 */
export function cramerVonMisesDrift(reference: TableData, options: FeatureDriftOptions = {}): BatchDetector<TableData> {
  return featureDetector('cramerVonMisesDrift', reference, { numeric: cramerVonMisesTest }, options);
}
