import { checkInteger, checkNumber, DriftlabError } from '../errors';
import { row, type Matrix } from '../matrix';
import { createRandom, permutation, type Random } from '../random';
import { identityOf, openCheckpoint, saveCheckpoint, type Checkpoint, type EpochReport } from './checkpoint';
import { evaluate } from './evaluate';
import type { Loss } from './losses';
import type { Model } from './model';
import { checkSpec, type ModelSpec } from './modelSpec';
import type { Weights } from './network';
import type { Optimizer } from './optimizers';
import { checkInputs, targetRows, type Samples } from './samples';
import { scheduleFactor, type Schedule } from './schedule';
import { TrainingStep } from './trainingStep';

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

type Settings = FitOptions &
  Required<Pick<FitOptions, 'epochs' | 'batch' | 'learningRate' | 'schedule' | 'optimizer' | 'loss'>>;

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

/** One training on its way: counts epochs and steps, keeps the best weights. */
class Training {
  private epoch = 0;
  private stepOfEpoch = 0;
  private lossSum = 0;
  private history: EpochReport[] = [];
  private bestEpoch = 0;
  private best: Weights | undefined;
  private readonly stepsPerEpoch: number;

  private constructor(
    private readonly spec: ModelSpec,
    private readonly samples: Samples,
    private readonly targets: Matrix<Float32Array>,
    private readonly settings: Settings,
    private readonly identity: string,
    private readonly random: Random,
    private readonly step: TrainingStep,
  ) {
    this.stepsPerEpoch = Math.floor(samples.inputs.rows / settings.batch);
  }

  static async open(spec: ModelSpec, samples: Samples, settings: Settings): Promise<Training> {
    const targets = targetRows(spec, samples, settings.loss);
    const identity = identify(spec, samples, targets, settings);
    const saved = settings.checkpoint && (await openCheckpoint(settings.checkpoint.path, identity));
    const random = createRandom(settings.seed);
    const step = await TrainingStep.open(spec, { ...settings, random });
    if (settings.start) step.load(settings.start);
    const training = new Training(spec, samples, targets, settings, identity, random, step);
    if (saved) training.resume(saved);
    return training;
  }

  async run(): Promise<Fitted> {
    const { epochs, patience = Infinity } = this.settings;
    while (this.epoch < epochs && this.epoch - this.bestEpoch < (this.best ? patience : Infinity))
      await this.runEpoch();
    const because = this.epoch < epochs ? 'patience' : 'epochs';
    const model = { spec: this.spec, weights: this.best ?? this.step.weights() };
    return { model, history: this.history, epoch: this.best ? this.bestEpoch : this.epoch, because };
  }

  release(): Promise<void> {
    return this.step.release();
  }

  private async runEpoch(): Promise<void> {
    // the order follows from seed and epoch alone, so that a resumed training has the same
    const order = permutation(this.samples.inputs.rows, this.random.fork(`epoch ${this.epoch}`));
    const { checkpoint, onStep, signal } = this.settings;
    while (this.stepOfEpoch < this.stepsPerEpoch) {
      signal?.throwIfAborted();
      await this.runStep(order);
      onStep?.(this.stepsDone(), this.totalSteps());
      const due = checkpoint?.everySteps && this.stepsDone() % checkpoint.everySteps === 0;
      if (due && this.stepOfEpoch < this.stepsPerEpoch) await this.save();
    }
    await this.endEpoch();
    await this.save();
  }

  private async runStep(order: Uint32Array): Promise<void> {
    const { batch, learningRate, schedule } = this.settings;
    const { inputs } = this.samples;
    for (let i = 0; i < batch; i++) {
      const sample = order[this.stepOfEpoch * batch + i];
      this.step.inputs.set(row(inputs, sample), i * inputs.columns);
      this.step.targets.set(row(this.targets, sample), i * this.targets.columns);
    }
    const rate = learningRate * scheduleFactor(schedule, this.stepsDone(), this.totalSteps());
    const loss = await this.step.run(this.stepsDone() + 1, rate);
    if (!Number.isFinite(loss))
      throw new DriftlabError(
        'DRIFTLAB_INVALID_DATA',
        `the loss is ${loss} at step ${this.stepOfEpoch + 1} of epoch ${this.epoch + 1}: try a smaller learning rate (now ${rate}) or clipNorm`,
      );
    this.lossSum += loss;
    this.stepOfEpoch++;
  }

  private async endEpoch(): Promise<void> {
    const { validation, loss, threads, learningRate, schedule, onEpoch } = this.settings;
    const weights = this.step.weights();
    const judged = validation && (await evaluate({ spec: this.spec, weights }, validation, { loss, threads }));
    const rate = learningRate * scheduleFactor(schedule, this.stepsDone() - 1, this.totalSteps());
    this.epoch++;
    const report = {
      epoch: this.epoch,
      loss: this.lossSum / this.stepsPerEpoch,
      learningRate: rate,
      validationLoss: judged?.loss ?? null,
      validationAccuracy: judged?.accuracy ?? null,
    };
    const least = this.best ? this.history[this.bestEpoch - 1].validationLoss! : Infinity;
    if (judged && judged.loss < least) [this.best, this.bestEpoch] = [weights, this.epoch];
    this.history.push(report);
    [this.stepOfEpoch, this.lossSum] = [0, 0];
    onEpoch?.(report);
  }

  private stepsDone(): number {
    return this.epoch * this.stepsPerEpoch + this.stepOfEpoch;
  }

  private totalSteps(): number {
    return this.settings.epochs * this.stepsPerEpoch;
  }

  private async save(): Promise<void> {
    if (!this.settings.checkpoint) return;
    const { epoch, stepOfEpoch: step, lossSum, history, bestEpoch, best } = this;
    const progress = { epoch, step, lossSum, history, bestEpoch };
    const checkpoint = { progress, weights: this.step.weights(), moments: this.step.moments(), best };
    await saveCheckpoint(this.settings.checkpoint.path, this.identity, checkpoint);
  }

  private resume({ progress, weights, moments, best }: Checkpoint): void {
    const { epoch, step, lossSum, history, bestEpoch } = progress;
    Object.assign(this, { epoch, stepOfEpoch: step, lossSum, history: [...history], bestEpoch, best });
    this.step.load(weights);
    this.step.load(moments);
  }
}

function identify(spec: ModelSpec, samples: Samples, targets: Matrix<Float32Array>, settings: Settings): string {
  const { seed, epochs, batch, learningRate, schedule, optimizer, loss, clipNorm, patience, start, validation } =
    settings;
  const plain = { spec, seed, epochs, batch, learningRate, schedule, optimizer, loss, clipNorm, patience };
  const judged = validation ? [validation.inputs.values, targetRows(spec, validation, { kind: 'meanSquaredError' }).values] : []; // prettier-ignore
  const begun = Object.values(start ?? {}).map(({ values }) => values);
  return identityOf(plain, [samples.inputs.values, targets.values, ...judged, ...begun]);
}
