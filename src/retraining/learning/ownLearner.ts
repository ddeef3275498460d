import { checkInteger, DriftlabError, show } from '../../errors';
import type { Matrix } from '../../matrix';
import type { Numbers } from '../../nn/ewc';
import type { Samples } from '../../nn/samples';
import { anchoredDescent, ownFisher } from './anchoredDescent';
import type { Learner } from './learner';
import { recalibrated } from './recalibration';
import type { LearnOptions } from './strategy';

type Now<T> = T | Promise<T>;

/** What a user says about a model of their own. All but `train` and `predict` may be left out; a strategy says what it misses. */
export interface OwnFunctions<M> {
  /** For messages and records, such as 'naive Bayes'. */
  readonly name: string;
  /** Classes that the model tells apart. */
  readonly classes: number;
  /** Trains on labelled samples: from nothing, or from `start`. */
  readonly train: (samples: Samples, start: M | undefined, options: LearnOptions) => Now<M>;
  /** Logits or ln p: a row for each input, a column for each class. */
  readonly predict: (model: M, inputs: Samples['inputs']) => Now<Matrix>;
  /** Figures for the report, of a model on the validation samples. */
  readonly metrics?: (model: M, samples: Samples) => Now<Readonly<Record<string, number>>>;
  /** All parameters by name. */
  readonly params?: (model: M) => Numbers;
  /** The model with other parameters. */
  readonly withParams?: (model: M, params: Numbers) => M;
  /** The gradient of the mean log loss by all parameters. */
  readonly gradients?: (model: M, samples: Samples) => Now<Numbers>;
}

/** A user's model, and a correction of its logits that a cure has found. */
export interface OwnModel<M> {
  readonly model: M;
  readonly slope: number;
  readonly shift: readonly number[];
}

/**
 * A user's own functions as a learner: full, incremental and replay training, recalibration and prior correction work with `train`
 * and `predict`; EWC and its baseline need `params`, `withParams` and `gradients`. What the functions give is checked.
 * @throws {DriftlabError} DRIFTLAB_INVALID_MODEL, when used, if `predict` gives another size or numbers that are not finite.
 * @example
 * const bayes = ownLearner({ name: 'naive Bayes', classes: 2, train, predict });
 * const { model } = await fullTraining(bayes).learn(ownModel(champion, 2), { samples }, { seed: 1 });
 */
export function ownLearner<M>(functions: OwnFunctions<M>): Learner<OwnModel<M>> {
  const { name, classes, train, predict, metrics, params } = functions;
  checkInteger('classes', classes, 2);
  return {
    name,
    classes: () => classes,
    train: async (samples, options, { start }) => ({
      model: ownModel(await train(samples, start?.model, options), classes),
      steps: 0,
      history: [],
    }),
    predict: async ({ model, slope, shift }, inputs) =>
      recalibrated(checkLogits(name, await predict(model, inputs), inputs.rows, classes), { slope, shift }),
    recalibrate: ({ model, slope, shift }, next) => ({
      model,
      slope: slope * next.slope,
      shift: shift.map((value, k) => next.slope * value + next.shift[k]),
    }),
    parameters: params && (({ model, slope, shift }) => ({ ...params(model), recalibration: [slope, ...shift] })),
    ...consolidation(functions),
    metrics: metrics && (async ({ model }, samples) => metrics(model, samples)),
  };
}

/** A user's model as strategies take it, uncorrected. */
export function ownModel<M>(model: M, classes: number): OwnModel<M> {
  return { model, slope: 1, shift: Array.from({ length: classes }, () => 0) };
}

/** What needs gradients, if the user has them. */
function consolidation<M>(functions: OwnFunctions<M>): Pick<Learner<OwnModel<M>>, 'fisher' | 'anchored'> {
  const { classes, params, withParams, gradients, predict } = functions;
  if (!params || !withParams || !gradients) return {};
  const calculus = { params, withParams, gradients, predict };
  return {
    fisher: ({ model }, samples, options) => ownFisher(calculus, model, samples, options),
    anchored: async ({ model }, samples, strength, options) => {
      const trained = await anchoredDescent(calculus, model, samples, strength, options);
      return { ...trained, model: ownModel(trained.model, classes) };
    },
  };
}

function checkLogits(name: string, logits: Matrix, rows: number, classes: number): Matrix {
  const { values } = logits;
  if (logits.rows !== rows || logits.columns !== classes)
    throw invalid(name, `expected ${rows} × ${classes} logits of predict, got ${logits.rows} × ${logits.columns}`);
  const at = values.findIndex((value) => !Number.isFinite(value));
  if (at >= 0)
    throw invalid(name, `expected finite logits of predict, got ${show(values[at])} for input ${Math.floor(at / classes)}`); // prettier-ignore
  return logits;
}

function invalid(name: string, what: string): DriftlabError {
  return new DriftlabError('DRIFTLAB_INVALID_MODEL', `${name}: ${what}`);
}
