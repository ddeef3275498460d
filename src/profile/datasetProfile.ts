import type { LabelPart } from './labelPart';
import type { NumericPart } from './numericPart';
import type { PixelPart } from './pixelPart';
import type { TaskSpec } from './taskSpec';

/** One column, or one property, of the data. */
export type ProfilePart = NumericPart | LabelPart | PixelPart;

/**
 * What stays when the data is gone: counts, moments, quantiles and frequent labels, no rows. Plain JSON: `parseProfile` reads it,
 * `mergeProfiles` adds it to others, `compareProfiles` compares it.
 */
export interface DatasetProfile {
  readonly format: 'driftlab profile';
  readonly version: 1;
  readonly task: TaskSpec;
  /** Rows, texts, images or predictions that there were. */
  readonly rows: number;
  /** How many of them, drawn at random, the parts tell about. */
  readonly sampled: number;
  /** Labels seen less often are not named. */
  readonly rare: number;
  /** Labels that are kept at most. */
  readonly capacity: number;
  /**
   * tabular: a part per column. text: 'length', 'tokens'. vision: 'channel 0' … (means of images), 'brightness', 'pixels 0' ….
   * output: 'predicted', which texts and images have too where predictions were given.
   */
  readonly parts: readonly ProfilePart[];
}

export const PROFILE_FORMAT = 'driftlab profile';
export const PROFILE_VERSION = 1;
