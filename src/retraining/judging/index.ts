/** The public part of judging: is the new model better, and how sure is that. */

export { nextCharge, spendAlpha, type Charge, type EarlierTrial } from './alphaSpending';
export { betaMixture, type BetaMixtureOptions } from './betaMixture';
export { bettingSamples } from './bettingSamples';
export type { CriticalResult } from './criticalMetrics';
export type { Answers, Comparison, Evidence } from './evidence';
export { judge, type JudgeOptions } from './judge';
export { judgingPlan, type CriticalMetric, type JudgingPlan, type PrimaryTest } from './judgingPlan';
export { marginBets } from './marginBets';
export { nonInferiority, type NonInferiority, type NonInferiorityOptions } from './nonInferiority';
export type { PairCounts } from './pairCounts';
export {
  pairedPower,
  pairedSamples,
  type PairedPowerOptions,
  type PairedSamplesOptions,
  type PairRates,
} from './pairedPower';
export { pointVerdict, type PointEvidence, type PointOptions } from './pointVerdict';
export type { PrimaryResult } from './primaryTest';
export { priorPower } from './priorPower';
export { replayVerdict, verdictHash, type Replay } from './replayVerdict';
export { shadowEvidence, type ShadowedSamples } from './shadowEvidence';
export { ShadowTrial, type Contestants, type ShadowSample } from './shadowTrial';
export type { Outcome, PriorPower, Verdict } from './verdict';
