import type { Model } from '../../nn/model';
import { checkLearnable } from './learnable';
import { networks, type Learner } from './learner';
import { reportTraining } from './reportTraining';
import type { LearningStrategy } from './strategy';

/** Few steps at a small rate: what `incremental` takes unless told otherwise. */
export const INCREMENTAL = { epochs: 2, learningRate: 0.0003 } as const;

/**
 * Goes on from the model's weights with `samples` for a few steps: by default 2 epochs at a rate of 0.0003, a tenth to a third of what a
 * training from nothing takes.
 * @example
 * const { model } = await incrementalTraining().learn(champion, { samples }, { seed: 1 });
 */
export function incrementalTraining<M = Model>(
  learner: Learner<M> = networks as unknown as Learner<M>,
): LearningStrategy<M> {
  return {
    name: 'incremental',
    learn: async (model, data, given) => {
      const options = { ...INCREMENTAL, ...given };
      const samples = checkLearnable('samples', data.samples, { classes: learner.classes(model) });
      const trained = await learner.train(samples, options, { start: model, like: model });
      return reportTraining(learner, 'incremental', { before: model, trained, samples }, options);
    },
  };
}
