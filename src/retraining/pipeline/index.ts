/** The public part of the pipeline: monitor, explain, decide, learn, judge, deploy, as one loop that survives a kill. */

export type { CycleDecision } from './decideCycle';
export { ensembleMonitor, type DriftAssessment, type DriftMonitor, type EnsembleMonitorOptions } from './driftMonitor';
export type { Erasure } from './erasure';
export type { DriftExplanation, PositionedChange } from './explainDrift';
export type { CommitOptions } from './groupCommit';
export type { RetrainingStrategies } from './learnChallenger';
export { networkFiles, type ModelFiles } from './modelVersions';
export { PIPELINE_DEFAULTS, type PipelineConfig } from './pipelineConfig';
export type { DecidedCycle, MonitoredSample } from './pipelineEvents';
export type { ExportedMetrics, PipelineMetrics } from './pipelineMetrics';
export type { PipelineParts } from './pipelineParts';
export type { PipelineCounts } from './pipelineState';
export type { PipelineStatus } from './pipelineStatus';
export type { ReferenceData } from './referenceData';
export { openPipeline, type Acknowledgement, type CycleReport, type RetrainingPipeline } from './retrainingPipeline';
export type { SampleWindow } from './sampleRing';
