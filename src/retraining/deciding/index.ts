/** The public part of deciding: whether to retrain, how, and why. */

export { comparePolicies, type PolicyStanding } from './comparePolicies';
export { costAwarePolicy, type CostAwareOptions, type RetrainingOffer } from './costAwarePolicy';
export {
  ACTIONS,
  daysSinceRetraining,
  RETRAININGS,
  type Action,
  type Decision,
  type DriftEstimate,
  type MeasuredGain,
  type Past,
  type PastRetraining,
  type Policy,
  type Retraining,
} from './decision';
export { gainCurve, type GainPoint } from './gainCurve';
export { limitedPolicy, type LimitOptions, type RetrainingBudget } from './limitedPolicy';
export type { OwnMeasurements } from './ownMeasurements';
export { qPolicy, type QPolicyOptions } from './qPolicy';
export { STATE_EDGES, type QTable, type QTraining, type StateEdges } from './qTable';
export { openQTable, parseQTable, saveQTable } from './qTableFiles';
export { RetrainingSimulator, type StepOutcome } from './retrainingSimulator';
export { WEEKLY_WORLD, type RetrainingWorld, type SimulatedCure } from './retrainingWorld';
export { RULE, rulePolicy, type RulePolicyOptions, type RuleRow, type RuleTable } from './rulePolicy';
export { simulatePolicy, type SimulatedPolicy, type SimulateOptions } from './simulatePolicy';
export { strawPolicies } from './strawPolicies';
export { trainingWindow, type ChangePoint, type TrainingWindow, type TrainingWindowOptions } from './trainingWindow';
export { trainQTable, type TrainQTableOptions } from './trainQTable';
export { tuneRule, type TunedRule, type TuneRuleOptions } from './tuneRule';
