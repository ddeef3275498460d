import type { Model } from '../../nn/model';
import { changedShare } from './changedShare';
import { estimatePriors } from './estimatePriors';
import { checkFinite, checkLearnable, classShares } from './learnable';
import { networks, type Learner } from './learner';
import { lacking, type LearningStrategy } from './strategy';

/** Options of {@link priorCorrection}. */
export interface PriorCorrectionOptions<M> {
  readonly learner?: Learner<M>;
  /** The share of each class that the model was trained with; default those of `past`. */
  readonly priors?: readonly number[];
}

/**
 * The cure of a prior shift without any new label: the present shares of classes by expectation and maximisation (`estimatePriors`),
 * and their logarithmic ratios to the old ones on the logits. Needs `unlabelled` (or takes the inputs of `samples`), and `past` with every
 * class, or `priors`. It harms if what classes look like has changed: no unlabelled data tells.
 * @example
 * const { report } = await priorCorrection().learn(champion, { unlabelled, past: training }, { seed: 1 });
 * report.details.priors; // the shares of today
 */
export function priorCorrection<M = Model>({
  learner = networks as unknown as Learner<M>,
  priors,
}: PriorCorrectionOptions<M> = {}): LearningStrategy<M> {
  const name = 'priorCorrection';
  return {
    name,
    learn: async (model, data, { threads }) => {
      if (!learner.recalibrate) throw lacking(name, learner.name, 'recalibrate');
      const classes = learner.classes(model);
      const inputs = checkFinite('unlabelled', data.unlabelled ?? data.samples?.inputs);
      const old = priors ?? classShares(checkLearnable('past', data.past, { classes, kinds: classes }).labels, classes);
      const found = estimatePriors(await learner.predict(model, inputs, { threads }), old);
      const corrected = learner.recalibrate(model, { slope: 1, shift: found.shift });
      const { shift, iterations, pValue } = found;
      return {
        model: corrected,
        report: {
          strategy: name,
          samples: inputs.rows,
          steps: 0,
          changed: changedShare(learner, model, corrected),
          history: [],
          details: { oldPriors: [...old], priors: found.priors, shift, iterations, pValue },
        },
      };
    },
  };
}
