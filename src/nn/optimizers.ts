import { graphOf, type Value } from '../compute/graph';
import { add, div, min, mul, neg, reduceSum, sqrt, sub } from '../compute/operators';
import { elementCount } from '../compute/tensor';

/** Stochastic gradient descent as PyTorch has it. */
export interface Sgd {
  readonly kind: 'sgd';
  /** Share of the last step that is kept, default 0. */
  readonly momentum?: number;
  /** λ of ½λ‖w‖² added to the loss, default 0. */
  readonly weightDecay?: number;
  /** Looks ahead by one step of momentum, default false. */
  readonly nesterov?: boolean;
}

/** Adam with decoupled weight decay (Loshchilov & Hutter 2019); defaults are PyTorch's. */
export interface AdamW {
  readonly kind: 'adamw';
  /** Default 0.9. */
  readonly beta1?: number;
  /** Default 0.999. */
  readonly beta2?: number;
  /** Default 1e-8. */
  readonly epsilon?: number;
  /** Default 0.01. */
  readonly weightDecay?: number;
}

/** How parameters follow their gradients. */
export type Optimizer = Sgd | AdamW;

/** The numbers of one step. For AdamW they hold the corrections 1/(1 − βᵗ) of both moments. */
export interface Rates {
  readonly learningRate: Value;
  /** The factor of AdamW's direction. */
  readonly size: Value;
  /** AdamW's ε at the scale of its moments. */
  readonly floor: Value;
}

/** A parameter after the step, and its moments. */
export interface Updated {
  readonly parameter: Value;
  readonly moments: readonly Value[];
}

/** Numbers that an optimiser keeps for each parameter. */
export function momentCount(optimizer: Optimizer): number {
  return optimizer.kind === 'adamw' ? 2 : optimizer.momentum ? 1 : 0;
}

/** The rates of step `step` = 1, 2, …, in the order of `Rates`. */
export function rateValues(optimizer: Optimizer, learningRate: number, step: number): [number, number, number] {
  if (optimizer.kind === 'sgd') return [learningRate, 1, 1];
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = optimizer;
  // what the moments lack: see adamW
  const [first, second] = [(1 - beta1) / (1 - beta1 ** step), (1 - beta2) / (1 - beta2 ** step)];
  return [learningRate, (learningRate * first) / Math.sqrt(second), epsilon / Math.sqrt(second)];
}

/** Writes one update. `moments` are those of the step before, `momentCount` of them, zeros at the start. */
export function update(
  optimizer: Optimizer,
  parameter: Value,
  gradient: Value,
  moments: readonly Value[],
  rates: Rates,
): Updated {
  return optimizer.kind === 'sgd'
    ? sgd(optimizer, parameter, gradient, moments, rates)
    : adamW(optimizer, parameter, gradient, moments, rates);
}

/** All gradients times min(1, limit / (‖all‖ + 1e-6)), as PyTorch clips them. */
export function clipped(slopes: readonly Value[], limit: number | undefined): readonly Value[] {
  if (limit === undefined) return slopes;
  const squares = slopes.map((slope) => reduceSum(mul(slope, slope), slope.shape.map((_, axis) => axis))); // prettier-ignore
  const length = sqrt(squares.reduce((sum, square) => add(sum, square)));
  const factor = min(div(limit, add(length, 1e-6)), 1);
  return slopes.map((slope) => mul(slope, factor));
}

function sgd(
  { momentum = 0, weightDecay = 0, nesterov = false }: Sgd,
  parameter: Value,
  gradient: Value,
  [last]: readonly Value[],
  { learningRate }: Rates,
): Updated {
  const slope = weightDecay === 0 ? gradient : add(gradient, mul(parameter, weightDecay));
  if (momentum === 0) return { parameter: descend(parameter, slope, learningRate), moments: [] };
  const velocity = add(mul(last, momentum), slope);
  const direction = nesterov ? add(slope, mul(velocity, momentum)) : velocity;
  return { parameter: sub(parameter, mul(direction, learningRate)), moments: [velocity] };
}

/** parameter − rate · slope. Where the slope is a product of matrices it is subtracted while it is made: two passes less. */
function descend(parameter: Value, slope: Value, rate: Value): Value {
  const graph = graphOf(slope);
  const product = graph.nodes.find(({ outputs }) => outputs[0] === slope);
  if (product?.operator !== 'Gemm' || product.inputs.length > 2) return sub(parameter, mul(slope, rate));
  const factors = product.inputs.map((factor) => factor!);
  const [first, second] = factors.map(({ shape }) => elementCount(shape.map(Number)));
  const smaller = first < second ? 0 : 1;
  factors[smaller] = mul(factors[smaller], neg(rate));
  return graph.node('Gemm', [...factors, parameter], [parameter], product.attributes)[0];
}

/** With moments of 1/(1 − β) of their usual size: factors of numbers take the place of six passes over parameters. */
function adamW(
  { beta1 = 0.9, beta2 = 0.999, weightDecay = 0.01 }: AdamW,
  parameter: Value,
  gradient: Value,
  [first, second]: readonly Value[],
  { learningRate, size, floor }: Rates,
): Updated {
  const mean = add(mul(first, beta1), gradient);
  const square = add(mul(second, beta2), mul(gradient, gradient));
  const step = mul(div(mean, add(sqrt(square), floor)), size);
  const kept = weightDecay === 0 ? parameter : mul(parameter, sub(1, mul(learningRate, weightDecay)));
  return { parameter: sub(kept, step), moments: [mean, square] };
}
