import type { Value } from '../graph';
import { div, expand, mul, reshape } from '../operators';
import { channelSums, imageMeans, nchwc, type BlockedConv } from './blockedConv';
import { inputGradient } from './blockedInput';
import { weightGradient } from './blockedWeights';
import { once, part, throughRelu, type Row, type Step } from './row';

/** The gradients of a convolution of blocked images: of x, weights, bias and sum. */
export function blockedConvRow(block: number): Row {
  return (step) => {
    const masked = once(() => (step.attributes.activation ? throughRelu(step.d, step.outputs[0]) : step.d));
    const conv = (): BlockedConv => settings(step, masked(), block);
    return [
      (others) => inputGradient(conv(), others),
      part(() => weightGradient(conv())),
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
  const {
    kernel_shape: kernel,
    strides,
    pads,
    group,
  } = attributes as unknown as BlockedConv & { kernel_shape: BlockedConv['kernel']; group: number };
  return { x, weights, d, block, kernel, strides, pads, depthwise: group > 1 };
}
