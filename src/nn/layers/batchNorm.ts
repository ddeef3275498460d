import { shortcut } from '../../compute/gradients/gradients';
import { once, part, throughRelu, type Row } from '../../compute/gradients/row';
import { graphOf, type Value } from '../../compute/graph';
import { add, div, mul, neg, reduceMean, sqrt, sub } from '../../compute/operators';
import type { FeatureMaps, Tail } from '../featureMaps';
import { ones, zeros } from '../initializers';
import type { Network } from '../network';

/** Options of batch normalisation. */
export interface BatchNormOptions extends Tail {
  /** Added to the variance, default 1e-5. */
  readonly epsilon?: number;
  /** The start of the scale, default 1; 0 lets a residual block begin as the identity. */
  readonly start?: 0 | 1;
}

/** Feature maps normalised with the statistics of their batch, and these statistics: [channels]. */
export interface Normalized {
  readonly y: Value;
  readonly mean: Value;
  /** Biased, as it is used here. */
  readonly variance: Value;
}

/**
 * Batch normalisation (Ioffe & Szegedy 2015) of feature maps, with what is added and a ReLU after it. Parameters `name.weight` and
 * `name.bias`; running statistics `name.running_mean` and `name.running_var` (unbiased) as PyTorch keeps them.
 */
export function batchNorm(
  network: Network,
  maps: FeatureMaps,
  name: string,
  x: Value,
  { epsilon = 1e-5, start = 1, ...tail }: BatchNormOptions = {},
): Value {
  const shape = [Number(x.shape[1])];
  const scale = network.parameter(`${name}.weight`, shape, start === 1 ? ones : zeros);
  const shift = network.parameter(`${name}.bias`, shape, zeros);
  const batch = network.training ? normalizeBatch(maps, x, scale, shift, { epsilon, ...tail }) : undefined;
  const mean = network.state(`${name}.running_mean`, shape[0], 0, batch?.mean);
  const variance = network.state(`${name}.running_var`, shape[0], 1, batch && unbiased(batch.variance, x));
  if (batch) return batch.y;
  const factor = div(scale, sqrt(add(variance, epsilon)));
  return maps.scale(x, factor, sub(shift, mul(mean, factor)), tail);
}

/** Normalisation with the batch's own statistics. The variance is taken about the mean: exact also where the mean is far off 0. */
export function normalizeBatch(
  maps: FeatureMaps,
  x: Value,
  scale: Value,
  shift: Value,
  { epsilon = 1e-5, ...tail }: Pick<BatchNormOptions, 'epsilon'> & Tail = {},
): Normalized {
  const mean = channelMeans(maps, x);
  const centred = maps.scale(x, graphOf(x).constant(new Float64Array(Number(x.shape[1])).fill(1)), neg(mean));
  const variance = channelMeans(maps, mul(centred, centred));
  const inverse = div(1, sqrt(add(variance, epsilon)));
  const factor = mul(scale, inverse);
  const y = maps.scale(centred, factor, shift, tail);
  const inputs = tail.sum ? [x, scale, shift, tail.sum] : [x, scale, shift];
  return { y: shortcut(y, inputs, gradientRow(maps, centred, inverse, factor, tail)), mean, variance };
}

/** dx = factor · (d − mean(d) − x̂ · mean(d · x̂)): two passes over the maps, with nothing kept in between. */
function gradientRow(maps: FeatureMaps, centred: Value, inverse: Value, factor: Value, { relu = false }: Tail): Row {
  return ({ d: after, inputs: [x], outputs: [y] }) => {
    const d = once(() => (relu ? throughRelu(after, y) : after));
    const [count, , height, width] = x.shape.map(Number);
    const size = count * height * width;
    const meanD = once(() => channelMeans(maps, d()));
    const meanAlong = once(() => mul(channelMeans(maps, mul(d(), centred)), inverse));
    return [
      (others) => {
        const along = mul(neg(mul(factor, inverse)), meanAlong());
        const rest = maps.scale(centred, along, neg(mul(factor, meanD())), { sum: others });
        return maps.scale(d(), factor, undefined, { sum: rest });
      },
      part(() => mul(meanAlong(), size)),
      part(() => mul(meanD(), size)),
      part(d),
    ];
  };
}

function unbiased(variance: Value, x: Value): Value {
  const [batch, , height, width] = x.shape.map(Number);
  const count = batch * height * width;
  return mul(variance, count / (count - 1));
}

function channelMeans(maps: FeatureMaps, x: Value): Value {
  return reduceMean(maps.means(x), [0]);
}
