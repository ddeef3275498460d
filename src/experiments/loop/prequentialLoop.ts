import type { LabeledSample } from '../../data/streams/streamSource';
import { checkInteger } from '../../errors';
import type { Random } from '../../random';
import type { Action, Past, PastRetraining, Policy, Retraining } from '../../retraining/deciding/decision';
import { predictLinear, type LinearClassifier } from './linearClassifier';
import type { LoopMonitor } from './loopMonitor';
import { retrainLinear } from './retrainLinear';

/** What a retraining costs, in wrong predictions. */
export type LoopCosts = Readonly<Record<Retraining, number>>;

/** Options of {@link prequentialLoop}. */
export interface PrequentialLoopOptions {
  readonly random: Random;
  readonly policy: Policy;
  readonly monitor: LoopMonitor;
  readonly costs: LoopCosts;
  /** A label comes so many samples after its prediction; default 0, at the end of the block. */
  readonly delay?: number;
}

/** One retraining of a run. */
export interface LoopRetraining extends PastRetraining {
  /** Decided before this sample was predicted. */
  readonly at: number;
  /** Whether the challenger was better on held-out samples and took the champion's place. */
  readonly promoted: boolean;
}

/** What happened on a stream. */
export interface LoopRun {
  /** The first samples, for the first training, are not predicted: −1. */
  readonly predictions: Int32Array;
  /** 1 where the prediction was wrong. */
  readonly errors: Uint8Array;
  readonly retrainings: readonly LoopRetraining[];
}

/** Samples of the first training. */
export const WARM_UP = 500;
/** Samples between two decisions: a day. */
export const BLOCK = 100;
/** Predictions after a promotion on which the old model is compared with the new one, at most. */
const JUDGED = 1000;

/**
 * Tests, then trains: a model predicts a block of 100 samples; what labels have come go to the monitor; the policy decides; the next block
 * is predicted by what it decided. Nothing is known of a sample before its label has come. A challenger that is not better than the
 * champion on held-out samples is paid for and not deployed. The replaced model goes on predicting in the shadow, which tells what the
 * retraining won (`PastRetraining.measured`). A block is a day; the first training counts as a retraining on day 0.
 * @throws {TypeError | RangeError} if there are no more samples than the first training takes, or the delay is negative.
 * @example
 * prequentialLoop(samples, { random, policy: rulePolicy(), monitor: errorMonitor(), costs }).retrainings;
 */
export function prequentialLoop(samples: readonly LabeledSample[], options: PrequentialLoopOptions): LoopRun {
  checkInteger('samples.length', samples.length, WARM_UP + 1);
  checkInteger('delay', options.delay ?? 0, 0);
  const loop = new Loop(samples, options);
  for (let from = WARM_UP; from < samples.length; from += BLOCK) loop.day(from);
  return { predictions: loop.predictions, errors: loop.errors, retrainings: loop.retrainings.slice(1) };
}

class Loop {
  readonly predictions: Int32Array;
  readonly errors: Uint8Array;
  readonly retrainings: LoopRetraining[];
  private readonly shadowErrors: Uint8Array;
  private model: LinearClassifier;
  private replaced: LinearClassifier | null = null;
  private deployedAt = WARM_UP;
  /** Of the deployed model, among the retrainings. */
  private promotion = 0;
  private known = WARM_UP;

  constructor(
    private readonly samples: readonly LabeledSample[],
    private readonly options: PrequentialLoopOptions,
  ) {
    this.predictions = new Int32Array(samples.length).fill(-1, 0, WARM_UP);
    this.errors = new Uint8Array(samples.length);
    this.shadowErrors = new Uint8Array(samples.length);
    this.retrainings = [{ at: WARM_UP, day: 0, action: 'FULL', cost: 0, promoted: true }];
    const { model, held } = retrainLinear('FULL', samples.slice(0, WARM_UP), { random: options.random.fork(0) });
    this.model = model;
    options.monitor.deployed(WARM_UP, held);
  }

  day(from: number): void {
    const to = Math.min(from + BLOCK, this.samples.length);
    this.predict(from, to);
    this.learnLabels(Math.max(this.known, to - (this.options.delay ?? 0)));
    const past: Past = { day: (to - WARM_UP) / BLOCK, retrainings: this.retrainings };
    const { change, ...seen } = this.options.monitor.view();
    const estimate = { ...seen, samples: this.known - (change?.estimate ?? 0) };
    const { action } = this.options.policy.decide(estimate, past);
    if (to < this.samples.length) this.act(action, to, { change, estimate, day: past.day });
  }

  private predict(from: number, to: number): void {
    for (let i = from; i < to; i++) {
      const { features, label } = this.samples[i];
      this.predictions[i] = predictLinear(this.model, features);
      this.errors[i] = Number(this.predictions[i] !== label);
      if (this.replaced) this.shadowErrors[i] = Number(predictLinear(this.replaced, features) !== label);
    }
  }

  /** Labels of samples before `known` have come; those of an earlier model say nothing of this one. */
  private learnLabels(known: number): void {
    const from = Math.max(this.known, this.deployedAt);
    this.known = known;
    if (known <= from) return;
    this.options.monitor.add(this.errors.subarray(from, known));
    if (this.replaced) this.measure(Math.min(known, this.deployedAt + JUDGED));
  }

  private measure(to: number): void {
    let won = 0;
    for (let i = this.deployedAt; i < to; i++) won += this.shadowErrors[i] - this.errors[i];
    const predictions = to - this.deployedAt;
    const measured = { gain: won / predictions, predictions };
    this.retrainings[this.promotion] = { ...this.retrainings[this.promotion], measured };
    if (predictions === JUDGED) this.replaced = null;
  }

  private act(
    action: Action,
    at: number,
    { change, ...seen }: Pick<LoopRetraining, 'estimate' | 'day'> & Pick<ReturnType<LoopMonitor['view']>, 'change'>,
  ): void {
    if (action === 'NO_RETRAIN') return;
    const { costs, random, monitor } = this.options;
    const options = { random: random.fork(at), champion: this.model, change };
    const { model, held, championErrors } = retrainLinear(action, this.samples.slice(0, this.known), options);
    const entry = { at, action, cost: costs[action], ...seen };
    if (held.errors >= championErrors) {
      this.retrainings.push({ ...entry, promoted: false, measured: { gain: 0, predictions: held.count } });
      return;
    }
    this.promotion = this.retrainings.push({ ...entry, promoted: true }) - 1;
    [this.replaced, this.model, this.deployedAt] = [this.model, model, at];
    monitor.deployed(at, held);
  }
}
