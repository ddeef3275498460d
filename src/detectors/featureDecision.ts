import { adjustPValues } from '../stats/adjustPValues';
import { mean, standardDeviation } from '../stats/moments';
import { maxT } from '../stats/maxT';
import type { TestedColumn } from './columnTesting';

/** How p values of several columns are corrected; see `tabularDrift`. */
export type Correction = (typeof CORRECTIONS)[number];

/** The corrections there are. */
export const CORRECTIONS = ['holm', 'bonferroni', 'bh', 'by', 'maxT'] as const;

/** The adjusted p values in the order of the columns; the smallest one is that of the whole sample. */
export function featureDecision(columns: readonly TestedColumn[], correction: Correction): ArrayLike<number> {
  if (correction !== 'maxT')
    return adjustPValues(
      columns.map(({ pValue }) => pValue),
      correction,
    );
  const standardized = columns.map(({ statistics }) => standardize(statistics!));
  return maxT(standardized);
}

/** Columns in their own units cannot share a maximum. Over all splits, so that the observed one is treated like the others. */
function standardize(raw: Float64Array): Float64Array {
  const largest = raw.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  // squares of tiny statistics have no double; a power of two rounds nothing
  const unit = largest > 0 ? 2 ** Math.max(-1022, Math.floor(Math.log2(largest))) : 1;
  const statistics = raw.map((value) => value / unit);
  const [observed] = statistics;
  const centre = mean(statistics);
  const scale = standardDeviation(statistics);
  // what equals the observed one but for rounding has to stay equal to it
  const near = (value: number) => Math.abs(value - observed) <= 1e-10 * Math.abs(observed);
  return statistics.map((value) => (scale > 0 ? ((near(value) ? observed : value) - centre) / scale : 0));
}

/** How much smaller than alpha the smallest p value of one column has to be for an alarm. */
export function correctionFactor(columns: number, correction: Correction): number {
  if (correction === 'maxT') return 1;
  if (correction !== 'by') return columns;
  let harmonic = 0;
  for (let i = 1; i <= columns; i++) harmonic += 1 / i;
  return columns * harmonic;
}
