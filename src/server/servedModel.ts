import type { Images } from '../images';
import type { Matrix } from '../matrix';
import type { Random } from '../random';

/** What a model is asked about. */
export type Sample = Images | readonly string[];

/** Production data with its truth. */
export interface Labelled<S extends Sample> {
  readonly sample: S;
  /** A class for each image or text: an index into `classes`. */
  readonly labels: ArrayLike<number>;
}

/** A model that is in memory; both give a row for each image or text. */
export interface LoadedModel<S extends Sample> {
  /** Class probabilities. */
  predict(sample: S): Promise<Matrix>;
  /** The embedding in which drift is looked for. */
  embed(sample: S): Promise<Matrix>;
  release(): Promise<void>;
}

interface Served<Takes extends 'images' | 'texts', S extends Sample> {
  /** As it stands in addresses: /api/v1/predict/NAME. */
  readonly name: string;
  readonly description: string;
  readonly takes: Takes;
  readonly classes: readonly string[];
  /** Names of the drifts that can be simulated; the first is the default. */
  readonly drifts: readonly string[];
  load(): Promise<LoadedModel<S>>;
  /** Data as production sends them; the same seed gives the same. */
  simulate(count: number, random: Random): Labelled<S>;
  /** The sample with a drift of `drifts`; severity 0 leaves it as it is. */
  drift(sample: S, name: string, severity: number, random: Random): S;
}

/** A model of images. */
export interface ServedImageModel extends Served<'images', Images> {
  /** Images as they are read into the model: others are scaled to it. */
  readonly imageShape: Pick<Images, 'height' | 'width' | 'channels'>;
}

/** A model of texts. */
export type ServedTextModel = Served<'texts', readonly string[]>;

/** A model as the service takes it: what it is called, how it comes into memory, and how its production data are simulated. */
export type ServedModel = ServedImageModel | ServedTextModel;
