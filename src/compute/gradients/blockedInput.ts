import { graphOf, type Value } from '../graph';
import { add, concat, expand, gather, reshape, slice, transpose } from '../operators';
import { mismatch, showShape } from '../shapes';
import { convolve, range, type BlockedConv } from './blockedConv';
import { once } from './row';

/**
 * d convolved with the transposed weights. Each of the stride² places of an input pixel within its stride meets taps of its
 * own: a small convolution for each, and their results interleaved, are faster than one with zeros in between.
 */
export function inputGradient(conv: BlockedConv, others?: Value): Value {
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
      const shape = [Number(x.shape[1]), depthwise ? 1 : Number(d.shape[1]), rows.taps.length, columns.taps.length];
      const weights = reshape(gather(taps(), tapOrder(conv, chosen)), shape);
      const pads = [rows.before, columns.before, rows.after, columns.after];
      return convolve(d, weights, { pads, group, sum: single ? others : undefined });
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

/** The weights of each tap as a row, with inputs and outputs of a block swapped. */
function turnedWeights({ weights, block, depthwise }: BlockedConv): Value {
  const [out, inputs, rows, columns] = weights.shape.map(Number);
  if (depthwise) return reshape(weights, [(out / block) * rows * columns, block]);
  // the runtime swaps two axes several times as fast as it takes four apart
  return transpose(reshape(weights, [(out / block) * (inputs / block) * rows * columns, block, block]), [0, 2, 1]);
}

/** The rows of chosen taps, for weights with inputs as their outputs. */
function tapOrder({ weights, block, depthwise }: BlockedConv, chosen: readonly number[]): number[] {
  const [out, inputs, rows, columns] = weights.shape.map(Number);
  const groups = depthwise ? 1 : inputs / block;
  return range(groups).flatMap((i) =>
    range(out / block).flatMap((o) => chosen.map((tap) => (o * groups + i) * rows * columns + tap)),
  );
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
