import { blockedConv, blockedMean, blockedOrder, reorderInput, reorderOutput } from '../compute/blocked';
import { blockedEnterRow, blockedGateRow, blockedLeaveRow } from '../compute/gradients/blocked';
import { shortcut } from '../compute/gradients/gradients';
import type { Value } from '../compute/graph';
import { add, conv, globalAveragePool, mul, reduceMean, relu, reshape } from '../compute/operators';
import { PLAIN, reordered, type Packing } from './packing';

/** What follows an operator in the same pass where the layout can do so: something added, then a ReLU. */
export interface Tail {
  readonly sum?: Value;
  readonly relu?: boolean;
}

/** A convolution's settings. */
export interface MapConvOptions extends Tail {
  readonly stride?: number;
  /** Zeros on all four sides, default none. */
  readonly padding?: number;
  readonly group?: number;
  readonly bias?: Value;
}

/**
 * A way to compute with feature maps [n, channels, height, width]: plain, or with channels in blocks, which is faster but not
 * everywhere there. Values of one way mean nothing to the other; elementwise operators work on both.
 */
export interface FeatureMaps {
  readonly name: 'plain' | 'blocked';
  /** How the weights of a convolution lie. */
  readonly weights: Packing;
  conv(x: Value, weights: Value, options?: MapConvOptions): Value;
  /** x · factor + shift, one number of each for each channel. */
  scale(x: Value, factor: Value, shift: Value | undefined, tail?: Tail): Value;
  /** x · gate, one number for each image and channel: [n, channels]. */
  gate(x: Value, gate: Value): Value;
  /** Means over rows and columns: [n, channels]. */
  means(x: Value): Value;
  /** Plain images [n, channels, height, width] as feature maps. */
  enter(x: Value): Value;
  /** As plain [n, channels, height, width]. */
  leave(x: Value): Value;
}

/** Feature maps as ONNX has them: runs everywhere, with any number of channels. */
export const plainMaps: FeatureMaps = {
  name: 'plain',
  weights: PLAIN,
  conv: (x, weights, { stride = 1, padding = 0, group, bias, ...tail } = {}) =>
    finish(
      conv(x, weights, { strides: [stride, stride], pads: [padding, padding, padding, padding], group, bias }),
      tail,
    ),
  scale: (x, factor, shift, tail) => {
    const scaled = mul(x, column(factor));
    return finish(shift ? add(scaled, column(shift)) : scaled, tail);
  },
  gate: (x, gate) => mul(x, reshape(gate, [0, 0, 1, 1])),
  means: (x) => (x.type === 'float32' ? reshape(globalAveragePool(x), [0, 0]) : reduceMean(x, [2, 3])),
  enter: (x) => x,
  leave: (x) => x,
};

/**
 * Feature maps with channels in blocks of `block`. Images may come in plain with fewer channels than that; all else needs
 * multiples, also the batch.
 */
export function blockedMaps(block: number): FeatureMaps {
  return {
    name: 'blocked',
    weights: reordered(
      (shape) => shape,
      (shape) => blockedOrder(shape, block),
    ),
    conv: (x, weights, { stride = 1, padding = 0, ...options } = {}) =>
      blockedConv(x, weights, block, { strides: [stride, stride], pads: [padding, padding, padding, padding], ...options }), // prettier-ignore
    scale: (x, factor, shift, tail) => {
      const channels = Number(x.shape[1]);
      return blockedConv(x, reshape(factor, [channels, 1, 1, 1]), block, { ...tail, bias: shift, group: channels });
    },
    gate: (x, gate) => {
      const [count, channels, height, width] = x.shape.map(Number);
      const view = reshape(x, [count, channels / block, height * width, block]);
      const factor = reshape(gate, [count, channels / block, 1, block]);
      return shortcut(reshape(mul(view, factor), [count, channels, height, width]), [x, gate], blockedGateRow(block));
    },
    means: (x) => blockedMean(x, block),
    // a convolution takes plain images of a few channels as they are
    enter: (x) => (Number(x.shape[1]) < block ? x : shortcut(reorderInput(x), [x], blockedEnterRow)),
    leave: (x) => shortcut(reorderOutput(x), [x], blockedLeaveRow),
  };
}

function finish(x: Value, { sum, relu: last = false }: Tail = {}): Value {
  const whole = sum ? add(x, sum) : x;
  return last ? relu(whole) : whole;
}

function column(values: Value): Value {
  return reshape(values, [0, 1, 1]);
}
