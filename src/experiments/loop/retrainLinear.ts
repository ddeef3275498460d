import type { LabeledSample } from '../../data/streams/streamSource';
import type { Random } from '../../random';
import type { Retraining } from '../../retraining/deciding/decision';
import { trainingWindow, type ChangePoint } from '../../retraining/deciding/trainingWindow';
import { predictLinear, trainLinear, type LinearClassifier } from './linearClassifier';

/** Errors on so many held-out samples. */
export interface HeldOut {
  readonly count: number;
  readonly errors: number;
}

/** A model that may take the place of another. */
export interface Challenger {
  readonly model: LinearClassifier;
  /** Made by the challenger's training on the older four fifths of its window, on the newest fifth. */
  readonly held: HeldOut;
  /** Errors of the champion on the same samples, which it has not seen either; Infinity without one. */
  readonly championErrors: number;
}

/** Options of {@link retrainLinear}. */
export interface RetrainLinearOptions {
  readonly random: Random;
  readonly champion?: LinearClassifier;
  /** When the concept changed; what is older is not learnt. Null: not known. */
  readonly change?: ChangePoint | null;
}

/** Fewest samples of a training. */
export const LEAST = 200;

interface Recipe {
  /** Most samples, the newest. */
  readonly most: number;
  readonly epochs: number;
  /** Goes on from the champion's weights. */
  readonly onward: boolean;
  readonly caution?: number;
}

const RECIPES: Readonly<Record<Retraining, Recipe>> = {
  INCREMENTAL: { most: 300, epochs: 1, onward: true, caution: 10 },
  PARTIAL: { most: 1000, epochs: 4, onward: true },
  FULL: { most: 1000, epochs: 6, onward: false },
};

/**
 * Trains on the newest of the labelled samples, from the change on if it is known. FULL starts from nothing; PARTIAL keeps the
 * standardisation and starts from the champion's weights; INCREMENTAL takes one careful pass over the newest 300.
 * @example
 * const { model } = retrainLinear('FULL', samples.slice(0, 500), { random: createRandom(1) });
 */
export function retrainLinear(
  action: Retraining,
  labelled: readonly LabeledSample[],
  { random, champion, change = null }: RetrainLinearOptions,
): Challenger {
  const { most, epochs, onward, caution } = RECIPES[action];
  const samples = labelled.slice(windowStart(labelled.length, most, change));
  const cut = Math.round(0.8 * samples.length);
  const options = { random, epochs, caution, start: onward ? champion : undefined };
  const tried = trainLinear(samples.slice(0, cut), options);
  const newest = samples.slice(cut);
  return {
    model: trainLinear(samples, options),
    held: { count: newest.length, errors: errorsOf(tried, newest) },
    championErrors: champion ? errorsOf(champion, newest) : Infinity,
  };
}

function windowStart(count: number, most: number, change: ChangePoint | null): number {
  const window = trainingWindow(count, { least: LEAST, most, change });
  // the decision has been taken: rather a few old samples than hardly any
  return window.outcome === 'train' ? window.from : Math.max(0, count - LEAST);
}

function errorsOf(model: LinearClassifier, samples: readonly LabeledSample[]): number {
  return samples.filter(({ features, label }) => predictLinear(model, features) !== label).length;
}
