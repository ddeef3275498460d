import { checkNumber } from '../../errors';
import { anchoredFit, type AnchoredOptions } from './anchoredFit';
import { checkLearnable } from './learnable';
import { networks } from './learner';
import { reportTraining } from './reportTraining';
import type { LearningStrategy } from './strategy';

/**
 * The baseline of EWC: λ/2 · ‖θ − θ*‖² over all parameters alike, which needs nothing of the past (L2-SP; Li, Grandvalet & Davoine
 * 2018). λ ≥ 0, default 0.01.
 * @example
 * const { model } = await l2ToOld({ lambda: 0.1 }).learn(champion, { samples }, { seed: 1 });
 */
export function l2ToOld({ lambda = 0.01 }: { readonly lambda?: number } = {}): LearningStrategy {
  checkNumber('lambda', lambda, 0);
  return {
    name: 'l2ToOld',
    learn: async (model, data, options) => {
      const samples = checkLearnable('samples', data.samples, { classes: model.spec.outputs });
      const names = Object.keys(model.weights).filter((name) => !/\.running_(mean|var)$/.test(name));
      const strength = Object.fromEntries(names.map((name) => [name, lambda]));
      const trained = await anchoredFit(model, samples, strength, options as AnchoredOptions);
      return reportTraining(networks, 'l2ToOld', { before: model, trained, samples }, options, { lambda });
    },
  };
}
