/** The public part of monitoring: what an ensemble of detectors says of a window, its Bayes factor and the posterior of a drift. */

export { driftEvidence, pValueBound, type DriftEvidence, type DriftEvidenceOptions } from './driftEvidence';
export { driftPosterior, type DriftPosterior, type DriftPriorOptions } from './driftPosterior';
export { ensembleEvidence, type EnsembleEvidence, type EnsembleOptions } from './ensembleEvidence';
export { DRIFT_SIZES, type DriftSize } from './evidenceModel';
export { MEMBERS, type EnsembleMember, type MemberEvidence, type MemberFinding } from './memberEvidence';
export type { MonitoredWindow } from './monitoredWindow';
