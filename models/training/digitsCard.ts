import type { EpochReport } from '../../src/nn/checkpoint';
import type { ModelSpec } from '../../src/nn/modelSpec';

/** How the model of digits was trained; images are those of `digits`. */
export interface DigitsTraining {
  readonly images: number;
  readonly dataSeed: number;
  readonly seed: number;
  readonly epochs: number;
  readonly batch: number;
  readonly learningRate: number;
}

/** What is known about it: `card.json` in its folder. */
export interface DigitsCard {
  readonly name: string;
  readonly task: string;
  readonly warning: string;
  readonly licence: string;
  readonly classes: readonly string[];
  readonly spec: ModelSpec;
  /** How images become its inputs: the options of `imageRows`. */
  readonly inputs: { readonly mean: number; readonly deviation: number };
  readonly parameters: number;
  readonly training: DigitsTraining & { readonly epoch: number; readonly history: readonly EpochReport[] };
  /** On images that no training has seen, of a seed of their own. */
  readonly test: {
    readonly images: number;
    readonly dataSeed: number;
    readonly accuracy: number;
    readonly calibrationError: number;
    readonly confusion: readonly (readonly number[])[];
  };
  /** Bytes of the weights' file, and its SHA-256. */
  readonly bytes: number;
  readonly sha256: string;
}

/** The card as a page. */
export function digitsPage({ spec, parameters, training, test, bytes, sha256 }: DigitsCard): string {
  const { channels } = spec as Extract<ModelSpec, { architecture: 'simpleCnn' }>;
  return `# A small CNN for synthetic digits

SimpleCNN with ${channels!.join(', ')} channels and batch normalisation (${parameters} parameters, ${Math.round(bytes / 1000)} kB, float32): gray images of 28 × 28
pixels, light on dark, to logits of ten digits. What its last layer sees, the means of ${channels!.at(-1)} feature maps, serves as embedding.

Trained by driftlab on ${training.images} images of its own generator, ${training.epochs} times over (seed ${training.seed}; the weights are those of epoch ${training.epoch}, which had the least
loss on other images). ${(100 * test.accuracy).toFixed(1)} % of ${test.images} fresh images are read right; expected calibration error ${test.calibrationError.toFixed(3)}.

No hand wrote these digits: what the model says about real ones means little. It is made to show drift offline.
SHA-256 of model.safetensors: \`${sha256}\`. \`make models\` makes it again. Licence: as driftlab's.
`;
}
