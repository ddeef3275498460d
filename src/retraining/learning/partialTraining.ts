import type { Tensor } from '../../compute/tensor';
import { fit } from '../../nn/fit';
import type { Model } from '../../nn/model';
import type { Samples } from '../../nn/samples';
import { checkLearnable } from './learnable';
import { networks } from './learner';
import { headFeatures, modelHead } from './modelHead';
import { reportTraining } from './reportTraining';
import type { LearningStrategy } from './strategy';

/**
 * Trains the last layer alone, from its weights: all layers before it are frozen, bit for bit, running statistics too. What they
 * make of each sample is computed once, so that an epoch costs next to nothing. For networks with a dense last layer.
 * @example
 * const { model } = await partialTraining().learn(champion, { samples }, { seed: 1, epochs: 20 });
 */
export function partialTraining(): LearningStrategy {
  return {
    name: 'partial',
    learn: async (model, data, options) => {
      const samples = checkLearnable('samples', data.samples, { classes: model.spec.outputs });
      const { threads, validation } = options;
      const { weight, bias, width } = modelHead(model);
      const seen = async (of: Samples): Promise<Samples> => ({
        ...of,
        inputs: await headFeatures(model, of.inputs, { threads }),
      });
      const spec = { architecture: 'logisticRegression', input: [width], outputs: model.spec.outputs } as const;
      const start = { 'output.weight': model.weights[weight], 'output.bias': model.weights[bias] };
      const { model: head, history } = await fit(spec, await seen(samples), {
        ...options,
        start,
        validation: validation && (await seen(validation)),
      });
      const trained = withHead(model, { [weight]: head.weights['output.weight'], [bias]: head.weights['output.bias'] });
      const steps = history.length * Math.floor(samples.inputs.rows / (options.batch ?? 64));
      const outcome = { before: model, trained: { model: trained, history, steps }, samples };
      return reportTraining(networks, 'partial', outcome, options, { layer: weight });
    },
  };
}

function withHead(model: Model, head: Readonly<Record<string, Tensor<'float32'>>>): Model {
  return { ...model, weights: { ...model.weights, ...head } };
}
