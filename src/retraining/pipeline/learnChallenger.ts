import type { Matrix } from '../../matrix';
import type { Random } from '../../random';
import { curate, type CurateOptions } from '../curation/curate';
import type { Retraining } from '../deciding/decision';
import { chooseCure, type CureChoice } from '../learning/chooseCure';
import { curesOf } from '../learning/cures';
import { fullTraining } from '../learning/fullTraining';
import { incrementalTraining } from '../learning/incrementalTraining';
import type { LabeledSamples } from '../learning/learnable';
import { networks, type Learner } from '../learning/learner';
import { partialTraining } from '../learning/partialTraining';
import { priorCorrection } from '../learning/priorCorrection';
import { recalibrate } from '../learning/recalibrate';
import { replayTraining } from '../learning/replayTraining';
import type { Learned, LearningStrategy, LearnOptions } from '../learning/strategy';

/** What may be tried for each decision, the cheapest first; recalibration and prior correction are always tried before. */
export type RetrainingStrategies<M> = Readonly<Record<Retraining, readonly LearningStrategy<M>[]>>;

/** How challengers learn. */
export interface LearningParts<M> {
  readonly learner: Learner<M>;
  /** Default: incremental training; that, for our networks the last layer alone, and replay; and full training. */
  readonly strategies?: RetrainingStrategies<M>;
  readonly training?: Omit<LearnOptions, 'seed' | 'validation' | 'checkpoint'>;
  /** Default: outliers are left out, the rest is only reported. */
  readonly curation?: Pick<CurateOptions, 'drop' | 'within' | 'alpha'>;
}

/** From what a challenger learns. */
export interface LearningSources {
  readonly samples: LabeledSamples;
  /** Samples of the past that the champion was not trained on. */
  readonly reference: LabeledSamples;
  /** Inputs of the past. */
  readonly referenceInputs: Matrix<Float32Array>;
  /** Samples of the past to train on. */
  readonly past: LabeledSamples | undefined;
}

/** A challenger, or why there is none. */
export interface CuredModel<M> {
  readonly learned: Learned<M> | null;
  readonly choice: CureChoice;
  /** Samples that were left out or looked strange, in words. */
  readonly notes: readonly string[];
}

/** Half of the past calibrates the other half: with too few rows outliers are not looked for, and a note says so. */
function forOutliers(past: Matrix<Float32Array>, alpha = 0.01): Matrix<Float32Array> | undefined {
  return past.rows < 2 / alpha ? undefined : past;
}

/** Fewest labelled samples of the past to say what was wrong before. */
const LEAST_PAST = 50;

/**
 * Curates the samples, chooses the cheapest cure that suffices among those that the decision allows, and applies it to the champion. None
 * where no cure is better than the champion as it is.
 */
export async function learnChallenger<M>(
  champion: M,
  action: Retraining,
  sources: LearningSources,
  { learner, strategies = usualStrategies(learner), training, curation }: LearningParts<M>,
  random: Random,
): Promise<CuredModel<M>> {
  const classes = learner.classes(champion);
  const past =
    kinds(sources.reference) > 1 && sources.reference.labels.length >= LEAST_PAST ? sources.reference : undefined;
  const looked = await curate(sources.samples, {
    ...{
      random: random.fork('curation'),
      classes,
      past: forOutliers(sources.referenceInputs, curation?.alpha),
      drop: ['outlier'],
    },
    ...curation,
  });
  const allowed = strategies[action].filter(({ name }) => sources.past !== undefined || !name.startsWith('replay'));
  const options = { ...training, seed: random.fork('training').integer(2 ** 32) };
  const cures = await curesOf(champion, { learner, past, strategies: allowed, options });
  const choice = await chooseCure(cures, looked.samples, { random: random.fork('folds') });
  const notes = [...looked.notes, `${looked.findings.length} questionable samples, ${sources.samples.labels.length - looked.keep.length} left out`]; // prettier-ignore
  if (choice.cure === 'none') return { learned: null, choice, notes };
  const cure = strategyOf(choice.cure, allowed, learner);
  const data = { samples: looked.samples, past: cure.name === 'priorCorrection' ? past : sources.past };
  return { learned: await cure.learn(champion, data, options), choice, notes };
}

function usualStrategies<M>(learner: Learner<M>): RetrainingStrategies<M> {
  const incremental = incrementalTraining(learner);
  // only our networks have a last layer that we know
  const partial = learner.name === networks.name ? [partialTraining() as unknown as LearningStrategy<M>] : [];
  const some = [...partial, incremental, replayTraining({ learner })];
  return { INCREMENTAL: [incremental], PARTIAL: some, FULL: [...some, fullTraining(learner)] };
}

function strategyOf<M>(
  cure: string,
  allowed: readonly LearningStrategy<M>[],
  learner: Learner<M>,
): LearningStrategy<M> {
  if (cure === 'priorCorrection') return priorCorrection({ learner });
  if (cure === 'intercept') return recalibrate({ learner, kind: 'intercept' });
  if (cure === 'recalibrate') return recalibrate({ learner });
  return allowed.find(({ name }) => name === cure)!;
}

function kinds({ labels }: LabeledSamples): number {
  return new Set(Array.from(labels)).size;
}
