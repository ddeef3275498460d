import { shortcut } from './gradients/gradients';
import { blockedConvRow, blockedMeanRow } from './gradients/blocked';
import { Graph, graphOf, type Value } from './graph';
import { checkRank, compatible, mismatch, showShape } from './shapes';
import { openSession } from './session';
import { tensor } from './tensor';
import type { ConvOptions } from './convolution';

// A tensor [n, c, h, w] lies in memory as [n, c/b, h, w, b]: its shape is nominal. The runtime's direct convolutions take
// it so; they are as fast as any, but the domain is internal to the runtime and comes with no promise.
const DOMAIN = 'com.microsoft.nchwc';
const NO_PADS = [0, 0, 0, 0] as const;

/** What a blocked convolution does besides the convolution, in the same pass. */
export interface BlockedConvOptions extends Omit<ConvOptions, 'dilations'> {
  /** Added to the result. */
  readonly sum?: Value;
  /** Whether a ReLU follows, after the sum. Default false. */
  readonly relu?: boolean;
}

let probed: Promise<number> | undefined;

/** The number of channels in a block: 16 or 8 by the machine, 1 where the runtime has no blocked operators. Found out once. */
export function blockSize(): Promise<number> {
  return (probed ??= probe());
}

async function probe(): Promise<number> {
  const graph = new Graph();
  graph.output('y', reorderInput(graph.input('x', [1, 32, 1, 2])));
  try {
    const session = await openSession(graph, { threads: 1 });
    const { y } = await session.run({ x: tensor(Float32Array.from({ length: 64 }, (_, i) => i), [1, 32, 1, 2]) }); // prettier-ignore
    await session.release();
    // the second pixel of the first channel follows the block of the first pixel
    return (y.values as Float32Array).indexOf(1);
  } catch {
    return 1;
  }
}

/** A plain [n, c, h, w] as a blocked one. */
export function reorderInput(x: Value): Value {
  return graphOf(x).node('ReorderInput', [x], [x], {}, DOMAIN)[0];
}

/** A blocked [n, c, h, w] as a plain one. */
export function reorderOutput(x: Value): Value {
  return graphOf(x).node('ReorderOutput', [x], [x], { channels: Number(x.shape[1]) }, DOMAIN)[0];
}

/**
 * Convolution of a blocked x, or of a plain one with fewer channels than a block, with weights that lie as `blockedOrder` says.
 * Depthwise where `group` is the number of channels; other groups are not offered.
 */
export function blockedConv(x: Value, weights: Value, block: number, options: BlockedConvOptions = {}): Value {
  const { bias, sum, relu = false, strides = [1, 1], pads = NO_PADS, group = 1 } = options;
  const [count, channels, height, width] = checkRank('blockedConv', 'x', x.shape, 4);
  const [out, taps, rows, columns] = checkRank('blockedConv', 'weights', weights.shape, 4).map(Number);
  if (!compatible(channels, group === 1 ? taps : out) || out % block !== 0)
    throw mismatch('blockedConv', 'weights', `weights for ${channels} channels to a multiple of ${block}`, showShape(weights.shape)); // prettier-ignore
  const kernel = [rows, columns];
  const sizes = [height, width].map(
    (size, i) => Math.floor((Number(size) + pads[i] + pads[i + 2] - kernel[i]) / strides[i]) + 1,
  );
  const attributes = {
    kernel_shape: kernel,
    strides,
    pads,
    dilations: [1, 1],
    group,
    ...(relu && { activation: 'Relu' }),
  };
  const inputs = [x, weights, bias, sum];
  while (inputs.at(-1) === undefined) inputs.pop();
  const outcome = { type: x.type, shape: [count, out, ...sizes] };
  const [y] = graphOf(x).node('Conv', inputs, [outcome], attributes, DOMAIN);
  return shortcut(y, inputs as Value[], blockedConvRow(block));
}

/** The mean over rows and columns of a blocked x, [n, c]. */
export function blockedMean(x: Value, block: number): Value {
  const graph = graphOf(x);
  const [count, channels] = x.shape.map(Number);
  const [mean] = graph.node('GlobalAveragePool', [x], [{ type: x.type, shape: [count, channels, 1, 1] }], {}, DOMAIN);
  const shape = graph.constant([count, channels], [2], { type: 'int64' });
  const [flat] = graph.node('Reshape', [mean, shape], [{ type: x.type, shape: [count, channels] }]);
  return shortcut(flat, [x], blockedMeanRow(block));
}

/**
 * Where each element of blocked weights stands in the plain [outputs, inputs, rows, columns]. Depthwise weights have one input;
 * so have those of a gray image: both lie alike.
 */
export function blockedOrder([outputs, inputs, rows, columns]: readonly number[], block: number): Uint32Array {
  const inner = inputs % block === 0 ? block : 1;
  const window = rows * columns;
  const order = new Uint32Array(outputs * inputs * window);
  let at = 0;
  for (let o = 0; o < outputs; o += block)
    for (let i = 0; i < inputs; i += inner)
      for (let tap = 0; tap < window; tap++)
        for (let c = i; c < i + inner; c++) for (let k = o; k < o + block; k++) order[at++] = (k * inputs + c) * window + tap; // prettier-ignore
  return order;
}
