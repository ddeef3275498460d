import { graphOf, type Value } from '../graph';
import { mul, reduceSum, reshape } from '../operators';

const DOMAIN = 'com.microsoft.nchwc';

/** Rows and columns. */
type Pair = readonly [number, number];

/** A blocked convolution on its way back, with its settings as numbers. */
export interface BlockedConv {
  readonly x: Value;
  readonly weights: Value;
  /** The gradient of the result, before the ReLU. */
  readonly d: Value;
  readonly block: number;
  readonly kernel: Pair;
  readonly strides: Pair;
  readonly pads: readonly number[];
  readonly depthwise: boolean;
}

/** An operator on blocked images. */
export function nchwc(
  operator: string,
  inputs: (Value | undefined)[],
  shape: readonly number[],
  attributes = {},
): Value {
  const [x] = inputs as Value[];
  return graphOf(x).node(operator, inputs, [{ type: x.type, shape }], attributes, DOMAIN)[0];
}

/** A blocked convolution of stride 1, for use on the way back; without pads, groups and dilations unless given. */
export function convolve(
  x: Value,
  weights: Value,
  { pads = [0, 0, 0, 0], group = 1, dilations = [1, 1], sum }: ConvolveOptions = {},
): Value {
  const [count, , height, width] = x.shape.map(Number);
  const [out, , ...kernel] = weights.shape.map(Number);
  const sizes = [height, width].map((size, i) => size + pads[i] + pads[i + 2] - dilations[i] * (kernel[i] - 1));
  const inputs = sum ? [x, weights, undefined, sum] : [x, weights];
  const attributes = { kernel_shape: kernel, strides: [1, 1], pads, dilations, group };
  return nchwc('Conv', inputs, [count, out, ...sizes], attributes);
}

interface ConvolveOptions {
  readonly pads?: readonly number[];
  readonly group?: number;
  readonly dilations?: readonly number[];
  readonly sum?: Value;
}

/** Sums over images, rows and columns: [channels]. The pool is much faster than a sum over blocked axes. */
export function channelSums(d: Value): Value {
  const [, , height, width] = d.shape.map(Number);
  return mul(reduceSum(imageMeans(d), [0]), height * width);
}

/** Means over rows and columns: [n, channels]. */
export function imageMeans(x: Value): Value {
  const [count, channels] = x.shape.map(Number);
  return reshape(nchwc('GlobalAveragePool', [x], [count, channels, 1, 1]), [count, channels]);
}

/** 0, 1, … count − 1. */
export function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
