/** Data sets in a few numbers that merge and compare. */
export { compareProfiles, type CompareOptions, type ComparedData, type ProfileComparison } from './compareProfiles';
export { computeDatasetProfile, type ComputeProfileOptions } from './computeDatasetProfile';
export type { DatasetProfile, ProfilePart } from './datasetProfile';
export { driftStatus, type DriftStatus, type StatusLimits } from './driftStatus';
export type { LabelPart } from './labelPart';
export { mergeProfiles } from './mergeProfiles';
export type { NumericPart } from './numericPart';
export { parseProfile } from './parseProfile';
export type { DistributionComparison, PartComparison, PartMeasure } from './partComparison';
export type { PixelPart } from './pixelPart';
export type { ProfileOptions } from './profileOptions';
export { createProfiler, type Profiler } from './profiler';
export type { ImageData, ProfileData, TextData } from './recorder';
export type { OutputTask, TabularTask, TaskSpec, TextTask, VisionTask } from './taskSpec';
export { weightedReservoir, type WeightedReservoir } from './weightedReservoir';
