import type { Matrix } from '../../matrix';
import type { Model } from '../../nn/model';
import type { Cure } from './chooseCure';
import { estimatePriors } from './estimatePriors';
import { classShares, selectSamples, type LabeledSamples } from './learnable';
import { networks, type Learner } from './learner';
import {
  fitRecalibration,
  noRecalibration,
  recalibrated,
  type Recalibration,
  type RecalibrationKind,
} from './recalibration';
import type { LearningStrategy, LearnOptions } from './strategy';

/** Options of {@link curesOf}. */
export interface CuresOptions<M> {
  readonly learner?: Learner<M>;
  /** Labelled samples of the past that the model was not trained on: what was wrong with the model before is not today's drift. */
  readonly past?: LabeledSamples;
  /** Dearer cures, the cheapest first, and how they train. */
  readonly strategies?: readonly LearningStrategy<M>[];
  readonly options: LearnOptions;
}

/**
 * The cures of a model for `chooseCure`, cheapest first: 'none', with `past` 'priorCorrection' (no label needed), 'intercept' (a shift for
 * each class), 'recalibrate' (a slope as well), and the strategies given. All of them build on the model as `past` would have it recalibrated, so that a model that was always too sure
 * is not taken for one that has drifted. A recalibration follows each strategy, so that a learner's overconfidence does not hide
 * what it has learnt; it is fitted on a fifth of its training samples, which the strategy does not see.
 * @example
 * const cures = await curesOf(champion, { past, strategies: [partialTraining()], options: { seed: 1 } });
 * await chooseCure(cures, samples, { random });
 */
export async function curesOf<M = Model>(
  model: M,
  { learner = networks as unknown as Learner<M>, past, strategies = [], options }: CuresOptions<M>,
): Promise<readonly Cure[]> {
  const ask = (of: M, samples: LabeledSamples) => learner.predict(of, samples.inputs, options);
  const usual: Recalibration = past
    ? fitRecalibration(await ask(model, past), past.labels)
    : noRecalibration(learner.classes(model));
  const known = async (samples: LabeledSamples) => recalibrated(await ask(model, samples), usual);
  const corrected = (name: string, kind: 'intercept' | 'both'): Cure => ({
    name,
    apply: async (train, test) =>
      recalibrated(await known(test), recalibrationOf(await known(train), train.labels, kind)),
  });
  const learnt = (strategy: LearningStrategy<M>): Cure => ({
    name: strategy.name,
    apply: async (train, test) => {
      const [most, rest] = split(train);
      const { model: learned } = await strategy.learn(model, { samples: most, past }, options);
      return recalibrated(await ask(learned, test), recalibrationOf(await ask(learned, rest), rest.labels));
    },
  });
  const oldShares = past && smoothedShares(past.labels, learner.classes(model));
  const priors = (old: readonly number[]): Cure => ({
    name: 'priorCorrection',
    apply: async (train, test) => recalibrated(await known(test), { slope: 1, shift: estimatePriors(await known(train), old).shift }), // prettier-ignore
  });
  const none: Cure = { name: 'none', apply: (_, test) => known(test) };
  return [
    none,
    ...(oldShares ? [priors(oldShares)] : []),
    corrected('intercept', 'intercept'),
    corrected('recalibrate', 'both'),
    ...strategies.map(learnt),
  ];
}

/** None where all labels of a part are alike: there is nothing to learn it from. */
function recalibrationOf(logits: Matrix, labels: ArrayLike<number>, kind?: RecalibrationKind): Recalibration {
  const kinds = new Set(Array.from(labels)).size;
  return kinds < 2 ? noRecalibration(logits.columns) : fitRecalibration(logits, labels, { kind });
}

/** With half a sample more of each class: none is impossible because it was not among these. */
function smoothedShares(labels: ArrayLike<number>, classes: number): number[] {
  const count = labels.length;
  return classShares(labels, classes).map((share) => (share * count + 0.5) / (count + classes / 2));
}

/** Four fifths and the rest. */
function split(samples: LabeledSamples): [LabeledSamples, LabeledSamples] {
  const all = [...Array(samples.inputs.rows).keys()];
  const part = (of: (i: number) => boolean) => selectSamples(samples, all.filter(of));
  return [part((i) => i % 5 !== 4), part((i) => i % 5 === 4)];
}
