import type { Model } from '../../nn/model';
import { checkLearnable } from './learnable';
import { networks, type Learner } from './learner';
import { reportTraining } from './reportTraining';
import type { LearningStrategy } from './strategy';

/**
 * Trains a model of the same kind from nothing on `samples`: the dearest cure, and it forgets all that these do not show. Needs
 * labels of two classes or more; give it the past as well, if that is still true.
 * @example
 * const { model } = await fullTraining().learn(champion, { samples }, { seed: 1, epochs: 10 });
 */
export function fullTraining<M = Model>(learner: Learner<M> = networks as unknown as Learner<M>): LearningStrategy<M> {
  return {
    name: 'full',
    learn: async (model, data, options) => {
      const samples = checkLearnable('samples', data.samples, { classes: learner.classes(model), kinds: 2 });
      const trained = await learner.train(samples, options, { like: model });
      return reportTraining(learner, 'full', { before: model, trained, samples }, options);
    },
  };
}
