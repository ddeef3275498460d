/** The public batch detectors, and what tells whether they keep their promise. */

export type { BatchDetector, Dependence, DriftResult, Effect, FeatureResult } from './driftResult';

// tables
export { chiSquareDrift, type ChiSquareDriftOptions } from './chiSquareDrift';
export { cramerVonMisesDrift, type CramerVonMisesDriftOptions } from './cramerVonMisesDrift';
export { driftTable, type DriftRow, type DriftTableOptions } from './driftTable';
export type { FeatureDriftOptions } from './featureDetector';
export { jsDrift } from './jsDrift';
export { ksDrift, type KsDriftOptions } from './ksDrift';
export { psiDrift, type BinnedDriftOptions } from './psiDrift';
export { table, type Column, type DataFrameLike, type Table, type TableData, type TableOptions } from './table';
export { tabularDrift, type TabularDriftOptions } from './tabularDrift';
export { wassersteinDrift } from './wassersteinDrift';

// embeddings and other rows of numbers
export { classifierDrift, type ClassifierDriftOptions } from './classifierDrift';
export { c2st, type C2stOptions, type C2stResult } from './c2st';
export { energyDrift } from './energyDrift';
export { energyMultivariate, type EnergyMultivariate } from './energyMultivariate';
export { linearMmd, type LinearMmdResult } from './linearMmd';
export { mahalanobisDrift } from './mahalanobisDrift';
export type { MatrixDriftOptions } from './matrixDetector';
export { mmd, mmd2, medianBandwidth, type Bandwidth, type Mmd2, type MmdOptions, type MmdResult } from './mmd';
export { mmdDrift, type MmdDriftOptions } from './mmdDrift';
export { pcaDrift, type PcaDriftOptions } from './pcaDrift';
export { witness } from './witness';

// texts
export { hashedText, type HashedTextOptions } from './hashedText';
export { textReport, type TextReport, type TextReportOptions, type TextTest } from './textReport';
export { textDrift, type TextDriftOptions } from './textDrift';

// evaluation
export type { AlarmRule, DetectorBuilder, ThresholdRule } from './alarms';
export { alwaysDrift, neverDrift, randomDrift } from './batchStrawMen';
export { drawFrom, type Draw, type DrawOptions, type DrawSource } from './draws';
export { falseAlarmRate, type AlarmRate, type RateOptions } from './falseAlarmRate';
export { describeNullCard, nullCard, type NullCard, type NullCardOptions } from './nullCard';
export { power } from './power';
