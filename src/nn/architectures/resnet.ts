import type { Value } from '../../compute/graph';
import type { FeatureMaps } from '../featureMaps';
import { convNorm } from '../layers/convNorm';
import { dense } from '../layers/dense';
import type { Network } from '../network';

/** A residual network of basic blocks (He et al. 2015), with the 3×3 stem for small images and no pooling after it. */
export interface ResnetOptions {
  /** Channels of the first stage, default 64; each further stage has twice as many at half the size. */
  readonly width?: number;
  /** Blocks of each stage; the default makes the network what its name says. */
  readonly blocks?: readonly number[];
}

type Resnet = (network: Network, x: Value, outputs: number, options: ResnetOptions, maps: FeatureMaps) => Value;

/** ResNet-18: 2 blocks in each of four stages unless the options say otherwise. */
export const resnet18: Resnet = resnet([2, 2, 2, 2]);

/** ResNet-34: 3, 4, 6 and 3 blocks unless the options say otherwise. */
export const resnet34: Resnet = resnet([3, 4, 6, 3]);

function resnet(usual: readonly number[]): Resnet {
  return (network, x, outputs, { width = 64, blocks = usual }, maps) => {
    let h = convNorm(network, maps, 'stem', maps.enter(x), width, { relu: true });
    blocks.forEach((count, stage) => {
      for (let i = 0; i < count; i++) {
        const stride = stage > 0 && i === 0 ? 2 : 1;
        h = basicBlock(network, maps, `stage.${stage}.${i}`, h, width * 2 ** stage, stride);
      }
    });
    return dense(network, 'output', maps.means(h), outputs);
  };
}

/** Two 3×3 convolutions around which the input is added; a 1×1 convolution fits it where the shape changes. */
function basicBlock(network: Network, maps: FeatureMaps, name: string, x: Value, width: number, stride: number): Value {
  const first = convNorm(network, maps, `${name}.1`, x, width, { stride, relu: true });
  const fits = stride === 1 && x.shape[1] === width;
  const sum = fits ? x : convNorm(network, maps, `${name}.skip`, x, width, { stride, kernel: 1 });
  return convNorm(network, maps, `${name}.2`, first, width, { sum, relu: true });
}
