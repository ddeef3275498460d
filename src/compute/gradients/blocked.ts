import { graphOf, type Value } from '../graph';
import {
  add,
  cast,
  concat,
  div,
  expand,
  gather,
  mul,
  pad,
  reduceSum,
  reshape,
  slice,
  transpose,
  where,
} from '../operators';
import { mismatch, showShape } from '../shapes';
import { once, part, type Row, type Step } from './row';

const DOMAIN = 'com.microsoft.nchwc';

type Pair = readonly [number, number];

/** A blocked convolution on its way back, with its settings as numbers. */
interface BlockedConv {
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

/** The gradients of a convolution of blocked images: of x, weights, bias and sum. */
export function blockedConvRow(block: number): Row {
  return (step) => {
    const masked = once(() => (step.attributes.activation ? where(cast(step.outputs[0], 'bool'), step.d, 0) : step.d));
    const conv = (): BlockedConv => settings(step, masked(), block);
    return [
      (others) => inputGradient(conv(), others),
      part(() => (conv().depthwise ? depthwiseWeightGradient(conv()) : weightGradient(conv()))),
      part(() => channelSums(masked())),
      part(masked),
    ];
  };
}

/** The gradient of a mean over rows and columns. */
export function blockedMeanRow(block: number): Row {
  return ({ d, inputs: [x] }) => {
    const [count, channels, height, width] = x.shape.map(Number);
    const area = height * width;
    const each = (): Value => reshape(div(d, area), [count, channels / block, 1, block]);
    return [part(() => reshape(expand(each(), [count, channels / block, area, block]), x.shape.map(Number)))];
  };
}

/** The gradient of a product with one number for each image and channel. */
export function blockedGateRow(block: number): Row {
  return ({ d, inputs: [x, gate] }) => {
    const [count, channels, height, width] = x.shape.map(Number);
    const view = (each: Value): Value => reshape(each, [count, channels / block, height * width, block]);
    const factor = (): Value => reshape(gate, [count, channels / block, 1, block]);
    return [
      part(() => reshape(mul(view(d), factor()), [count, channels, height, width])),
      part(() => mul(imageMeans(mul(d, x)), height * width)),
    ];
  };
}

/** The gradient of what was put into blocks: taken out of them. */
export const blockedEnterRow: Row = ({ d, inputs: [x] }) => [
  part(() => nchwc('ReorderOutput', [d], x.shape.map(Number), { channels: Number(x.shape[1]) })),
];

/** The gradient of what was taken out of blocks: put into blocks. */
export const blockedLeaveRow: Row = ({ d, inputs: [x] }) => [
  part(() => nchwc('ReorderInput', [d], x.shape.map(Number))),
];

function settings({ inputs: [x, weights], attributes }: Step, d: Value, block: number): BlockedConv {
  const { kernel_shape: kernel, strides, pads, group } = attributes as unknown as Record<string, Pair>;
  return { x, weights, d, block, kernel, strides, pads, depthwise: Number(group) > 1 };
}

function nchwc(operator: string, inputs: (Value | undefined)[], shape: readonly number[], attributes = {}): Value {
  const [x] = inputs as Value[];
  return graphOf(x).node(operator, inputs, [{ type: x.type, shape }], attributes, DOMAIN)[0];
}

function convolve(
  x: Value,
  weights: Value,
  pads: readonly number[],
  group = 1,
  dilations = [1, 1],
  sum?: Value,
): Value {
  const [count, , height, width] = x.shape.map(Number);
  const [out, , ...kernel] = weights.shape.map(Number);
  const sizes = [height, width].map((size, i) => size + pads[i] + pads[i + 2] - dilations[i] * (kernel[i] - 1));
  const inputs = sum ? [x, weights, undefined, sum] : [x, weights];
  const attributes = { kernel_shape: kernel, strides: [1, 1], pads, dilations, group };
  return nchwc('Conv', inputs, [count, out, ...sizes], attributes);
}

/** Sums over images, rows and columns: [channels]. The pool is much faster than a sum over blocked axes. */
function channelSums(d: Value): Value {
  const [, , height, width] = d.shape.map(Number);
  return mul(reduceSum(imageMeans(d), [0]), height * width);
}

function imageMeans(x: Value): Value {
  const [count, channels] = x.shape.map(Number);
  return reshape(nchwc('GlobalAveragePool', [x], [count, channels, 1, 1]), [count, channels]);
}

/**
 * d convolved with the transposed weights. Each of the stride² places of an input pixel within its stride meets taps of its
 * own: a small convolution for each, and their results interleaved, are faster than one with zeros in between.
 */
function inputGradient(conv: BlockedConv, others?: Value): Value {
  const { x, d, strides, depthwise } = conv;
  const group = depthwise ? Number(x.shape[1]) : 1;
  if (Number(x.shape[1]) % conv.block !== 0)
    throw mismatch('the gradient of blockedConv', 'x', `a multiple of ${conv.block} channels`, showShape(x.shape));
  const taps = once(() => turnedWeights(conv));
  const phases = range(strides[0]).map((u) => range(strides[1]).map((v) => [alongAxis(conv, 0, u), alongAxis(conv, 1, v)])); // prettier-ignore
  const single = strides[0] * strides[1] === 1;
  const pieces = phases.map((line) =>
    line.map(([rows, columns]) => {
      if (rows.taps.length === 0 || columns.taps.length === 0) return undefined;
      const chosen = rows.taps.flatMap((row) => columns.taps.map((column) => row * conv.kernel[1] + column));
      const [outputs, inputs] = depthwise ? [Number(x.shape[1]), 1] : [Number(x.shape[1]), Number(d.shape[1])];
      const weights = reshape(gather(taps(), chosen, 2), [outputs, inputs, rows.taps.length, columns.taps.length]);
      const pads = [rows.before, columns.before, rows.after, columns.after];
      return convolve(d, weights, pads, group, [1, 1], single ? others : undefined);
    }),
  );
  if (single) return pieces[0][0]!;
  const whole = interleave(pieces, conv);
  return others ? add(others, whole) : whole;
}

interface Phase {
  readonly taps: readonly number[];
  readonly before: number;
  readonly after: number;
}

/** Which taps meet input places u, u + stride, …, in order of the outputs they come from, and the padding that lines them up. */
function alongAxis({ x, d, kernel, strides, pads }: BlockedConv, axis: 0 | 1, u: number): Phase {
  const stride = strides[axis];
  const size = Math.ceil(Number(x.shape[axis + 2]) / stride);
  const taps = range(kernel[axis]).filter((tap) => (u + pads[axis] - tap) % stride === 0).reverse(); // prettier-ignore
  const before = taps.length > 0 ? (taps[0] - u - pads[axis]) / stride : 0;
  const after = size + taps.length - 1 - Number(d.shape[axis + 2]) - before;
  if (taps.length > 0 && Math.min(before, after) < 0)
    throw mismatch('the gradient of blockedConv', 'pads', 'padding below the kernel size and strides of 1 or 2', showShape(pads)); // prettier-ignore
  return { taps, before, after };
}

/** The weights with inputs and outputs swapped and taps in one axis: [inputs/b, outputs/b, taps, b, b], or depthwise as they are. */
function turnedWeights({ weights, block, depthwise }: BlockedConv): Value {
  const [out, inputs, rows, columns] = weights.shape.map(Number);
  if (depthwise) return reshape(weights, [out / block, 1, rows * columns, block]);
  return transpose(reshape(weights, [out / block, inputs / block, rows * columns, block, block]), [1, 0, 2, 4, 3]);
}

/** One image out of those at each place of the stride; undefined stands for zeros. */
function interleave(pieces: readonly (readonly (Value | undefined)[])[], { x, block, strides }: BlockedConv): Value {
  const [count, channels, height, width] = x.shape.map(Number);
  const planes = (count * channels) / block;
  const [rows, columns] = [Math.ceil(height / strides[0]), Math.ceil(width / strides[1])];
  const empty = once(() => expand(graphOf(x).constant(0, [], { type: x.type }), [planes * rows, columns, block]));
  const lines = pieces.map((line) => {
    const views = line.map((piece) => (piece ? reshape(piece, [planes * rows, columns, block]) : empty()));
    return reshape(concat(views, 2), [planes * rows, 1, columns * strides[1] * block]);
  });
  const whole = reshape(concat(lines, 1), [planes, rows * strides[0], columns * strides[1], block]);
  const [high, wide] = [rows * strides[0], columns * strides[1]];
  const lower = high === height ? whole : slice(whole, 1, 0, height);
  return reshape(wide === width ? lower : slice(lower, 2, 0, width), [count, channels, height, width]);
}

/**
 * The gradient of weights is itself a convolution, of x with d, in which images play the channels: x as [inputs, images, h, w], d
 * as weights [outputs, images, h', w'] with the stride as their dilation. What follows the kernel's size is cut off.
 */
function weightGradient(conv: BlockedConv): Value {
  const { x, d, weights, block, kernel, strides } = conv;
  const channels = Number(x.shape[1]);
  const out = Number(d.shape[1]);
  const full = convolve(imagesAsChannels(conv), imagesAsInputs(d, block), [0, 0, 0, 0], 1, [...strides]);
  const sizes = full.shape.slice(2).map(Number);
  const planes = (channels * out) / block;
  const cut = kernel.reduce<Value>(
    (rest, size, i) => (sizes[i] === size ? rest : slice(rest, i + 1, 0, size)),
    reshape(full, [planes, ...sizes, block]),
  );
  const taps = kernel[0] * kernel[1];
  const ordered =
    channels % block === 0
      ? transpose(reshape(cut, [channels / block, block, out / block, taps, block]), [2, 0, 3, 1, 4])
      : transpose(reshape(cut, [channels, out / block, taps, block]), [1, 0, 2, 3]);
  return reshape(ordered, weights.shape.map(Number));
}

/** x as [channels, images, height, width], padded: a copy by rows with Gather uses all threads, Transpose only one. */
function imagesAsChannels({ x, d, block, kernel, strides, pads }: BlockedConv): Value {
  const [count, channels, height, width] = x.shape.map(Number);
  const plain = channels % block === 0 ? nchwc('ReorderOutput', [x], x.shape.map(Number), { channels }) : x;
  const table = range(channels).flatMap((c) => range(count).map((n) => n * channels + c));
  const turned = reshape(gather(reshape(plain, [count * channels, height * width]), table), [channels, count, height, width]); // prettier-ignore
  const after = [height, width].map((size, i) =>
    Math.max((Number(d.shape[i + 2]) - 1) * strides[i] + kernel[i] - size - pads[i], 0),
  );
  const padded = [...pads.slice(0, 2), ...after].every((width) => width === 0)
    ? turned
    : pad(turned, [0, 0, pads[0], pads[1]], [0, 0, ...after]);
  return nchwc('ReorderInput', [padded], padded.shape.map(Number));
}

/** d [images, outputs, h, w] as the weights of a convolution over images: nominal [outputs, images, h, w]. */
function imagesAsInputs(d: Value, block: number): Value {
  const [count, out, height, width] = d.shape.map(Number);
  const area = height * width;
  const order = new Int32Array((count * out * area) / block);
  let at = 0;
  for (let o = 0; o < out / block; o++)
    for (let n = 0; n < count; n += block)
      for (let pixel = 0; pixel < area; pixel++)
        for (let k = 0; k < block; k++) order[at++] = ((n + k) * (out / block) + o) * area + pixel;
  const table = graphOf(d).constant(order, [order.length], { type: 'int32' });
  return reshape(gather(reshape(d, [order.length, block]), table), [out, count, height, width]);
}

/** One sum of products for each tap of the window. */
function depthwiseWeightGradient({ x, d, weights, block, kernel, strides, pads }: BlockedConv): Value {
  const [count, channels, height, width] = x.shape.map(Number);
  const [high, wide] = d.shape.slice(2).map(Number);
  const reach = [high, wide].map((size, i) => (size - 1) * strides[i] + 1);
  const planes = (count * channels) / block;
  const after = [height, width].map((size, i) => Math.max(reach[i] - 1 + kernel[i] - size - pads[i], 0));
  const view = reshape(x, [planes, height, width, block]);
  const flat = [...pads.slice(0, 2), ...after].every((size) => size === 0);
  const padded = flat ? view : pad(view, [0, pads[0], pads[1], 0], [0, ...after, 0]);
  const sums = range(kernel[0] * kernel[1]).map((tap) => {
    const starts = [Math.floor(tap / kernel[1]), tap % kernel[1]];
    const met = starts.reduce<Value>(
      (rest, start, i) =>
        start === 0 && reach[i] === Number(rest.shape[i + 1]) && strides[i] === 1
          ? rest
          : slice(rest, i + 1, start, start + reach[i], strides[i]),
      padded,
    );
    return channelSums(mul(reshape(met, [count, channels, high, wide]), d));
  });
  const stacked = concat(sums.map((sum) => reshape(sum, [channels / block, 1, block])), 1); // prettier-ignore
  return reshape(stacked, weights.shape.map(Number));
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
