/** The public part of explaining: how severe a drift is, which features, since when, and what moved. */

export {
  attributeDrift,
  type AttributeDriftOptions,
  type DriftAttribution,
  type FeatureAttribution,
} from './attributeDrift';
export { changePoint, type ChangeLaw, type ChangePointOptions, type DatedChange } from './changePoint';
export { driftSeverity, type DriftSeverity, type DriftSeverityOptions } from './driftSeverity';
export {
  whatMoved,
  type DriftCause,
  type Movement,
  type ObservedRows,
  type WhatMoved,
  type WhatMovedOptions,
} from './whatMoved';
