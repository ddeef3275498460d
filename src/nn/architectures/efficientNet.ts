import type { Value } from '../../compute/graph';
import { sigmoid } from '../../compute/operators';
import type { FeatureMaps } from '../featureMaps';
import { swish } from '../layers/activations';
import { convNorm } from '../layers/convNorm';
import { dense } from '../layers/dense';
import type { Network } from '../network';

/** A network in the style of EfficientNet-B0 (Tan & Le 2019): inverted bottlenecks with depthwise convolutions and gates. */
export interface EfficientNetOptions {
  /** Factor of all numbers of channels, default 1; they are rounded to multiples of 16. */
  readonly width?: number;
  /** Factor of the number of blocks in a stage, default 1; rounded up. */
  readonly depth?: number;
  /** Stride of the first convolution, default 1 for images below 64 pixels and 2 otherwise, as in the paper. */
  readonly stem?: 1 | 2;
  /** Share of the last features that is dropped while training, default 0.2. */
  readonly dropout?: number;
}

interface Stage {
  readonly expansion: number;
  readonly channels: number;
  readonly blocks: number;
  readonly stride: number;
  readonly kernel: number;
}

// table 1 of the paper
const STAGES: readonly Stage[] = [
  { expansion: 1, channels: 16, blocks: 1, stride: 1, kernel: 3 },
  { expansion: 6, channels: 24, blocks: 2, stride: 2, kernel: 3 },
  { expansion: 6, channels: 40, blocks: 2, stride: 2, kernel: 5 },
  { expansion: 6, channels: 80, blocks: 3, stride: 2, kernel: 3 },
  { expansion: 6, channels: 112, blocks: 3, stride: 1, kernel: 5 },
  { expansion: 6, channels: 192, blocks: 4, stride: 2, kernel: 5 },
  { expansion: 6, channels: 320, blocks: 1, stride: 1, kernel: 3 },
];
const STEM = 32;
const HEAD = 1280;

/** Logits [n, outputs] of images [n, channels, height, width]. */
export function efficientNet(
  network: Network,
  x: Value,
  outputs: number,
  { width = 1, depth = 1, stem = Number(x.shape[2]) < 64 ? 1 : 2, dropout = 0.2 }: EfficientNetOptions,
  maps: FeatureMaps,
): Value {
  // multiples of the largest block of channels that a machine has
  const channels = (count: number): number => Math.max(16, Math.round((count * width) / 16) * 16);
  let h = swish(convNorm(network, maps, 'stem', maps.enter(x), channels(STEM), { stride: stem }));
  STAGES.forEach(({ blocks, stride, ...stage }, s) => {
    for (let i = 0; i < Math.ceil(blocks * depth); i++)
      h = invertedBottleneck(network, maps, `stage.${s}.${i}`, h, {
        ...stage,
        channels: channels(stage.channels),
        stride: i === 0 ? stride : 1,
      });
  });
  const features = maps.means(swish(convNorm(network, maps, 'head', h, channels(HEAD), { kernel: 1 })));
  return dense(network, 'output', network.dropout('dropout', features, dropout), outputs);
}

/** Sizes of an inverted bottleneck. */
export type BottleneckOptions = Omit<Stage, 'blocks'>;

/** Expand by 1×1, filter each channel, gate (Hu et al. 2018), project by 1×1; added to its input where shapes allow. */
export function invertedBottleneck(
  network: Network,
  maps: FeatureMaps,
  name: string,
  x: Value,
  { expansion, channels, stride, kernel }: BottleneckOptions,
): Value {
  const inputs = Number(x.shape[1]);
  const wide = inputs * expansion;
  const expanded = expansion === 1 ? x : swish(convNorm(network, maps, `${name}.expand`, x, wide, { kernel: 1 }));
  const filtered = swish(convNorm(network, maps, `${name}.depthwise`, expanded, wide, { kernel, stride, group: wide }));
  const squeezed = swish(dense(network, `${name}.squeeze`, maps.means(filtered), Math.max(1, Math.floor(inputs / 4))));
  const gated = maps.gate(filtered, sigmoid(dense(network, `${name}.excite`, squeezed, wide)));
  const sum = stride === 1 && inputs === channels ? x : undefined;
  return convNorm(network, maps, `${name}.project`, gated, channels, { kernel: 1, sum });
}
