import type { Graph, Value } from '../compute/graph';
import { add, mul } from '../compute/operators';
import { tensor, type Tensor } from '../compute/tensor';
import { DriftlabError, show } from '../errors';
import type { Random } from '../random';
import type { Bundle } from './bundle';
import { PLAIN, type Packing } from './packing';

/** The numbers of a network by name: parameters, and running statistics where it has some. Plain data in PyTorch's layouts. */
export type Weights = Readonly<Record<string, Tensor<'float32'>>>;

/** Fills a parameter of the given shape before training. */
export type Initializer = (shape: readonly number[], random: Random) => Float32Array;

/** Something a network keeps from step to step. */
export interface Slot {
  readonly name: string;
  /** As people and files see it. */
  readonly shape: readonly number[];
  /** How it lies in the memory of the graph. */
  readonly packing: Packing;
  readonly value: Value;
  /** The input of the graph in which it comes: itself, or a bundle in which it begins at `start`. */
  readonly carrier: Value;
  readonly start: number;
  readonly initial: () => Float32Array;
}

/** A running statistic, and what the step sees of it. */
export interface State extends Slot {
  readonly seen: Value;
}

/** A dropout mask: 0 with chance `rate`, else 1 / (1 − rate). */
export interface Mask {
  readonly name: string;
  readonly rate: number;
  readonly value: Value;
}

/**
 * Where layers write themselves: into a graph for training, with parameters that come in at each run, or into one that only
 * predicts, with parameters as constants.
 */
export interface Network {
  readonly graph: Graph;
  readonly training: boolean;
  /** A parameter by name, of `shape` to the world and packed in the graph. */
  parameter(name: string, shape: readonly number[], initial: Initializer, packing?: Packing): Value;
  /** A running statistic of one axis: begins as `initial` everywhere and follows what training steps see. */
  state(name: string, count: number, initial: number, seen?: Value): Value;
  /** x with random elements set to 0 while training; x itself otherwise. */
  dropout(name: string, x: Value, rate: number): Value;
}

/** The network as it is trained: keeps a list of what flows in and out of a step. */
export class TrainingNetwork implements Network {
  readonly training = true;
  readonly parameters: Slot[] = [];
  readonly states: State[] = [];
  readonly masks: Mask[] = [];

  constructor(
    readonly graph: Graph,
    private readonly random: Random,
    private readonly bundles: readonly Bundle[] = [],
  ) {}

  parameter(name: string, shape: readonly number[], initial: Initializer, packing: Packing = PLAIN): Value {
    const place = this.input(name, packing.shape?.(shape) ?? shape);
    // by name: numbers do not depend on what else the network has
    this.parameters.push({ ...place, name, shape, packing, initial: () => initial(shape, this.random.fork(name)) });
    return place.value;
  }

  state(name: string, count: number, initial: number, seen: Value): Value {
    const place = this.input(name, [count]);
    const start = (): Float32Array => new Float32Array(count).fill(initial);
    this.states.push({ ...place, name, shape: [count], packing: PLAIN, initial: start, seen });
    return place.value;
  }

  dropout(name: string, x: Value, rate: number): Value {
    if (rate === 0) return x;
    const value = this.graph.input(name, x.shape);
    this.masks.push({ name, rate, value });
    return mul(x, value);
  }

  private input(name: string, shape: readonly number[]): Pick<Slot, 'value' | 'carrier' | 'start'> {
    for (const { vector, parts } of this.bundles) if (parts.has(name)) return { carrier: vector, ...parts.get(name)! };
    const value = this.graph.input(name, shape);
    return { value, carrier: value, start: 0 };
  }
}

/** The network as it predicts, with the numbers of a model in it. */
export class InferenceNetwork implements Network {
  readonly training = false;

  constructor(
    readonly graph: Graph,
    private readonly weights: Weights,
  ) {}

  parameter(name: string, shape: readonly number[], _: Initializer, packing: Packing = PLAIN): Value {
    const values = packing.pack(this.named(name, shape), shape);
    return this.graph.constant(values, packing.shape?.(shape) ?? shape, { name });
  }

  state(name: string, count: number): Value {
    return this.graph.constant(this.named(name, [count]), [count], { name });
  }

  dropout(_: string, x: Value): Value {
    return x;
  }

  private named(name: string, shape: readonly number[]): Float32Array {
    const found = Object.hasOwn(this.weights, name) ? this.weights[name] : undefined;
    if (!found || found.shape.join() !== shape.join())
      throw new DriftlabError(
        'DRIFTLAB_INVALID_MODEL',
        `the model does not fit its architecture: expected ${show(name)} of shape [${shape.join(', ')}], got ${found ? `[${found.shape.join(', ')}]` : 'none'}`,
      );
    return found.values;
  }
}

/** A running statistic after a step: nine tenths of it, and one of what the step saw, as PyTorch has it. */
export function follow(now: Value, seen: Value): Value {
  return add(mul(now, 0.9), mul(seen, 0.1));
}

/** The numbers of slots as a record of tensors; `values` gives them as they lie in the graph. */
export function unpackSlots(slots: readonly Slot[], values: (slot: Slot) => Float32Array): Weights {
  return Object.fromEntries(
    slots.map((slot) => [slot.name, tensor(slot.packing.unpack(values(slot), slot.shape), slot.shape)]),
  );
}
