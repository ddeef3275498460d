import { sortedKolmogorovSmirnov } from '../../stats/kolmogorovSmirnov';
import { strongest, type MemberFinding } from './memberEvidence';

/** The column with the clearest Kolmogorov–Smirnov distance; of ascending columns. */
export function ksEvidence(reference: readonly Float64Array[], sample: readonly Float64Array[]): MemberFinding {
  const findings = reference.map((column, j) => sortedKolmogorovSmirnov(column, sample[j], { method: 'asymptotic' }));
  return strongest(findings, 'Kolmogorov–Smirnov, largest of columns, Bonferroni');
}
