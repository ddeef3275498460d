import { graphOf, type Value } from './graph';
import { axisOf, compatible, mismatch, showShape } from './shapes';

/** e^x over the sum of e^x along `axis`, default the last. */
export function softmax(x: Value, axis = -1): Value {
  return graphOf(x).node('Softmax', [x], [x], { axis: axisOf('softmax', x.shape, axis) })[0];
}

/** The logarithm of `softmax`, exact where that is 0 or 1. */
export function logSoftmax(x: Value, axis = -1): Value {
  return graphOf(x).node('LogSoftmax', [x], [x], { axis: axisOf('logSoftmax', x.shape, axis) })[0];
}

/**
 * Layer normalisation over the last axis (Ba et al. 2016): (x − mean) / √(variance + epsilon) · scale + shift.
 * @throws {RangeError} if scale or shift are not as long as the last axis.
 */
export function layerNorm(x: Value, scale: Value, shift: Value, { epsilon = 1e-5 }: { epsilon?: number } = {}): Value {
  const size = x.shape.at(-1)!;
  for (const each of [scale, shift])
    if (each.shape.length !== 1 || !compatible(each.shape[0], size))
      throw mismatch('layerNorm', 'scale or shift', `shape [${size}]`, showShape(each.shape));
  // the runtime gives statistics in float32 whatever x is
  const statistics = { type: 'float32' as const, shape: [...x.shape.slice(0, -1), 1] };
  const attributes = { axis: x.shape.length - 1, epsilon: { float: epsilon } };
  return graphOf(x).node('LayerNormalization', [x, scale, shift], [x, statistics, statistics], attributes)[0];
}
