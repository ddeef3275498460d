import type { EpochReport } from '../checkpoint';
import type { Architecture, ModelSpec } from '../modelSpec';

/** What is known about a model of the zoo: what it is for, how it was made, how good it is. Plain data, as its card says. */
export interface ZooCard {
  /** Its data set and its architecture, e.g. `octmnist-synthetic-simpleCnn`. */
  readonly name: string;
  /** The stand-in that it was trained on. */
  readonly dataset: string;
  readonly architecture: Architecture;
  /** What it must not be used for. */
  readonly warning: string;
  readonly licence: string;
  readonly classes: readonly string[];
  readonly spec: ModelSpec;
  /** How images become its inputs: the options of `imageRows`. */
  readonly inputs: { readonly mean: number; readonly deviation: number };
  readonly training: ZooTraining;
  readonly test: ZooTest;
  /** Bytes of the weights' file. */
  readonly bytes: number;
  /** SHA-256 of the weights' file, in hexadecimal digits. */
  readonly sha256: string;
}

/** How a model was trained. */
export interface ZooTraining {
  readonly seed: number;
  /** Of the data. */
  readonly dataSeed: number;
  readonly samples: number;
  readonly validationSamples: number;
  readonly epochs: number;
  readonly batch: number;
  readonly learningRate: number;
  /** The epoch with the least validation loss, whose weights these are; counted from 1. */
  readonly epoch: number;
  /** The learning curve. */
  readonly history: readonly EpochReport[];
}

/** How good a model is on test images that nothing else has seen. */
export interface ZooTest {
  readonly samples: number;
  readonly accuracy: number;
  /** Accuracy in each group of the set. */
  readonly groups: Readonly<Record<string, number>>;
  /** Share of the most frequent class: what always saying that one scores. */
  readonly majority: number;
  /** Mean cross entropy in nats. */
  readonly crossEntropy: number;
  /** Expected calibration error, 15 bins of equal width. */
  readonly calibrationError: number;
  /** That makes validation images' cross entropy least: above 1 for an overconfident model. */
  readonly temperature: number;
  /** `confusion[i][j]` images of class i were taken for class j. */
  readonly confusion: readonly (readonly number[])[];
}
