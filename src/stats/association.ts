import { chiSquare } from './chiSquare';
import { margins, readTable, type TableArguments } from './contingency';

/** How strongly rows and columns of a table hang together; all from Pearson's χ² without correction. */
export interface Association {
  /** √(φ² / min(r − 1, c − 1)), in [0, 1] (Cramér 1946). */
  readonly cramersV: number;
  /** Cramér's V without what chance adds (Bergsma 2013): 0 is to be expected of independent rows and columns. */
  readonly cramersVCorrected: number;
  /** √(φ² / √((r − 1)(c − 1))), in [0, 1]. */
  readonly tschuprowsT: number;
  /** Pearson's contingency coefficient √(φ² / (1 + φ²)), in [0, 1). */
  readonly contingencyCoefficient: number;
  /** χ² / n. */
  readonly phiSquared: number;
}

/**
 * Measures of association of a table of counts, or of two samples of labels, where they are sizes of the drift. Unlike a p value
 * they do not grow with n. All are 0 for a table with one row or column.
 * @throws {TypeError | RangeError} as `chiSquare` does.
 * @example
 * association([[8, 2], [1, 5]]).cramersV; // 0.6180…
 */
export function association(...given: TableArguments<never>): Association {
  const [table] = readTable(given);
  const phiSquared = chiSquare(table, { correction: false }).statistic / margins(table).total;
  const [r, c] = [table.length, table[0].length];
  return {
    cramersV: rootOfShare(phiSquared, Math.min(r - 1, c - 1)),
    cramersVCorrected: corrected(phiSquared, r, c, margins(table).total),
    tschuprowsT: rootOfShare(phiSquared, Math.sqrt((r - 1) * (c - 1))),
    contingencyCoefficient: Math.sqrt(phiSquared / (1 + phiSquared)),
    phiSquared,
  };
}

function corrected(phiSquared: number, r: number, c: number, total: number): number {
  const excess = Math.max(0, phiSquared - ((r - 1) * (c - 1)) / (total - 1));
  const size = (k: number) => k - (k - 1) ** 2 / (total - 1);
  return rootOfShare(excess, Math.min(size(r) - 1, size(c) - 1));
}

function rootOfShare(value: number, most: number): number {
  return most > 0 ? Math.sqrt(value / most) : 0;
}
