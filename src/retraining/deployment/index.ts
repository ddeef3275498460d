/** The public part of deployment: promotion by a verdict, the watch over it, rollback, cards. */

export { actOnWatch, type WatchAction, type WatchActionOptions } from './actOnWatch';
export { approvers, signApproval } from './approval';
export { deployFirst, deploymentHash, type DeployFirstOptions } from './deployFirst';
export { DeploymentWatch, type WatchedSample, type WatchOptions, type WatchStatus } from './deploymentWatch';
export {
  approvedVersions,
  contestantsOf,
  judgeVersion,
  recordedVerdicts,
  versionName,
  type RecordedVerdict,
} from './judgeVersion';
export { cardText, modelCard, type CardDeployment, type CardVerdict, type ModelCard } from './modelCard';
export { promote, type ApprovalOptions, type Deployment } from './promote';
export { rollBack, type RollBackOptions } from './rollBack';
