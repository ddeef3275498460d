import { checkInteger } from '../errors';
import { psi } from '../stats/psi';
import type { ColumnTest, EffectScale } from './columnTest';
import type { CountMeasure } from './countMeasure';
import type { BatchDetector } from './driftResult';
import { featureDetector, type FeatureDriftOptions } from './featureDetector';
import { splitCategories, splitQuantileBins } from './splitStatistics';
import type { TableData } from './table';

/** Options of the detectors that count numbers in bins. */
export interface BinnedDriftOptions extends FeatureDriftOptions {
  /** Bins of a numeric column, at most: 2 to 10,000, default 10. */
  readonly bins?: number;
}

const MOST_BINS = 10_000;

/** The tests of both kinds of columns by a distance between counts. */
export function countTests(
  name: string,
  measure: CountMeasure,
  scale: EffectScale,
  bins: number,
): Record<'numeric' | 'categorical', ColumnTest> {
  checkInteger('bins', bins, 2, MOST_BINS);
  return {
    numeric: {
      name,
      scale,
      asymmetric: true,
      permute: (pooled, splits) => splitQuantileBins(pooled, splits, bins, measure),
    },
    categorical: { name, scale, permute: (pooled, splits) => splitCategories(pooled, splits, measure) },
  };
}

const scale: EffectScale = { name: 'PSI', distance: Math.sqrt, effect: (distance) => distance * distance };

// half a value more in each bin: an empty one adds what its size allows to say, not what some epsilon is
const smoothed: CountMeasure = (reference, sample) =>
  psi(
    reference.map((count) => count + 0.5),
    sample.map((count) => count + 0.5),
    { smoothing: 'none' },
  );

/** The PSI tests of numeric and categorical columns. */
export function psiTests(bins = 10): Record<'numeric' | 'categorical', ColumnTest> {
  return countTests('PSI', smoothed, scale, bins);
}

/**
 * Population stability index of every column with permutation p values and one decision for all; nats, with half a value added
 * to each count. Null: rows (groups, blocks) are exchangeable between reference and sample. Numbers are counted in bins cut at the
 * quantiles of the reference, with open ends. Fixed limits such as 0.2 mean something else at every sample size: what is reported as
 * effect is PSI above chance, with an interval. O(rows · permutations) time per column.
 * @throws as `tabularDrift` does, and {RangeError} if `bins` is not an integer from 2 to 10,000.
 * @example
 * const detector = psiDrift({ age: ages, ward: wards }, { random: createRandom(1) });
 * const { pValue, features } = await detector.compare({ age: newAges, ward: newWards });
 */
export function psiDrift(
  reference: TableData,
  { bins = 10, ...options }: BinnedDriftOptions = {},
): BatchDetector<TableData> {
  return featureDetector('psiDrift', reference, psiTests(bins), options);
}
