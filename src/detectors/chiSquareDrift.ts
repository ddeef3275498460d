import { checkOneOf } from '../errors';
import type { Random } from '../random';
import { chiSquareTest, type ChiSquareTestOptions } from './chiSquareTest';
import type { BatchDetector } from './driftResult';
import { featureDetector, type FeatureDriftOptions } from './featureDetector';
import type { TableData } from './table';

/** Options of `chiSquareDrift`. */
export interface ChiSquareDriftOptions extends FeatureDriftOptions, ChiSquareTestOptions {}

/**
 * Chi-square test of homogeneity of every categorical column with one decision for all. Null: rows (groups, blocks) are
 * independent and both samples have one distribution of categories. Categories that only the sample has count like others, and are
 * named in the result's note. Without a correction of the counts, which would make it conservative. The effect is Cramér's V, in
 * [0, 1]. O(rows) time per column by law; where a category is rare, and its counts are permuted, O(categories · permutations) more.
 * @throws as `tabularDrift` does, and {TypeError} if a column is numeric; `categorical` names numbers that stand for categories.
 * @example
 * const detector = chiSquareDrift({ ward: ['A', 'B', 'A', 'C', 'A', 'A'] });
 * (await detector.compare({ ward: ['D', 'D', 'D', 'A', 'D', 'D'] })).features[0].note; // 'not in the reference: "D" (5 rows)'
 */
export function chiSquareDrift(
  reference: TableData,
  { method, yates, ...options }: ChiSquareDriftOptions = {},
): BatchDetector<TableData> {
  if (method !== undefined) checkOneOf('method', method, ['auto', 'asymptotic', 'permutation']);
  const test = (permutations: number, random: Random) => chiSquareTest({ method, yates }, permutations, random);
  return featureDetector('chiSquareDrift', reference, { categorical: test }, options);
}
