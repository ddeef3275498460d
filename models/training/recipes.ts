import type { FitOptions } from '../../src/nn/fit';
import type { Architecture, ModelSpec } from '../../src/nn/modelSpec';

type WithoutSizes<Spec> = Spec extends ModelSpec ? Omit<Spec, 'input' | 'outputs'> : never;

/** How the models of one architecture are trained. */
export interface Recipe {
  /** As people write it. */
  readonly title: string;
  readonly network: WithoutSizes<ModelSpec>;
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
    title: 'logistic regression',
    network: { architecture: 'logisticRegression' },
    options: { seed: 1, epochs: 10, batch: 64, learningRate: 0.001, schedule: { kind: 'constant' } },
    cost: 5,
  },
  {
    title: 'SimpleCNN, 16, 32 and 64 channels',
    network: { architecture: 'simpleCnn', channels: [16, 32, 64], normalize: true, head: 'mean' },
    options: { seed: 1, epochs: 10, batch: 32, learningRate: 0.004, schedule },
    cost: 20,
  },
  {
    title: 'ResNet18, an eighth of its width',
    network: { architecture: 'resnet18', width: 8 },
    options: { seed: 1, epochs: 6, batch: 32, learningRate: 0.003, schedule },
    cost: 80,
  },
  {
    title: 'EfficientNet, an eighth of its width',
    network: { architecture: 'efficientNet', width: 0.125, depth: 0.4, stem: 2 },
    options: { seed: 1, epochs: 8, batch: 32, learningRate: 0.004, schedule },
    cost: 50,
  },
];

/** The network of a recipe for images of so many channels and classes. */
export function specOf({ network }: Recipe, channels: number, classes: number): ModelSpec {
  return { ...network, input: [channels, SIDE, SIDE], outputs: classes };
}

/** The recipe of an architecture that the zoo has. */
export function recipeOf(architecture: Architecture): Recipe {
  return recipes.find(({ network }) => network.architecture === architecture)!;
}
