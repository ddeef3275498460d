import { checkNumber, checkOneOf } from '../../errors';
import type { Model } from '../../nn/model';
import type { AnchoredOptions } from './anchoredFit';
import { FISHER_KINDS, type FisherDiagonal, type FisherKind } from './fisherDiagonal';
import { checkLearnable } from './learnable';
import { networks, type Learner } from './learner';
import { reportTraining } from './reportTraining';
import { lacking, type LearningStrategy } from './strategy';

/** Options of {@link ewc}. */
export interface EwcOptions<M> {
  readonly learner?: Learner<M>;
  /** λ ≥ 0, default 0.4. It means nothing without the scale of the Fisher information: sweep it. */
  readonly lambda?: number;
  /** Default 'sampled': the model's own labels. */
  readonly fisher?: FisherKind;
  /** Samples of the past for the Fisher information, default 500. */
  readonly fisherSamples?: number;
  /**
   * What the Fisher information is multiplied by: 'mean' (default) none, a mean over samples, as most code has it; 'sum' the number of past samples
   * by that of new ones: then λ = 1 weighs each past sample as a new one, which is the posterior's own scale.
   */
  readonly scale?: 'mean' | 'sum';
}

/**
 * Elastic weight consolidation (Kirkpatrick et al. 2017): goes on from the model's weights with the loss on `samples` plus
 * λ/2 · Σ F · (θ − θ*)², F the diagonal Fisher information at the old weights over `past` (labels are needed for the empirical one only).
 * By stochastic gradient descent, see `anchoredFit`. Does not rescue class-incremental learning.
 * @throws {RangeError} for a lambda below 0.
 * @example
 * const { model } = await ewc({ lambda: 100 }).learn(champion, { samples, past }, { seed: 1 });
 */
export function ewc<M = Model>({
  learner = networks as unknown as Learner<M>,
  lambda = 0.4,
  fisher = 'sampled',
  fisherSamples,
  scale = 'mean',
}: EwcOptions<M> = {}): LearningStrategy<M> {
  checkNumber('lambda', lambda, 0);
  checkOneOf('fisher', fisher, FISHER_KINDS);
  checkOneOf('scale', scale, ['mean', 'sum']);
  return {
    name: 'ewc',
    learn: async (model, data, options) => {
      if (!learner.fisher || !learner.anchored) throw lacking('ewc', learner.name, 'gradients');
      const samples = checkLearnable('samples', data.samples, { classes: learner.classes(model) });
      const { seed, threads } = options;
      const past = data.past ?? { inputs: { values: new Float32Array(), rows: 0, columns: 0 } };
      const found = await learner.fisher(model, past, { seed, kind: fisher, samples: fisherSamples, threads });
      const factor = lambda * (scale === 'sum' ? past.inputs.rows / samples.inputs.rows : 1);
      const strength = Object.fromEntries(
        Object.entries(found).map(([name, values]) => [name, values.map((value) => factor * value)]),
      );
      const trained = await learner.anchored(model, samples, strength, options as AnchoredOptions);
      const { mean, largest } = summary(found);
      const details = { lambda, fisher, scale, fisherMean: mean, fisherLargest: largest };
      return reportTraining(learner, 'ewc', { before: model, trained, samples }, options, details);
    },
  };
}

function summary(fisher: FisherDiagonal): { mean: number; largest: number } {
  let [sum, count, largest] = [0, 0, 0];
  for (const values of Object.values(fisher))
    for (const value of values) [sum, count, largest] = [sum + value, count + 1, Math.max(largest, value)];
  return { mean: sum / count, largest };
}
