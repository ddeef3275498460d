import { checkInteger, checkNumber, DriftlabError } from '../../errors';
import { row } from '../../matrix';
import { identityOf, openCheckpoint, saveCheckpoint, type EpochReport } from '../../nn/checkpoint';
import { evaluate } from '../../nn/evaluate';
import type { Model } from '../../nn/model';
import type { Sgd } from '../../nn/optimizers';
import { targetRows } from '../../nn/samples';
import { scheduleFactor } from '../../nn/schedule';
import { TrainingStep } from '../../nn/trainingStep';
import { createRandom, permutation, type Random } from '../../random';
import { checkWholeBatches, type LearnOptions } from './strategy';
import type { LabeledSamples } from './learnable';
import { pullBack, type Strength } from './pullBack';

/** A trained model, and how many steps it took. */
export interface Trained<M> {
  readonly model: M;
  readonly steps: number;
  readonly history: readonly EpochReport[];
}

/** A training that is held back by the old weights. */
export type AnchoredOptions = Omit<LearnOptions, 'optimizer'> & {
  /** Default momentum 0.9. */
  readonly optimizer?: Sgd;
};

/**
 * Goes on from a model's weights θ* with loss + ½ Σ strength · (θ − θ*)². After each step of stochastic gradient descent the weights are
 * pulled back by the proximal operator of the penalty, θ ← (θ + s·θ*) / (1 + s) with s = rate · strength / (1 − momentum): its
 * fixed points are those of the penalised loss, and no strength is too large for the rate, where a gradient of the penalty would
 * diverge beyond 2 / rate. Resumes from its checkpoint, which is written after each epoch, bit for bit. With validation samples the best
 * epoch's weights are kept.
 * @throws as `fit`.
 */
export async function anchoredFit(
  model: Model,
  samples: LabeledSamples,
  strength: Strength,
  options: AnchoredOptions,
): Promise<Trained<Model>> {
  const { epochs = 10, batch = 64, learningRate = 0.001, optimizer = { kind: 'sgd', momentum: 0.9 } } = options;
  checkInteger('epochs', epochs, 1);
  checkNumber('learningRate', learningRate, 0);
  checkWholeBatches(batch, samples.inputs.rows);
  if (optimizer.kind !== 'sgd')
    throw new RangeError('invalid optimizer: expected sgd, which the pull to the old weights needs, got another');
  const training = { ...options, epochs, batch, learningRate, optimizer, model, samples, strength };
  const random = createRandom(options.seed);
  const loss = { kind: 'crossEntropy' } as const;
  const step = await TrainingStep.open(model.spec, { ...training, loss, random });
  try {
    step.load(model.weights);
    return await run(training, step, random);
  } finally {
    await step.release();
  }
}

type Anchored = AnchoredOptions &
  Required<Pick<AnchoredOptions, 'epochs' | 'batch' | 'learningRate' | 'optimizer'>> & {
    readonly model: Model;
    readonly samples: LabeledSamples;
    readonly strength: Strength;
  };

async function run(training: Anchored, step: TrainingStep, random: Random): Promise<Trained<Model>> {
  const { epochs, model, validation, checkpoint, threads, onEpoch, patience = Infinity } = training;
  const identity = checkpoint && identify(training);
  const saved = checkpoint && (await openCheckpoint(checkpoint.path, identity!));
  if (saved) [saved.weights, saved.moments].forEach((numbers) => step.load(numbers));
  const history: EpochReport[] = [...(saved?.progress.history ?? [])];
  let [best, bestEpoch] = [saved?.best, saved?.progress.bestEpoch ?? 0];
  const worse = (epoch: number): number => (best ? epoch - bestEpoch : 0);
  for (let epoch = history.length; epoch < epochs && worse(epoch) < patience; epoch++) {
    const trained = await runEpoch(training, step, random, epoch);
    const weights = step.weights();
    const judged = validation && (await evaluate({ spec: model.spec, weights }, validation, { threads }));
    const least = best ? history[bestEpoch - 1].validationLoss! : Infinity;
    const report = { epoch: epoch + 1, ...trained, validationLoss: judged?.loss ?? null, validationAccuracy: judged?.accuracy ?? null }; // prettier-ignore
    history.push(report);
    if (judged && judged.loss < least) [best, bestEpoch] = [weights, epoch + 1];
    const progress = { epoch: epoch + 1, step: 0, lossSum: 0, history, bestEpoch };
    if (checkpoint)
      await saveCheckpoint(checkpoint.path, identity!, { progress, weights, moments: step.moments(), best });
    onEpoch?.(report);
  }
  const steps = history.length * Math.floor(training.samples.inputs.rows / training.batch);
  return { model: { ...model, weights: best ?? step.weights() }, history, steps };
}

async function runEpoch(training: Anchored, step: TrainingStep, random: Random, epoch: number) {
  const { samples, batch, epochs, learningRate, schedule = { kind: 'constant' }, optimizer, signal, onStep } = training;
  const { inputs } = samples;
  const targets = targetRows(training.model.spec, samples, { kind: 'crossEntropy' });
  const order = permutation(inputs.rows, random.fork(`epoch ${epoch}`));
  const steps = Math.floor(inputs.rows / batch);
  let [sum, rate] = [0, learningRate];
  for (let k = 0; k < steps; k++) {
    signal?.throwIfAborted();
    order.subarray(k * batch, (k + 1) * batch).forEach((sample, i) => {
      step.inputs.set(row(inputs, sample), i * inputs.columns);
      step.targets.set(row(targets, sample), i * targets.columns);
    });
    const done = epoch * steps + k;
    rate = learningRate * scheduleFactor(schedule, done, epochs * steps);
    const loss = await step.run(done + 1, rate);
    if (!Number.isFinite(loss))
      throw new DriftlabError(
        'DRIFTLAB_INVALID_DATA',
        `the loss is ${loss} at step ${k + 1} of epoch ${epoch + 1}: try a smaller learning rate (now ${rate}) or clipNorm`,
      );
    sum += loss;
    pull(step, training, rate / (1 - (optimizer.momentum ?? 0)));
    onStep?.(done + 1, epochs * steps);
  }
  return { loss: sum / steps, learningRate: rate };
}

function pull(step: TrainingStep, { model, strength }: Anchored, rate: number): void {
  const now = step.weights();
  const held = Object.entries(strength).map(([name, strengths]) => {
    const values = pullBack(now[name].values, model.weights[name].values, strengths, rate);
    return [name, { ...now[name], values }] as const;
  });
  step.load(Object.fromEntries(held));
}

function identify({ model, samples, strength, validation, ...options }: Anchored): string {
  const { seed, epochs, batch, learningRate, schedule, optimizer, clipNorm, patience } = options;
  const plain = { kind: 'anchored', spec: model.spec, seed, epochs, batch, learningRate, schedule, optimizer, clipNorm, patience, labels: Array.from(samples.labels) }; // prettier-ignore
  const strengths = Object.values(strength).map((own) => Float32Array.from(typeof own === 'number' ? [own] : Array.from(own))); // prettier-ignore
  const judged = validation ? [validation.inputs.values, Float32Array.from(validation.labels ?? [])] : [];
  const start = Object.values(model.weights).map(({ values }) => values);
  return identityOf(plain, [samples.inputs.values, ...judged, ...start, ...strengths]);
}
