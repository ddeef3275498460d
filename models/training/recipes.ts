import type { FitOptions } from '../../src/nn/fit';
import type { Architecture, ModelSpec } from '../../src/nn/modelSpec';

/** How the models of one architecture are trained. */
export interface Recipe {
  readonly architecture: Architecture;
  /** As people write it. */
  readonly title: string;
  readonly spec: (channels: number, classes: number) => ModelSpec;
  readonly options: Required<Pick<FitOptions, 'seed' | 'epochs' | 'batch' | 'learningRate' | 'schedule'>>;
  /** Processor time of a training beside the others. */
  readonly cost: number;
}

/** Pixels of all models: (level / 255 − mean) / deviation. */
export const INPUTS = { mean: 0.5, deviation: 0.25 } as const;

const SIDE = 28;
const schedule = { kind: 'cosine', warmup: 0.1 } as const;

/** What the zoo has for each data set: a linear model to compare with, and three networks. */
export const recipes: readonly Recipe[] = [
  {
    architecture: 'logisticRegression',
    title: 'logistic regression',
    spec: (channels, classes) => ({
      architecture: 'logisticRegression',
      input: [channels, SIDE, SIDE],
      outputs: classes,
    }),
    options: { seed: 1, epochs: 10, batch: 64, learningRate: 0.001, schedule: { kind: 'constant' } },
    cost: 1,
  },
  {
    architecture: 'simpleCnn',
    title: 'SimpleCNN, 16, 32 and 64 channels',
    spec: (channels, classes) => ({
      architecture: 'simpleCnn',
      channels: [16, 32, 64],
      normalize: true,
      head: 'mean',
      input: [channels, SIDE, SIDE],
      outputs: classes,
    }),
    options: { seed: 1, epochs: 10, batch: 32, learningRate: 0.004, schedule },
    cost: 10,
  },
  {
    architecture: 'resnet18',
    title: 'ResNet18, an eighth of its width',
    spec: (channels, classes) => ({
      architecture: 'resnet18',
      width: 8,
      input: [channels, SIDE, SIDE],
      outputs: classes,
    }),
    options: { seed: 1, epochs: 6, batch: 32, learningRate: 0.003, schedule },
    cost: 40,
  },
  {
    architecture: 'vit',
    title: 'ViT, patches of 4, 4 blocks of 48',
    spec: (channels, classes) => ({
      architecture: 'vit',
      width: 48,
      depth: 4,
      heads: 4,
      expansion: 2,
      input: [channels, SIDE, SIDE],
      outputs: classes,
    }),
    options: { seed: 1, epochs: 12, batch: 64, learningRate: 0.002, schedule },
    cost: 40,
  },
];
