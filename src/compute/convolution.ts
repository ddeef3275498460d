import { graphOf, type Dimension, type Value } from './graph';
import { checkRank, compatible, mapDimension, mismatch, showShape } from './shapes';

/** The window of a convolution or pooling over [batch, channels, height, width]. */
export interface WindowOptions {
  /** Step in rows and columns, default [1, 1] for convolutions and the window's size for pools. */
  readonly strides?: readonly [number, number];
  /** Zeros added at top, left, bottom and right, default none. */
  readonly pads?: readonly [number, number, number, number];
}

/** What a convolution may have besides its weights. */
export interface ConvOptions extends WindowOptions {
  /** One number for each output channel. */
  readonly bias?: Value;
  /** Distance of the taps, default [1, 1]. */
  readonly dilations?: readonly [number, number];
  /** Number of groups that channels are divided into, default 1; as many as channels is a depthwise convolution. */
  readonly group?: number;
}

const NO_PADS = [0, 0, 0, 0] as const;

/**
 * Cross-correlation of x [n, channels, height, width] with weights [out, channels / group, rows, columns].
 * @throws {RangeError} if the channels do not fit, or the graph is float64 (the runtime has no such convolution).
 */
export function conv(
  x: Value,
  weights: Value,
  { bias, strides = [1, 1], pads = NO_PADS, dilations = [1, 1], group = 1 }: ConvOptions = {},
): Value {
  checkFloat32('conv', x);
  const [count, channels, height, width] = checkRank('conv', 'x', x.shape, 4);
  const [out, taps, rows, columns] = checkRank('conv', 'weights', weights.shape, 4);
  const needed = mapDimension(channels, (n) => n / group);
  if (!compatible(needed, taps))
    throw mismatch('conv', 'weights', `${needed} channels on axis 1`, `weights ${showShape(weights.shape)}`);
  if (bias && !(bias.shape.length === 1 && compatible(bias.shape[0], out)))
    throw mismatch('conv', 'bias', `shape [${out}]`, showShape(bias.shape));
  const kernel = [rows, columns].map(Number);
  const sizes = windows('conv', [height, width], kernel, strides, pads, dilations);
  const attributes = { kernel_shape: kernel, strides, pads, dilations, group };
  const inputs = bias ? [x, weights, bias] : [x, weights];
  return graphOf(x).node('Conv', inputs, [{ type: x.type, shape: [count, out, ...sizes] }], attributes)[0];
}

/**
 * The transpose of `conv`: x [n, out, …] back to [n, channels, …extent] through the weights of that convolution.
 * @throws {RangeError} if the graph is float64 (the runtime has no such operator).
 */
export function convTranspose(
  x: Value,
  weights: Value,
  extent: readonly [number, number],
  { strides = [1, 1], pads = NO_PADS, dilations = [1, 1], group = 1 }: Omit<ConvOptions, 'bias'> = {},
): Value {
  checkFloat32('convTranspose', x);
  const [count, , height, width] = checkRank('convTranspose', 'x', x.shape, 4).map(Number);
  const [, channels, rows, columns] = checkRank('convTranspose', 'weights', weights.shape, 4).map(Number);
  const kernel = [rows, columns];
  const output_padding = [height, width].map(
    (size, i) => extent[i] - (strides[i] * (size - 1) + dilations[i] * (kernel[i] - 1) + 1 - pads[i] - pads[i + 2]),
  );
  const attributes = { kernel_shape: kernel, strides, pads, dilations, group, output_padding };
  const shape = [count, channels * group, ...extent];
  return graphOf(x).node('ConvTranspose', [x, weights], [{ type: x.type, shape }], attributes)[0];
}

/** The mean over rows and columns: [n, channels, 1, 1]. */
export function globalAveragePool(x: Value): Value {
  checkFloat32('globalAveragePool', x);
  const [count, channels] = checkRank('globalAveragePool', 'x', x.shape, 4);
  return graphOf(x).node('GlobalAveragePool', [x], [{ type: x.type, shape: [count, channels, 1, 1] }])[0];
}

/** The mean of each window; padding counts as zeros only if `countPads` is true. */
export function averagePool(
  x: Value,
  kernel: readonly [number, number],
  { strides = kernel, pads = NO_PADS, countPads = false }: WindowOptions & { countPads?: boolean } = {},
): Value {
  checkFloat32('averagePool', x);
  const attributes = { kernel_shape: kernel, strides, pads, count_include_pad: Number(countPads) };
  return graphOf(x).node('AveragePool', [x], [pooled('averagePool', x, kernel, strides, pads)], attributes)[0];
}

/** The maximum of each window. */
export function maxPool(
  x: Value,
  kernel: readonly [number, number],
  { strides = kernel, pads = NO_PADS }: WindowOptions = {},
): Value {
  const attributes = { kernel_shape: kernel, strides, pads };
  return graphOf(x).node('MaxPool', [x], [pooled('maxPool', x, kernel, strides, pads)], attributes)[0];
}

/**
 * Images [n, channels, height, width] in another size, pixel centres at half integers; linear (default) takes the nearest four,
 * also when it shrinks (there is no antialiasing).
 */
export function resize(x: Value, height: number, width: number, mode: 'nearest' | 'linear' = 'linear'): Value {
  checkFloat32('resize', x);
  const [count, channels] = checkRank('resize', 'x', x.shape, 4);
  const size = graphOf(x).constant([height, width], [2], { type: 'int64' });
  const outcome = { type: x.type, shape: [count, channels, height, width] };
  return graphOf(x).node('Resize', [x, undefined, undefined, size], [outcome], { mode, axes: [2, 3] })[0];
}

function checkFloat32(operator: string, x: Value): void {
  if (x.type !== 'float32') throw mismatch(operator, 'x', 'float32, the only type the runtime has it for', x.type);
}

function pooled(
  operator: string,
  x: Value,
  kernel: readonly number[],
  strides: readonly number[],
  pads: readonly number[],
): Pick<Value, 'type' | 'shape'> {
  const [count, channels, height, width] = checkRank(operator, 'x', x.shape, 4);
  return {
    type: x.type,
    shape: [count, channels, ...windows(operator, [height, width], kernel, strides, pads, [1, 1])],
  };
}

function windows(
  operator: string,
  sizes: readonly Dimension[],
  kernel: readonly number[],
  strides: readonly number[],
  pads: readonly number[],
  dilations: readonly number[],
): Dimension[] {
  return sizes.map((size, i) =>
    mapDimension(size, (n) => {
      const room = n + pads[i] + pads[i + 2] - dilations[i] * (kernel[i] - 1) - 1;
      if (!(room >= 0))
        throw mismatch(operator, 'kernel', `a window that fits into ${showShape(sizes)}`, showShape(kernel));
      return Math.floor(room / strides[i]) + 1;
    }),
  );
}
