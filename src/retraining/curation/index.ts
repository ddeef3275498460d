/** The public part of curation: what is questionable in samples, and why. */

export { classBalance, type ClassBalance } from './classBalance';
export { curate, type CurateOptions, type Curation, type CurationReason, type Finding } from './curate';
export { duplicates, type Duplicate } from './duplicates';
export { outlyingRows, type OutlyingRows, type OutlyingRowsOptions } from './outlyingRows';
export { suspiciousLabels, type LabelNoise, type SuspiciousLabel } from './suspiciousLabels';
