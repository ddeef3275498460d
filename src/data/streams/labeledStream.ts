import type { DriftPoint } from './driftPoint';
import type { LabeledSample } from './streamSource';

/** A labelled stream read from a file, in the order of its rows. */
export interface LabeledStream {
  readonly name: string;
  /** Names of the features. */
  readonly columns: readonly string[];
  /** Names of the classes, by label. */
  readonly classes: readonly string[];
  readonly samples: readonly LabeledSample[];
  /** Drifts that the makers of the data annotated, or that are certain from it. */
  readonly truth: readonly DriftPoint[];
  /** Changes that nobody annotated but that are plain in the data. */
  readonly unannotated: readonly DriftPoint[];
}
