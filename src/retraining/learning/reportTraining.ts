import { changedShare } from './changedShare';
import type { LabeledSamples } from './learnable';
import type { Trained } from './anchoredFit';
import type { Learner } from './learner';
import type { Learned, LearningReport, LearnOptions } from './strategy';

/** What a training came to, with the owner's own metrics on the validation samples where there are any. */
export async function reportTraining<M>(
  learner: Learner<M>,
  strategy: string,
  { before, trained, samples }: { readonly before: M; readonly trained: Trained<M>; readonly samples: LabeledSamples },
  { validation }: LearnOptions,
  details: LearningReport['details'] = {},
): Promise<Learned<M>> {
  const { model, steps, history } = trained;
  const metrics = validation && (await learner.metrics?.(model, validation));
  const report = {
    strategy,
    samples: samples.inputs.rows,
    steps,
    changed: changedShare(learner, before, model),
    history,
    details: { ...details, ...metrics },
  };
  return { model, report };
}
