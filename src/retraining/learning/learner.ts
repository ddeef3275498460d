import type { Matrix } from '../../matrix';
import type { Numbers } from '../../nn/ewc';
import { fit } from '../../nn/fit';
import { fitInWorker } from '../../nn/fitInWorker';
import { openPredictor, type Model } from '../../nn/model';
import type { Samples } from '../../nn/samples';
import { anchoredFit, type AnchoredOptions, type Trained } from './anchoredFit';
import { fisherDiagonal, type FisherDiagonal, type FisherDiagonalOptions } from './fisherDiagonal';
import type { LabeledSamples } from './learnable';
import { foldIntoHead } from './modelHead';
import type { Strength } from './pullBack';
import type { Recalibration } from './recalibration';
import type { LearnOptions } from './strategy';

/**
 * A kind of model: what strategies need to know about it. Our networks are one, `networks`; with `ownLearner` anybody's model is
 * another. Strategies say which of the optional functions they need.
 */
export interface Learner<M = Model> {
  readonly name: string;
  /** Classes that the model tells apart. */
  classes(model: M): number;
  /** Trains from `start`, or from nothing to a model like `like`. */
  train(samples: Samples, options: LearnOptions, from: { readonly start?: M; readonly like: M }): Promise<Trained<M>>;
  /** Logits or ln p, a row for each input. */
  predict(model: M, inputs: Samples['inputs'], options?: { readonly threads?: number }): Promise<Matrix>;
  /** The model with corrected logits. */
  recalibrate?(model: M, recalibration: Recalibration): M;
  /** All parameters by name. */
  parameters?(model: M): Numbers;
  /** The diagonal of the Fisher information by the names of parameters. */
  fisher?(model: M, samples: Samples, options: FisherDiagonalOptions): Promise<FisherDiagonal>;
  /** Goes on from a model, held at its parameters with a strength for each: see `anchoredFit`. */
  anchored?(model: M, samples: LabeledSamples, strength: Strength, options: AnchoredOptions): Promise<Trained<M>>;
  /** Figures of a model that its owner wants in the report. */
  metrics?(model: M, samples: Samples): Promise<Readonly<Record<string, number>>> | Readonly<Record<string, number>>;
}

/** Our networks, trained by `fit` in this thread. */
export const networks: Learner = networkLearner();

/**
 * Our networks. `worker: true` trains in a thread of its own, as `fitInWorker` does.
 * @example
 * const strategy = incrementalTraining(networkLearner({ worker: true }));
 */
export function networkLearner({ worker = false }: { readonly worker?: boolean } = {}): Learner {
  const train = worker ? fitInWorker : fit;
  return {
    name: 'network',
    classes: ({ spec }) => spec.outputs,
    train: async (samples, options, { start, like }) => {
      const { model, history } = await train(like.spec, samples, { ...options, start: start?.weights });
      const steps = history.length * Math.floor(samples.inputs.rows / (options.batch ?? 64));
      return { model, history, steps };
    },
    predict: async (model, inputs, options) => {
      const predictor = await openPredictor(model, options);
      try {
        return await predictor.predict(inputs);
      } finally {
        await predictor.release();
      }
    },
    recalibrate: foldIntoHead,
    fisher: fisherDiagonal,
    anchored: anchoredFit,
    parameters: ({ weights }) =>
      Object.fromEntries(Object.entries(weights).map(([name, { values }]) => [name, values])),
  };
}
