import type { ColumnTest } from './columnTest';
import type { BatchDetector } from './driftResult';
import { featureDetector, type FeatureDriftOptions } from './featureDetector';
import { splitWasserstein } from './splitStatistics';
import type { TableData } from './table';

/** The Wasserstein test of a numeric column. */
export const wassersteinTest: ColumnTest = {
  name: 'Wasserstein',
  permute: splitWasserstein,
  scale: { name: 'Wasserstein distance', distance: (statistic) => statistic, effect: (distance) => distance },
  finite: true,
};

/**
 * First Wasserstein distance of every numeric column, each in the column's own unit, with permutation p values and one decision
 * for all. Null: rows (groups, blocks) are exchangeable between reference and sample. The effect is the distance above chance, with an
 * interval. O(rows · permutations) time per column.
 * @throws as `tabularDrift` does, and {TypeError} if a column is categorical, {RangeError} if a value is infinite.
 * @example
 * const detector = wassersteinDrift({ age: [61, 48, 50, 37] }, { random: createRandom(1) });
 * (await detector.compare({ age: [70, 81, 77] })).features[0].statistic; // 27, in years
 */
export function wassersteinDrift(reference: TableData, options: FeatureDriftOptions = {}): BatchDetector<TableData> {
  return featureDetector('wassersteinDrift', reference, { numeric: wassersteinTest }, options);
}
