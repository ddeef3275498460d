import { graphOf, type Value } from '../graph';
import { fusedMatmul, gather, gemm, pad, reduceSum, reshape, slice, transpose } from '../operators';
import { convolve, nchwc, range, type BlockedConv } from './blockedConv';

// measured: products of each image by itself are faster above so many pixels, one product of all with copies below
const LARGE_AREA = 128;

/** The gradient of weights, the fastest way that there is for their window. */
export function weightGradient(conv: BlockedConv): Value {
  const { x, block, kernel, strides, pads, depthwise } = conv;
  if (depthwise) return depthwiseGradient(conv);
  const point = [...kernel, ...strides].every((size) => size === 1) && pads.every((size) => size === 0);
  return point && Number(x.shape[1]) % block === 0 ? pointGradient(conv) : windowGradient(conv);
}

/** Images as the channels of one convolution: x as [inputs, images, h, w], d as weights [outputs, images, h', w'] with the stride as dilation. */
function windowGradient(conv: BlockedConv): Value {
  const { x, d, weights, block, kernel, strides } = conv;
  const channels = Number(x.shape[1]);
  const out = Number(d.shape[1]);
  const full = convolve(imagesAsChannels(conv), imagesAsInputs(d, block), { dilations: strides });
  const cut = cutToKernel(full, kernel, block);
  const taps = kernel[0] * kernel[1];
  const ordered =
    channels % block === 0
      ? transpose(reshape(cut, [channels / block, block, out / block, taps, block]), [2, 0, 3, 1, 4])
      : transpose(reshape(cut, [channels, out / block, taps, block]), [1, 0, 2, 3]);
  return reshape(ordered, weights.shape.map(Number));
}

/** Planes as the channels of one image: x and d lie as a depthwise convolution wants its image and weights, nothing is copied. */
function depthwiseGradient(conv: BlockedConv): Value {
  const { x, d, weights, block, kernel, strides, pads } = conv;
  const [count, channels, height, width] = x.shape.map(Number);
  const planes = count * channels;
  const image = reshape(x, [1, planes, height, width]);
  const windows = reshape(d, [planes, 1, ...d.shape.slice(2).map(Number)]);
  const options = { pads: [...pads.slice(0, 2), ...padsAfter(conv)], group: planes, dilations: strides };
  const each = cutToKernel(convolve(image, windows, options), kernel, block);
  const size = channels * kernel[0] * kernel[1];
  return reshape(reduceSum(reshape(each, [count, size]), [0]), weights.shape.map(Number));
}

/** A window of one pixel is a product of matrices, xᵀd. */
function pointGradient({ x, d, weights, block }: BlockedConv): Value {
  const [count, channels, height, width] = x.shape.map(Number);
  const [area, inputs, outputs] = [height * width, channels / block, Number(d.shape[1]) / block];
  const images = (): Value =>
    reduceSum(
      fusedMatmul(reshape(x, [count, inputs, 1, area, block]), reshape(d, [count, 1, outputs, area, block]), {
        transA: true,
      }),
      [0],
    );
  const rows = (): Value => gemm(pixelRows(x, block), pixelRows(d, block), { transA: true });
  const ordered =
    area < LARGE_AREA
      ? transpose(reshape(rows(), [inputs, block, outputs, block]), [2, 0, 1, 3])
      : transpose(images(), [1, 0, 2, 3]);
  return reshape(ordered, weights.shape.map(Number));
}

/** What a convolution of whole images gives beyond the kernel's size is cut off. */
function cutToKernel(full: Value, kernel: readonly number[], block: number): Value {
  const [count, channels, ...sizes] = full.shape.map(Number);
  return kernel.reduce<Value>(
    (rest, size, i) => (sizes[i] === size ? rest : slice(rest, i + 1, 0, size)),
    reshape(full, [(count * channels) / block, ...sizes, block]),
  );
}

/** Zeros that x needs below and to the right so that the last window ends inside. */
function padsAfter({ x, d, kernel, strides, pads }: BlockedConv): number[] {
  return kernel.map((size, i) => {
    const reach = (Number(d.shape[i + 2]) - 1) * strides[i] + size;
    return Math.max(reach - Number(x.shape[i + 2]) - pads[i], 0);
  });
}

/** x as [channels, images, height, width], padded: a copy by rows with Gather uses all threads, Transpose only one. */
function imagesAsChannels(conv: BlockedConv): Value {
  const { x, block, pads } = conv;
  const [count, channels, height, width] = x.shape.map(Number);
  const plain = channels % block === 0 ? nchwc('ReorderOutput', [x], x.shape.map(Number), { channels }) : x;
  const table = range(channels).flatMap((c) => range(count).map((n) => n * channels + c));
  const turned = gather(reshape(plain, [count * channels, height * width]), table);
  const blocked = nchwc('ReorderInput', [reshape(turned, [channels, count, height, width])], [channels, count, height, width]); // prettier-ignore
  const after = padsAfter(conv);
  if ([...pads.slice(0, 2), ...after].every((size) => size === 0)) return blocked;
  const lines = reshape(blocked, [(channels * count) / block, height, width, block]);
  const padded = pad(lines, [0, pads[0], pads[1], 0], [0, ...after, 0]);
  return reshape(padded, [channels, count, ...padded.shape.slice(1, 3).map(Number)]);
}

/** d [images, outputs, h, w] as the weights of a convolution over images: nominal [outputs, images, h, w]. */
function imagesAsInputs(d: Value, block: number): Value {
  const [count, out, height, width] = d.shape.map(Number);
  const groups = out / block;
  const area = height * width;
  const order = range(groups).flatMap((o) =>
    range(count / block).flatMap((n) =>
      range(area).flatMap((pixel) => range(block).map((k) => ((n * block + k) * groups + o) * area + pixel)),
    ),
  );
  return reshape(vectors(d, order, block), [out, count, height, width]);
}

/** x [images, channels, h, w] as a row of channels for each pixel. */
function pixelRows(x: Value, block: number): Value {
  const [count, channels, height, width] = x.shape.map(Number);
  const groups = channels / block;
  const area = height * width;
  const order = range(count).flatMap((n) => range(area).flatMap((pixel) => range(groups).map((c) => (n * groups + c) * area + pixel))); // prettier-ignore
  return reshape(groups === 1 ? x : vectors(x, order, block), [count * area, channels]);
}

/** The vectors of a block each, in another order. */
function vectors(x: Value, order: readonly number[], block: number): Value {
  const table = graphOf(x).constant(order, [order.length], { type: 'int32' });
  return gather(reshape(x, [order.length, block]), table);
}
