import { association } from './association';
import { chiSquare } from './chiSquare';
import { contingencyTable, type Contingency, type Label } from './contingency';
import { hellinger } from './hellinger';
import { jsDistance, jsDivergence } from './jsDivergence';
import { psi } from './psi';
import type { TestResult } from './testResult';
import { largestDifference, totalVariation } from './totalVariation';

/** What two samples of labels have in common and what not. */
export interface CategoricalComparison extends Contingency {
  /** Categories of the sample that the reference lacks. */
  readonly unseen: readonly Label[];
  /** Categories of the reference that the sample lacks. */
  readonly missing: readonly Label[];
  /** χ² test without correction; see `chiSquare` for its null. */
  readonly test: TestResult & { readonly df: number };
  readonly cramersV: number;
  readonly totalVariation: number;
  readonly largestDifference: number;
  readonly psi: number;
  /** In bits. */
  readonly jsDivergence: number;
  /** Base 2: in [0, 1]. */
  readonly jsDistance: number;
  readonly hellinger: number;
}

/** Options of `categoricalCompare`. */
export interface CategoricalOptions {
  /** Floor of the proportions in PSI, default 1e-4. */
  readonly epsilon?: number;
}

/**
 * Compares two samples of one categorical feature: which categories are new or gone, whether they differ (χ²), and how much.
 * @throws {TypeError | RangeError} as `contingencyTable` and `psi` do.
 * @example
 * categoricalCompare(['cat', 'dog', 'cat'], ['cat', 'bird']).unseen; // ['bird']
 */
export function categoricalCompare(
  reference: ArrayLike<Label>,
  sample: ArrayLike<Label>,
  { epsilon }: CategoricalOptions = {},
): CategoricalComparison {
  const { categories, counts } = contingencyTable(reference, sample);
  return {
    categories,
    counts,
    unseen: categories.filter((_, i) => counts[0][i] === 0),
    missing: categories.filter((_, i) => counts[1][i] === 0),
    test: chiSquare(counts, { correction: false }),
    cramersV: association(counts).cramersV,
    totalVariation: totalVariation(...counts),
    largestDifference: largestDifference(...counts),
    psi: psi(...counts, { epsilon }),
    jsDivergence: jsDivergence(...counts, { base: 2 }),
    jsDistance: jsDistance(...counts, { base: 2 }),
    hellinger: hellinger(...counts),
  };
}
