import { checkInteger } from '../errors';
import type { DatasetProfile } from './datasetProfile';
import { SKETCH_SIZE } from './quantileSketch';

/** Options of everything that makes profiles. */
export interface ProfileOptions {
  /** Bins are this profile's, so that both compare exactly; default: bins of the data's own quantiles. */
  readonly like?: DatasetProfile;
  /** Labels seen less often are not named, and extremes are those of so many values; 1 keeps all. Default 10. */
  readonly rare?: number;
  /** k of the quantile sketches; more is more exact and larger. Default 400. */
  readonly sketchSize?: number;
  /** Labels and words that are kept at most, the most frequent ones. Default 1000. */
  readonly capacity?: number;
  /** Of the sketches' coins; default 0. */
  readonly seed?: number;
}

/** The options with their defaults. */
export type ProfileSettings = Required<Omit<ProfileOptions, 'like'>> & Pick<ProfileOptions, 'like'>;

/** @throws {TypeError | RangeError} if an option is out of its range. */
export function profileSettings({
  like,
  rare = 10,
  sketchSize = SKETCH_SIZE,
  capacity = 1000,
  seed = 0,
}: ProfileOptions): ProfileSettings {
  checkInteger('rare', rare, 1);
  checkInteger('sketchSize', sketchSize, 16, 100_000);
  checkInteger('capacity', capacity, 1);
  checkInteger('seed', seed, 0, 2 ** 32 - 1);
  return { like, rare, sketchSize, capacity, seed };
}
