/** The public part of learning: cures from cheap to dear, for our networks and for anybody's model. */

export { batchNormAdaptation } from './batchNormAdaptation';
export { adaptBatchNorm, type AdaptBatchNormOptions } from './batchNormStatistics';
export { chooseCure, type ChooseCureOptions, type Cure, type CureChoice, type CureResult } from './chooseCure';
export { curesOf, type CuresOptions } from './cures';
export { estimatePriors, type EstimatePriorsOptions, type PriorEstimate } from './estimatePriors';
export { ewc, type EwcOptions } from './ewc';
export { fisherDiagonal, type FisherDiagonal, type FisherKind, type FisherDiagonalOptions } from './fisherDiagonal';
export { fullTraining } from './fullTraining';
export { incrementalTraining } from './incrementalTraining';
export { l2ToOld, type L2ToOldOptions } from './l2ToOld';
export { labelledOnly, type LabeledSamples } from './learnable';
export { networkLearner, type Learner } from './learner';
export { lwf, type LwfOptions } from './lwf';
export { crossFolds, outOfFold, type Fold } from './outOfFold';
export { ownLearner, ownModel, type OwnFunctions, type OwnModel } from './ownLearner';
export { partialTraining } from './partialTraining';
export { priorCorrection, type PriorCorrectionOptions } from './priorCorrection';
export { recalibrate, type RecalibrateOptions } from './recalibrate';
export {
  fitRecalibration,
  recalibrated,
  type Recalibration,
  type RecalibrationKind,
  type RecalibrationOptions,
} from './recalibration';
export { replayTraining, type ReplayOptions } from './replayTraining';
export { ReplayBuffer, type KeptSample, type ReplayBufferState } from './replayBuffer';
export type { Learned, LearningData, LearningReport, LearningStrategy, LearnOptions } from './strategy';
