import type { Value } from '../../compute/graph';
import type { FeatureMaps, MapConvOptions } from '../featureMaps';
import { heNormal, uniformFan, zeros } from '../initializers';
import type { Initializer, Network } from '../network';

/** A convolution's window and what comes with it; odd windows are padded so that stride 1 keeps the size. */
export interface Conv2dOptions extends Omit<MapConvOptions, 'bias' | 'padding'> {
  /** Rows and columns of the window, default 3. */
  readonly kernel?: number;
  /** Whether there is a bias; default true. */
  readonly bias?: boolean;
  /** The start of the weights, default He's; with 'uniform' PyTorch's, also for the bias. */
  readonly start?: 'he' | 'uniform';
}

/** A convolution of feature maps; parameters `name.weight` [outputs, inputs / group, kernel, kernel] and `name.bias`. */
export function conv2d(
  network: Network,
  maps: FeatureMaps,
  name: string,
  x: Value,
  outputs: number,
  { kernel = 3, bias = true, start = 'he', group = 1, ...options }: Conv2dOptions = {},
): Value {
  const shape = [outputs, Number(x.shape[1]) / group, kernel, kernel];
  const fan: Initializer = uniformFan(shape[1] * kernel * kernel);
  const weights = network.parameter(`${name}.weight`, shape, start === 'he' ? heNormal : fan, maps.weights);
  const shift = bias ? network.parameter(`${name}.bias`, [outputs], start === 'he' ? zeros : fan) : undefined;
  return maps.conv(x, weights, { ...options, group, padding: (kernel - 1) / 2, bias: shift });
}
