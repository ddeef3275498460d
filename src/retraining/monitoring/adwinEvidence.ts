import type { BinnedColumn } from './binnedColumns';
import { strongest, type MemberFinding } from './memberEvidence';

/** Values on either side of a cut, at least; as in `Adwin`. */
const LEAST = 5;

/**
 * The column in which ADWIN (Bifet & Gavaldà 2007) would cut the reference followed by the sample with the smallest delta: that delta bounds
 * the p value. Values are the numbers of their bins, from 0 for the lowest to 1 for the highest one. Unlike the others it sees a drift that
 * began within the sample.
 */
export function adwinEvidence(columns: readonly BinnedColumn[]): MemberFinding {
  const findings = columns.map(({ bins }) => clearestCut(bins));
  return strongest(findings, 'ADWIN, smallest delta of columns that cuts, Bonferroni');
}

/** The largest difference of means relative to its bound, and the delta that makes it one. */
function clearestCut(bins: Uint8Array): MemberFinding {
  const width = bins.length;
  let [most, total, squares] = [1, 0, 0];
  for (const bin of bins) {
    most = Math.max(most, bin);
    total += bin;
    squares += bin * bin;
  }
  const variance = Math.max(0, squares / width - (total / width) ** 2) / most ** 2;
  let [before, log, statistic] = [0, 0, 0];
  for (let i = 0; i < width - LEAST; i++) {
    before += bins[i];
    if (i + 1 < LEAST) continue;
    const difference = Math.abs(before / (i + 1) - (total - before) / (width - i - 1)) / most;
    const reached = logOfCut(difference, variance, 1 / (i + 1) + 1 / (width - i - 1));
    if (reached > log) [log, statistic] = [reached, difference];
  }
  return { statistic, pValue: Math.min(1, 2 * Math.log(width) * Math.exp(-log)), method: '' };
}

/** d of the difference √(2 m v d) + (2/3) m d. */
function logOfCut(difference: number, variance: number, weight: number): number {
  const linear = Math.sqrt(2 * weight * variance);
  const root = (2 * difference) / (linear + Math.sqrt(linear ** 2 + (8 / 3) * weight * difference) || 1);
  return root * root;
}
