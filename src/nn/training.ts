import { DriftlabError } from '../errors';
import { row, type Matrix } from '../matrix';
import { createRandom, permutation, type Random } from '../random';
import { identityOf, openCheckpoint, saveCheckpoint, type Checkpoint, type EpochReport } from './checkpoint';
import { evaluate } from './evaluate';
import type { FitOptions, Fitted } from './fit';
import type { ModelSpec } from './modelSpec';
import type { Weights } from './network';
import { targetRows, type Samples } from './samples';
import { scheduleFactor } from './schedule';
import { TrainingStep } from './trainingStep';

/** Options of `fit` with the defaults in them. */
export type Settings = FitOptions &
  Required<Pick<FitOptions, 'epochs' | 'batch' | 'learningRate' | 'schedule' | 'optimizer' | 'loss'>>;

/** One training on its way: counts epochs and steps, keeps the best weights. */
export class Training {
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
