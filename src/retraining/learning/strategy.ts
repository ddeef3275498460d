import { checkInteger, DriftlabError } from '../../errors';
import type { EpochReport } from '../../nn/checkpoint';
import type { FitOptions } from '../../nn/fit';
import type { Model } from '../../nn/model';
import type { Samples } from '../../nn/samples';

/** What a model may learn from. Each strategy says which parts it needs. */
export interface LearningData {
  /** Labelled samples of the present. */
  readonly samples?: Samples;
  /** Labelled samples of the past: for the Fisher information, and for the old share of classes. */
  readonly past?: Samples;
  /** Inputs of the present without labels. */
  readonly unlabelled?: Samples['inputs'];
}

/** How a strategy trains: as `fit`, with the weights of the model to begin with. Strategies that do not train use the seed at most. */
export type LearnOptions = Omit<FitOptions, 'start' | 'loss'>;

/** What a strategy did. Survives JSON. */
export interface LearningReport {
  readonly strategy: string;
  /** Samples it learnt from. */
  readonly samples: number;
  /** Steps of gradient descent; 0 for a cure without any. */
  readonly steps: number;
  /** Share of the parameters and running statistics that are not what they were; null where they cannot be seen. */
  readonly changed: number | null;
  readonly history: readonly EpochReport[];
  /** Settings and findings by name, such as lambda, the kind of Fisher information, or the new share of each class. */
  readonly details: Readonly<Record<string, number | string | readonly number[]>>;
}

/** A new model, and how it came to be. The old one is as it was. */
export interface Learned<M = Model> {
  readonly model: M;
  readonly report: LearningReport;
}

/** A way to make a model fit the present. */
export interface LearningStrategy<M = Model> {
  readonly name: string;
  /**
   * @throws {DriftlabError} DRIFTLAB_INVALID_DATA if a part of the data is missing, labels are missing for some samples, there are fewer
   * samples than needed, or numbers are not finite; and as `fit`.
   */
  learn(model: M, data: LearningData, options: LearnOptions): Promise<Learned<M>>;
}

/** @returns the error of a strategy that needs a function which this kind of model does not have. */
export function lacking(strategy: string, learner: string, what: string): DriftlabError {
  const message = `${strategy} needs the function ${what}, which ${learner} does not have: give it, or choose another strategy`;
  return new DriftlabError('DRIFTLAB_INVALID_MODEL', message);
}

/** @throws {DriftlabError} DRIFTLAB_INVALID_DATA if there are not enough samples for one batch. */
export function checkWholeBatches(batch: number, count: number): void {
  checkInteger('batch', batch, 1);
  if (count < batch)
    throw new DriftlabError('DRIFTLAB_INVALID_DATA', `samples: expected at least ${batch}, one batch, got ${count}`);
}
