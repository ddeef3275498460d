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

/** A model that is in memory. */
export interface LoadedModel<S extends Sample> {
  /** A row for each image or text: class probabilities, and the embedding in which drift is looked for. */
  run(sample: S): Promise<{ readonly probabilities: Matrix; readonly embeddings: Matrix }>;
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
  /** Gives images as they are read into the model: their height, width and channels. */
  readonly imageShape?: Pick<Images, 'height' | 'width' | 'channels'>;
  load(): Promise<LoadedModel<S>>;
  /** Data as production sends them; the same seed gives the same. */
  simulate(count: number, random: Random): Labelled<S>;
  /** The sample with a drift of `drifts`; severity 0 leaves it as it is. */
  drift(sample: S, name: string, severity: number, random: Random): S;
}

/** A model as the service takes it: what it is called, how it comes into memory, and how its production data are simulated. */
export type ServedModel = Served<'images', Images> | Served<'texts', readonly string[]>;
