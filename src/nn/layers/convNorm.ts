import type { Value } from '../../compute/graph';
import type { FeatureMaps } from '../featureMaps';
import type { Network } from '../network';
import { batchNorm } from './batchNorm';
import { conv2d, type Conv2dOptions } from './conv2d';

/** A convolution without bias, `name.conv`, and batch normalisation, `name.norm`; the sum and the ReLU come last. */
export function convNorm(
  network: Network,
  maps: FeatureMaps,
  name: string,
  x: Value,
  outputs: number,
  { sum, relu, ...options }: Omit<Conv2dOptions, 'bias'> = {},
): Value {
  const h = conv2d(network, maps, `${name}.conv`, x, outputs, { ...options, bias: false });
  return batchNorm(network, maps, `${name}.norm`, h, { sum, relu });
}
