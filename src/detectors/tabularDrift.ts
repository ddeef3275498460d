import { checkOneOf } from '../errors';
import type { Random } from '../random';
import { chiSquareTest } from './chiSquareTest';
import { cramerVonMisesTest } from './cramerVonMisesDrift';
import type { BatchDetector } from './driftResult';
import { featureDetector, type FeatureDriftOptions, type FeatureTests } from './featureDetector';
import { jsTests } from './jsDrift';
import { ksTest } from './ksDrift';
import { psiTests } from './psiDrift';
import type { TableData } from './table';
import { wassersteinTest } from './wassersteinDrift';

const numericTests = {
  ks: () => ksTest(),
  cramerVonMises: () => cramerVonMisesTest(),
  wasserstein: () => wassersteinTest,
  psi: () => psiTests().numeric,
  js: () => jsTests().numeric,
} as const;

const categoricalTests = {
  chiSquare: (permutations: number, random: Random) => chiSquareTest({}, permutations, random),
  psi: () => psiTests().categorical,
  js: () => jsTests().categorical,
} as const;

/** Options of `tabularDrift`. */
export interface TabularDriftOptions extends FeatureDriftOptions {
  /** The test of each kind of column; default Kolmogorov–Smirnov and chi-square. */
  readonly tests?: {
    readonly numeric?: keyof typeof numericTests;
    readonly categorical?: keyof typeof categoricalTests;
  };
}

/**
 * Tests every column of a table, numeric or categorical, and makes one decision for all: its p value is the smallest one after the
 * correction. Null: rows (groups, blocks) of reference and sample are independent and have one distribution; then the detector
 * alarms in at most alpha of the samples, however the columns depend on each other, for Holm, Bonferroni, Benjamini–Yekutieli and
 * max-T; for Benjamini–Hochberg (Simes) if they depend positively.
 *
 * With the tests 'ks', 'cramerVonMises' and 'chiSquare', independent rows and no max-T, p values come from laws: O(rows · log rows)
 * time per column. Otherwise units are exchanged, with the same splits for all columns: O(rows · permutations) time per column, and
 * two bytes of memory for each unit and split.
 *
 * A note on a column says that it is constant in the reference, has categories that the reference does not have, or misses values.
 * @throws {TypeError} if `reference` is no table or has a kind of column without a test, or `random` is no generator; {RangeError} if it
 * has no rows, misses values (unless `nanPolicy` says so), or an option is out of range. `compare` rejects with the same, and if the sample's columns are not
 * those of the reference.
 * @example
 * const detector = tabularDrift({ age: [61, 48, 50, 37], ward: ['A', 'B', 'A', 'A'] }, { alpha: 0.01 });
 * const { drift, pValue, features } = await detector.compare({ age: [70, 81, 77], ward: ['A', 'C', 'C'] });
 */
export function tabularDrift(
  reference: TableData,
  { tests: { numeric = 'ks', categorical = 'chiSquare' } = {}, ...options }: TabularDriftOptions = {},
): BatchDetector<TableData> {
  checkOneOf('tests.numeric', numeric, Object.keys(numericTests));
  checkOneOf('tests.categorical', categorical, Object.keys(categoricalTests));
  const tests: FeatureTests = { numeric: numericTests[numeric](), categorical: categoricalTests[categorical] };
  return featureDetector('tabularDrift', reference, tests, options);
}
