/** One drifted task told slowly: cures, verdict, regression and rollback. */
export { cureTrials, type CureTrial } from './cureTrials';
export { deploymentStory, type DeploymentStory, type DeploymentStoryOptions } from './deploymentStory';
export { retrainingClaims, type RetrainingFindings } from './retrainingClaims';
export { curesFigure, watchFigure } from './retrainingFigures';
export { writeRetraining, type RetrainingResults } from './retrainingFiles';
export { scannerCure } from './scannerCure';
export { scannerTask, type Scanner, type ScannerTask, type ScannerTaskOptions } from './scannerTask';
