import { graphOf, type Value } from '../graph';
import { concat, gather, mul, pad, reshape, slice, transpose } from '../operators';
import { channelSums, convolve, nchwc, range, type BlockedConv } from './blockedConv';

/**
 * The gradient of weights is itself a convolution, of x with d, in which images play the channels: x as [inputs, images, h, w], d
 * as weights [outputs, images, h', w'] with the stride as their dilation. What follows the kernel's size is cut off.
 */
export function weightGradient(conv: BlockedConv): Value {
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
export function depthwiseWeightGradient({ x, d, weights, block, kernel, strides, pads }: BlockedConv): Value {
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
