import type { DriftEstimate } from '../../retraining/deciding/decision';
import type { ChangePoint } from '../../retraining/deciding/trainingWindow';
import type { HeldOut } from './retrainLinear';

/** What a monitor says of the deployed model. */
export interface MonitorView extends DriftEstimate {
  /** Since when, as an index of samples; null where nothing is dated. */
  readonly change: ChangePoint | null;
}

/** Watches the errors of one deployed model after the other. */
export interface LoopMonitor {
  /** A model is deployed from this sample on. */
  deployed(index: number, held: HeldOut): void;
  /** The next errors (0 or 1) whose labels have come, in order. */
  add(errors: Uint8Array): void;
  view(): MonitorView;
}
