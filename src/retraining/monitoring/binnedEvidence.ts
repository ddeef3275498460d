import { chiSquareSf } from '../../stats/distributions/chiSquare';
import { jsDivergence } from '../../stats/jsDivergence';
import { psi } from '../../stats/psi';
import { sharedContingency, type BinnedColumn } from './binnedColumns';
import { strongest, type MemberFinding } from './memberEvidence';
import { weightedChiSquareSf } from './weightedChiSquare';

/**
 * PSI summed over the columns, half a row more in each bin: sees a drift that is spread over many columns. Without drift PSI·nm/(n + m) is
 * about χ² for each column (Yurdakul 2018); what columns have in common widens the law of the sum.
 */
export function psiEvidence(columns: readonly BinnedColumn[], weight: number): MemberFinding {
  const raised = (counts: readonly number[]) => counts.map((count) => count + 0.5);
  const sum = columns.reduce(
    (total, { reference, sample }) => total + psi(raised(reference), raised(sample), { smoothing: 'none' }),
    0,
  );
  const freedom = columns.reduce((total, column) => total + column.freedom, 0);
  const second = freedom + 2 * sharedContingency(columns);
  // the third moment of a multiple of χ²
  const sums = { first: freedom, second, third: second ** 2 / freedom };
  return { statistic: sum, pValue: weightedChiSquareSf(weight * sum, sums), method: 'PSI, summed over columns, scaled χ²' }; // prettier-ignore
}

/** The column with the clearest Jensen–Shannon divergence in bits: 8·ln 2·JS·nm/(n + m) is about χ² without drift (Grosse et al. 2002). */
export function jsEvidence(columns: readonly BinnedColumn[], weight: number): MemberFinding {
  const findings = columns.map(({ reference, sample, freedom }) => {
    const nats = jsDivergence(reference, sample);
    const pValue = freedom > 0 ? chiSquareSf(8 * weight * nats, freedom) : 1;
    return { statistic: nats / Math.LN2, pValue, method: '' };
  });
  return strongest(findings, 'Jensen–Shannon, largest of columns, χ², Bonferroni');
}
