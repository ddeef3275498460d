import type { Value } from '../../compute/graph';
import { reshape } from '../../compute/operators';
import { elementCount } from '../../compute/tensor';
import type { FeatureMaps } from '../featureMaps';
import { batchNorm } from '../layers/batchNorm';
import { conv2d } from '../layers/conv2d';
import { dense } from '../layers/dense';
import type { Network } from '../network';

/** A few 3×3 convolutions with ReLU, and a dense layer on what is left. */
export interface SimpleCnnOptions {
  /** Channels of each convolution, default [16, 32, 64]; all after the first halve rows and columns. */
  readonly channels?: readonly number[];
  /** Whether batch normalisation follows each convolution, default false. */
  readonly normalize?: boolean;
  /** What the dense layer sees: all places (default), or the mean over them. */
  readonly head?: 'places' | 'mean';
  /** Share of what the dense layer sees that is dropped while training, default 0. */
  readonly dropout?: number;
}

/** Logits [n, outputs] of images [n, channels, height, width]. */
export function simpleCnn(
  network: Network,
  x: Value,
  outputs: number,
  { channels = [16, 32, 64], normalize = false, head = 'places', dropout = 0 }: SimpleCnnOptions,
  maps: FeatureMaps,
): Value {
  let h = maps.enter(x);
  channels.forEach((width, i) => {
    const stride = i === 0 ? 1 : 2;
    const name = `conv.${i}`;
    h = normalize
      ? batchNorm(network, maps, `norm.${i}`, conv2d(network, maps, name, h, width, { stride, bias: false }), {
          relu: true,
        })
      : conv2d(network, maps, name, h, width, { stride, relu: true });
  });
  const places = elementCount(h.shape.slice(1).map(Number));
  const seen = head === 'mean' ? maps.means(h) : reshape(maps.leave(h), [0, places]);
  return dense(network, 'output', network.dropout('dropout', seen, dropout), outputs);
}
