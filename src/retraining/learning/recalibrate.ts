import type { Model } from '../../nn/model';
import { meanCrossEntropy } from '../../nn/logitLosses';
import { changedShare } from './changedShare';
import { checkLearnable } from './learnable';
import { networks, type Learner } from './learner';
import { fitRecalibration, recalibrated, type RecalibrationKind, type RecalibrationOptions } from './recalibration';
import { lacking, type LearningStrategy } from './strategy';

/** Options of {@link recalibrate}. */
export interface RecalibrateOptions<M> extends RecalibrationOptions {
  readonly learner?: Learner<M>;
}

const NAMES: Readonly<Record<RecalibrationKind, string>> = {
  intercept: 'intercept',
  slope: 'temperature',
  both: 'recalibrate',
};

/**
 * The cheapest cure with labels: a slope and an intercept for each class on the logits. Needs `samples` that the model was not trained
 * on, at least `classes + 1` of them. Cures a prior shift and overconfidence; what the model cannot tell apart stays so.
 * @example
 * const { model, report } = await recalibrate({ kind: 'intercept' }).learn(champion, { samples }, { seed: 1 });
 */
export function recalibrate<M = Model>({
  learner = networks as unknown as Learner<M>,
  ...options
}: RecalibrateOptions<M> = {}): LearningStrategy<M> {
  const name = NAMES[options.kind ?? 'both'];
  return {
    name,
    learn: async (model, data, { threads }) => {
      if (!learner.recalibrate) throw lacking(name, learner.name, 'recalibrate');
      const classes = learner.classes(model);
      const samples = checkLearnable('samples', data.samples, { classes, least: classes + 1, kinds: 2 });
      const logits = await learner.predict(model, samples.inputs, { threads });
      const found = fitRecalibration(logits, samples.labels, options);
      const corrected = learner.recalibrate(model, found);
      const before = meanCrossEntropy(logits, samples.labels);
      const after = meanCrossEntropy(recalibrated(logits, found), samples.labels);
      return {
        model: corrected,
        report: {
          strategy: name,
          samples: samples.inputs.rows,
          steps: 0,
          changed: changedShare(learner, model, corrected),
          history: [],
          details: { slope: found.slope, shift: found.shift, lossBefore: before, lossAfter: after },
        },
      };
    },
  };
}
