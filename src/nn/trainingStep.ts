import { blockSize } from '../compute/blocked';
import { openSession, type Session } from '../compute/session';
import { elementCount, tensor, type Tensor } from '../compute/tensor';
import type { Random } from '../random';
import type { ModelSpec } from './modelSpec';
import { unpackSlots, type Slot, type Weights } from './network';
import { rateValues } from './optimizers';
import { stepGraph, type StepGraph, type StepOptions } from './stepGraph';

type Buffers = Readonly<Record<string, Tensor<'float32'>>>;

/** How a training step is run. */
export interface TrainingStepOptions extends StepOptions {
  /** Source of initial weights and dropout masks. */
  readonly random: Random;
  /** Threads of the runtime, default 2. */
  readonly threads?: number;
}

/**
 * A model in training: each call of `run` is one step, forward, backward and update in one native call. Weights stay in two
 * sets of buffers that take turns as what is read and what is written.
 */
export class TrainingStep {
  /** The batch of the next step: write inputs and targets here. */
  readonly inputs: Float32Array;
  readonly targets: Float32Array;
  private turn = 0;

  private constructor(
    private readonly session: Session,
    private readonly step: StepGraph,
    private readonly options: TrainingStepOptions,
    private readonly shared: Buffers,
    private readonly sets: readonly [Buffers, Buffers],
    private readonly runs: readonly [() => Promise<void>, () => Promise<void>],
  ) {
    this.inputs = shared.inputs.values;
    this.targets = shared.targets.values;
  }

  /** Compiles the step of a model, with fresh weights. */
  static async open(spec: ModelSpec, options: TrainingStepOptions): Promise<TrainingStep> {
    const step = stepGraph(
      spec,
      { ...options, block: options.block ?? (await blockSize()) },
      options.random.fork('weights'),
    );
    const session = await openSession(step.graph, { threads: options.threads, optimization: 'basic', spinning: true });
    const shared = buffers(['inputs', 'targets', 'rates', ...step.masks.map(({ name }) => name)], step);
    const names = [...new Set(slots(step).map(({ carrier }) => carrier.name))];
    const sets = [buffers(names, step), buffers(names, step)] as const;
    const loss = tensor([0], []);
    const runs = [0, 1].map((from) => {
      const next = Object.fromEntries(Object.entries(sets[1 - from]).map(([name, buffer]) => [`next ${name}`, buffer]));
      return session.bind({ ...shared, ...sets[from] }, { loss, ...next });
    });
    return new TrainingStep(session, step, options, { ...shared, loss }, sets, [runs[0], runs[1]]).reset();
  }

  /** Does step `number` = 1, 2, … and gives the loss of its batch before the update. */
  async run(number: number, learningRate: number): Promise<number> {
    this.shared.rates.values.set(rateValues(this.options.optimizer, learningRate, number));
    for (const { name, rate } of this.step.masks)
      fillMask(this.shared[name].values, rate, this.options.random.fork(`${name} ${number}`));
    await this.runs[this.turn]();
    this.turn = 1 - this.turn;
    return this.shared.loss.values[0];
  }

  /** Parameters and running statistics, in the layout of files. */
  weights(): Weights {
    return this.read([...this.step.parameters, ...this.step.states]);
  }

  /** What the optimiser keeps. */
  moments(): Weights {
    return this.read(this.step.moments);
  }

  /** Goes on from saved numbers; what is not named keeps its value. */
  load(saved: Weights): void {
    for (const slot of slots(this.step))
      if (Object.hasOwn(saved, slot.name)) this.place(slot).set(slot.packing.pack(saved[slot.name].values, slot.shape));
  }

  /** Frees the native memory. */
  release(): Promise<void> {
    return this.session.release();
  }

  private reset(): this {
    for (const slot of slots(this.step)) this.place(slot).set(slot.packing.pack(slot.initial(), slot.shape));
    return this;
  }

  private read(of: readonly Slot[]): Weights {
    return unpackSlots(of, (slot) => this.place(slot));
  }

  /** Where a slot lies in the buffers that the next step reads. */
  private place({ carrier, start, shape }: Slot): Float32Array {
    return this.sets[this.turn][carrier.name].values.subarray(start, start + elementCount(shape));
  }
}

function slots({ parameters, states, moments }: StepGraph): Slot[] {
  return [...parameters, ...states, ...moments];
}

function buffers(names: readonly string[], { graph }: StepGraph): Buffers {
  return Object.fromEntries(
    names.map((name) => {
      const shape = graph.inputs.find((input) => input.name === name)!.shape.map(Number);
      return [name, tensor(new Float32Array(elementCount(shape)), shape)];
    }),
  );
}

function fillMask(values: Float32Array, rate: number, random: Random): void {
  for (let i = 0; i < values.length; i++) values[i] = random.uniform() < rate ? 0 : 1 / (1 - rate);
}
