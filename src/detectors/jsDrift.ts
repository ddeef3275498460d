import { jsDistance } from '../stats/jsDivergence';
import type { ColumnTest } from './columnTest';
import type { BatchDetector } from './driftResult';
import { featureDetector } from './featureDetector';
import { countTests, type BinnedDriftOptions } from './psiDrift';
import type { TableData } from './table';

/** The Jensen–Shannon tests of numeric and categorical columns. */
export function jsTests(bins = 10): Record<'numeric' | 'categorical', ColumnTest> {
  const scale = {
    name: 'Jensen–Shannon distance',
    distance: (statistic: number) => statistic,
    effect: (distance: number) => Math.min(distance, 1),
  };
  return countTests('Jensen–Shannon', (p, q) => jsDistance(p, q, { base: 2 }), scale, bins);
}

/**
 * Jensen–Shannon distance (the root of the divergence, base 2, in [0, 1]) of every column with permutation p values and one
 * decision for all. Null, bins and cost as in `psiDrift`. The effect is the distance above chance, with an interval.
 * @throws as `psiDrift` does.
 * @example
 * const detector = jsDrift({ age: ages, ward: wards }, { random: createRandom(1) });
 * (await detector.compare({ age: newAges, ward: newWards })).features[1].statistic;
 */
export function jsDrift(
  reference: TableData,
  { bins = 10, ...options }: BinnedDriftOptions = {},
): BatchDetector<TableData> {
  return featureDetector('jsDrift', reference, jsTests(bins), options);
}
