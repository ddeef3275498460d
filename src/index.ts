export * from './core';

export * from './data';

export * from './augmentation';
export * from './augmentation/scenarios';

export * from './metrics';

export * from './stats/text';

export * from './nn';
export * from './nn/bert';
export * from './nn/zoo';

// embedding
export { anomalyMaps, type AnomalyMapOptions } from './embedding/anomalyMap';
export { kCenterGreedy, type Coreset, type CoresetOptions } from './embedding/coreset';
export { cosineShift, type CosineShift } from './embedding/cosineShift';
export { frechetDistance } from './embedding/frechetDistance';
export { linearCka } from './embedding/linearCka';
export { mahalanobisDistances } from './embedding/mahalanobisDistances';
export { oracleShrinkage } from './embedding/oracleShrinkage';
export { principalComponents, projectRows, type PrincipalComponents } from './embedding/principalComponents';
export { dinoEmbedder, type DinoOptions } from './embedding/dino';
export { concatEmbeddings, selectEmbeddings } from './embedding/embeddingImages';
export { fitMemoryBank, type AnomalyScores, type MemoryBank, type MemoryBankOptions } from './embedding/memoryBank';
export { loadMemoryBank, saveMemoryBank } from './embedding/memoryBankFiles';
export { textEmbedder, type TextEmbedder, type TextEmbedderOptions } from './embedding/textEmbedder';
export { imageEmbeddings, type PatchEmbedder, type PatchEmbedding } from './embedding/patchEmbedder';
export { meanColorEmbedder } from './embedding/meanColorEmbedder';
export {
  openGaborEmbedder,
  openTextureEmbedder,
  type TextureEmbedder,
  type TextureEmbedderOptions,
} from './embedding/textureEmbedder';
export { patchcoreScore, type PatchcoreOptions, type PatchcoreScore } from './embedding/patchcore';

export * from './detectors';
export * from './detectors/alerts';

export * from './profile';

export * from './retraining/curation';
export * from './retraining/deciding';
export * from './retraining/deployment';
export * from './retraining/explaining';
export * from './retraining/judging';
export * from './retraining/learning';
export * from './retraining/monitoring';
export * from './retraining/pipeline';

// experiments
export { writeClaims, type Claim } from './experiments/claims';
export { dataDrift, type DataDrift, type DataDriftOptions } from './experiments/dataDrift';
export { dataDriftClaims } from './experiments/dataDriftClaims';
export { dataDriftFigures, type DataDriftFigures } from './experiments/dataDriftFigures';
export { writeDataDrift } from './experiments/dataDriftFiles';
export { summarize, type DataDriftSummary } from './experiments/dataDriftSummary';
export { seedStudy, type SeedStudyOptions, type SeedStudyRow } from './experiments/seedStudy';
export {
  detectorComparison,
  type DetectorComparison,
  type DetectorComparisonOptions,
} from './experiments/detectorComparison';
export { detectorComparisonClaims } from './experiments/detectorComparisonClaims';
export { powerFigure } from './experiments/detectorComparisonFigures';
export { writeDetectorComparison, type ComparisonResults } from './experiments/detectorComparisonFiles';
export { streamComparison, type StreamComparison, type StreamComparisonOptions } from './experiments/streamComparison';
export { streamComparisonClaims } from './experiments/streamComparisonClaims';
export { streamComparisonFigures, type StreamComparisonFigures } from './experiments/streamComparisonFigures';
export { strawManFindings, type StrawManFinding } from './experiments/streams/strawManFindings';
export { trainingClaims } from './experiments/training/trainingClaims';
export { lossCurve, trainingFigures, type TrainingFigures } from './experiments/training/trainingFigures';
export { writeTraining } from './experiments/training/trainingFiles';
export { trainingStudy, type TrainingStudy, type TrainingStudyOptions } from './experiments/training/trainingStudy';
export {
  errorMonitor,
  loopCosts,
  measureGains,
  policyClaims,
  policyFigures,
  policyStudy,
  policyTable,
  prequentialLoop,
  realLoopStreams,
  syntheticLoopStreams,
  writePolicyStudy,
  type PolicyStudy,
  type PolicyStudyOptions,
} from './experiments/loop';
export {
  attributionFigure,
  changePointCoverage,
  changePointFigure,
  policyOverview,
  retrainingStory,
  storyAccuracyFigure,
  storyClaims,
  storyDiary,
  storyPosteriorFigure,
  writeStory,
  type RetrainingStory,
  type RetrainingStoryOptions,
} from './experiments/loopStory';
export * from './experiments/medical';
export * from './experiments/profiles';
export * from './experiments/retraining';
export * from './experiments/text';
