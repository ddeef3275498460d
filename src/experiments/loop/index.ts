/** Policies of retraining on streams: a prequential loop, its streams, the comparison and its figures. */
export { adwinMonitor } from './adwinMonitor';
export { errorMonitor, type ErrorMonitorOptions } from './errorMonitor';
export { predictLinear, trainLinear, type LinearClassifier, type TrainLinearOptions } from './linearClassifier';
export type { LoopMonitor, MonitorView } from './loopMonitor';
export {
  loopCosts,
  loopWorld,
  preparePolicies,
  priced,
  priceless,
  type LoopContestant,
  type PreparedPolicies,
  type PrepareOptions,
} from './loopPolicies';
export { loopScore, type LoopScore } from './loopScore';
export { realLoopStreams, syntheticLoopStreams, type LoopStream, type RealLoopStreams } from './loopStreams';
export { measureGains, type MeasuredGains, type MeasureGainsOptions } from './measureGains';
export { nearStreams, policyClaims } from './policyClaims';
export { policyFigures, type PolicyFigures } from './policyFigures';
export { writePolicyStudy } from './policyFiles';
export type { PolicyRow, ScoredRun } from './policyRows';
export { policyStudy, type PolicyStudy, type PolicyStudyOptions, type PolicyTimeline } from './policyStudy';
export { policyTable } from './policyTable';
export {
  prequentialLoop,
  type LoopCosts,
  type LoopRetraining,
  type LoopRun,
  type PrequentialLoopOptions,
} from './prequentialLoop';
export type { HeldOut } from './retrainLinear';
export { tuningStream, type TuningStream } from './tuningStream';
