import { checkNumber } from '../../errors';
import { fit } from '../../nn/fit';
import { checkLearnable } from './learnable';
import { networks } from './learner';
import { reportTraining } from './reportTraining';
import type { LearningStrategy } from './strategy';

/** Options of {@link lwf}. */
export interface LwfOptions {
  /** Weight of the old model's opinion, in [0, 1]; default 0.5. */
  readonly alpha?: number;
  /** T > 0: softens both models' probabilities; default 2. */
  readonly temperature?: number;
}

/**
 * Learning without forgetting (Li & Hoiem 2018): goes on from the model's weights with the loss (1 − α) · cross entropy +
 * α · T² · KL(old ‖ new) at temperature T, where the old model's opinion is about the new samples. Needs no old data.
 * @throws {RangeError} for an alpha outside [0, 1] or a temperature that is not positive.
 * @example
 * const { model } = await lwf({ alpha: 0.5 }).learn(champion, { samples }, { seed: 1 });
 */
export function lwf({ alpha = 0.5, temperature = 2 }: LwfOptions = {}): LearningStrategy {
  checkNumber('alpha', alpha, 0, 1);
  checkNumber('temperature', temperature, Number.MIN_VALUE);
  return {
    name: 'lwf',
    learn: async (model, data, { validation, ...options }) => {
      const samples = checkLearnable('samples', data.samples, { classes: model.spec.outputs });
      const teacher = await networks.predict(model, samples.inputs, options);
      const loss = { kind: 'distillation', temperature, weight: alpha } as const;
      const fitted = await fit(
        model.spec,
        { ...samples, teacher },
        { ...options, validation, loss, start: model.weights },
      );
      const steps = fitted.history.length * Math.floor(samples.inputs.rows / (options.batch ?? 64));
      const outcome = { before: model, trained: { ...fitted, steps }, samples };
      return reportTraining(networks, 'lwf', outcome, { ...options, validation }, { alpha, temperature });
    },
  };
}
