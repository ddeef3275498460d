import { changedShare } from './changedShare';
import { adaptBatchNorm, type AdaptBatchNormOptions } from './batchNormStatistics';
import { checkFinite } from './learnable';
import { networks } from './learner';
import type { LearningStrategy } from './strategy';

/**
 * The cure of a change of pictures without labels: `adaptBatchNorm` on `unlabelled` images (or the inputs of `samples`).
 * @example
 * const { model } = await batchNormAdaptation().learn(champion, { unlabelled: today }, { seed: 1 });
 */
export function batchNormAdaptation(given: Omit<AdaptBatchNormOptions, 'seed' | 'threads'> = {}): LearningStrategy {
  return {
    name: 'batchNorm',
    learn: async (model, data, { seed, threads }) => {
      const inputs = checkFinite('unlabelled', data.unlabelled ?? data.samples?.inputs);
      const adapted = await adaptBatchNorm(model, inputs, { ...given, seed, threads });
      return {
        model: adapted,
        report: {
          strategy: 'batchNorm',
          samples: inputs.rows,
          steps: 0,
          changed: changedShare(networks, model, adapted),
          history: [],
          details: { prior: given.prior ?? 16 },
        },
      };
    },
  };
}
