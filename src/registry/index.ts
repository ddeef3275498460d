export type { Artifact, Artifacts } from './artifacts';
export { canonicalJson, type JsonObject, type JsonValue } from './canonicalJson';
export { readCheckpoint, type TreeHead } from './checkpoint';
export type { StoreReport } from './checkStore';
export { compareRuns, type RunComparison, type RunDifference } from './compareRuns';
export type { Decision, DecisionLog, DecisionParts, DecisionQuery, OpenedDecision } from './decisionLog';
export type { Experiments, MetricPoint, Run, RunArtifact, RunEnd, RunQuery, RunStart } from './experiments';
export type { ExportOptions } from './exportStore';
export {
  consistencyProof,
  inclusionProof,
  leafHash,
  merkleRoot,
  verifyConsistency,
  verifyInclusion,
  type Consistency,
  type Inclusion,
} from './merkleTree';
export type {
  AliasChange,
  ModelRegistry,
  ModelVersion,
  PromoteOptions,
  Promotion,
  Rollback,
  RollbackOptions,
  VersionName,
  VersionParts,
} from './modelRegistry';
export { openStore, type Store, type StoreOptions } from './openStore';
export { createNoteKey, openNote, signNote, type NoteKey } from './signedNote';
export { verifyLog, type LogProblem, type LogReport, type VerifyLogOptions } from './verifyLog';
export type { RetainOptions, Retention } from './retain';
