import { checkInteger, checkNumber } from '../errors';
import type { EpochReport } from './checkpoint';
import type { Loss } from './losses';
import type { Model } from './model';
import { checkSpec, type ModelSpec } from './modelSpec';
import type { Weights } from './network';
import type { Optimizer } from './optimizers';
import { checkInputs, type Samples } from './samples';
import type { Schedule } from './schedule';
import { Training, type Settings } from './training';

/** How a model is trained; all but the callbacks is plain data. */
export interface FitOptions {
  /** Decides about first weights, the order of samples and dropout; an integer in [0, 2³²). */
  readonly seed: number;
  /** Passes over the samples, default 10. */
  readonly epochs?: number;
  /** Samples in a step, default 64; what does not fill the last step of an epoch waits for the next one. */
  readonly batch?: number;
  /** Default 0.001. */
  readonly learningRate?: number;
  /** Default constant. */
  readonly schedule?: Schedule;
  /** Default AdamW. */
  readonly optimizer?: Optimizer;
  /** Default cross entropy. */
  readonly loss?: Loss;
  /** The largest length of all gradients together, default no limit. */
  readonly clipNorm?: number;
  /** Weights to begin with instead of fresh ones. */
  readonly start?: Weights;
  /** Judged after each epoch; the weights of the best epoch (least loss) are kept. */
  readonly validation?: Samples;
  /** Stop when the validation loss was not better for so many epochs. Default never. */
  readonly patience?: number;
  /** Where training is saved; if the file is there, it goes on from it. A finished training leaves it. */
  readonly checkpoint?: { readonly path: string; readonly everySteps?: number };
  /** Threads of the runtime, default 2. */
  readonly threads?: number;
  /** Called after each epoch. */
  readonly onEpoch?: (report: EpochReport) => void;
  /** Called after each step with the number of steps done, of all there are. */
  readonly onStep?: (done: number, total: number) => void;
  /** Ends training with its reason when it is aborted. */
  readonly signal?: AbortSignal;
}

/** A trained model and how it came to be. */
export interface Fitted {
  readonly model: Model;
  readonly history: readonly EpochReport[];
  /** The epoch whose weights these are, counted from 1: the best one with validation samples, else the last. */
  readonly epoch: number;
  /** Why training ended: all epochs done, or patience. */
  readonly because: 'epochs' | 'patience';
}

/**
 * Trains a model in this thread, which is busy while native code runs: `fitInWorker` leaves it free. Same seed, same bytes on one
 * machine, also if training was killed and resumed from its checkpoint on the way.
 * @throws {RangeError} for wrong options or sizes; {DriftlabError} DRIFTLAB_INVALID_DATA for labels out of range, numbers that are not
 * finite, a loss that is not (it says at which step), or a checkpoint of another training.
 * @example
 * const { model, history } = await fit({ architecture: 'mlp', input: [784], outputs: 10 }, { inputs, labels }, { seed: 1 });
 */
export async function fit(spec: ModelSpec, samples: Samples, options: FitOptions): Promise<Fitted> {
  const settings = check(spec, samples, options);
  const training = await Training.open(spec, samples, settings);
  try {
    return await training.run();
  } finally {
    await training.release();
  }
}

function check(spec: ModelSpec, samples: Samples, options: FitOptions): Settings {
  const { epochs = 10, batch = 64, learningRate = 0.001, patience } = options;
  checkSpec(spec);
  checkInteger('epochs', epochs, 1);
  checkInteger('batch', batch, 1, samples.inputs.rows);
  checkNumber('learningRate', learningRate, 0);
  if (patience !== undefined) checkInteger('patience', patience, 1);
  if (options.checkpoint?.everySteps !== undefined) checkInteger('everySteps', options.checkpoint.everySteps, 1);
  for (const { inputs } of options.validation ? [samples, options.validation] : [samples]) checkInputs(spec, inputs);
  const { schedule = { kind: 'constant' }, optimizer = { kind: 'adamw' }, loss = { kind: 'crossEntropy' } } = options;
  return { ...options, epochs, batch, learningRate, schedule, optimizer, loss };
}
