/** The detectors of the ensemble, in the order in which they are told. */
export const MEMBERS = ['ks', 'psi', 'js', 'mmd', 'adwin', 'predictions', 'errors'] as const;
export type EnsembleMember = (typeof MEMBERS)[number];

/** What one detector says of a window. */
export interface MemberFinding {
  readonly statistic: number;
  /** For the window as a whole, corrected for the number of features. */
  readonly pValue: number;
  readonly method: string;
  /** The column with the smallest p value, of detectors that look at columns one by one. */
  readonly feature?: number;
}

/** A finding, or why there is none. */
export type MemberEvidence = { readonly member: EnsembleMember } & (
  MemberFinding | { readonly pValue: null; readonly missing: string }
);

/** The finding of the column with the smallest p value, which is corrected for the number of columns (Bonferroni). */
export function strongest(findings: readonly MemberFinding[], method: string): MemberFinding {
  const feature = findings.reduce((best, { pValue }, j) => (pValue < findings[best].pValue ? j : best), 0);
  const { statistic, pValue } = findings[feature];
  return { statistic, pValue: Math.min(1, pValue * findings.length), method, feature };
}
