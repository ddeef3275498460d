import { checkNumber } from '../../errors';
import type { Model } from '../../nn/model';
import type { AnchoredOptions } from './anchoredFit';
import { checkLearnable } from './learnable';
import { networks, type Learner } from './learner';
import { reportTraining } from './reportTraining';
import { lacking, type LearningStrategy } from './strategy';

/** Options of {@link l2ToOld}. */
export interface L2ToOldOptions<M> {
  readonly learner?: Learner<M>;
  /** λ ≥ 0, default 0.01. */
  readonly lambda?: number;
}

// running statistics follow the data, a recalibration does not travel with a training
const NOT_TRAINED = /\.running_(mean|var)$|^recalibration$/;

/**
 * The baseline of EWC: λ/2 · ‖θ − θ*‖² over all parameters alike, which needs nothing of the past (L2-SP; Li, Grandvalet & Davoine
 * 2018).
 * @example
 * const { model } = await l2ToOld({ lambda: 0.1 }).learn(champion, { samples }, { seed: 1 });
 */
export function l2ToOld<M = Model>({
  learner = networks as unknown as Learner<M>,
  lambda = 0.01,
}: L2ToOldOptions<M> = {}): LearningStrategy<M> {
  checkNumber('lambda', lambda, 0);
  return {
    name: 'l2ToOld',
    learn: async (model, data, options) => {
      if (!learner.anchored || !learner.parameters) throw lacking('l2ToOld', learner.name, 'gradients');
      const samples = checkLearnable('samples', data.samples, { classes: learner.classes(model) });
      const names = Object.keys(learner.parameters(model)).filter((name) => !NOT_TRAINED.test(name));
      const strength = Object.fromEntries(names.map((name) => [name, lambda]));
      const trained = await learner.anchored(model, samples, strength, options as AnchoredOptions);
      return reportTraining(learner, 'l2ToOld', { before: model, trained, samples }, options, { lambda });
    },
  };
}
