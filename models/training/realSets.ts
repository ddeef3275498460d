import { join } from 'node:path';
import { writeFileAtomic } from '../../src/data/files';
import { selectLabeled, type LabeledImages, type LabeledSplits } from '../../src/data/labeledImages';
import { openMedMnist } from '../../src/data/medMnist';
import { openMnist } from '../../src/data/mnist';
import { stratifiedSplit } from '../../src/data/stratifiedSplit';
import { concatImages, images } from '../../src/images';
import { accuracy } from '../../src/metrics/accuracy';
import { auroc } from '../../src/metrics/auroc';
import { multiclassAuroc } from '../../src/metrics/multiclassAuroc';
import { predictedClasses } from '../../src/metrics/predictedClasses';
import { fit, type FitOptions } from '../../src/nn/fit';
import type { Architecture } from '../../src/nn/modelSpec';
import { probabilityRows } from '../../src/nn/softmax';
import { createRandom } from '../../src/random';
import { logitsOf, majorityShare, rounded, samplesOf } from './judge';
import { zooPath } from './makeModel';
import type { RealRecord } from './realRecord';
import { recipeOf, specOf, type Recipe } from './recipes';

/**
 * Trains on the real sets in the folder DRIFTLAB_DATA for the record, with three seeds each; weights are not kept.
 * `ts-node models/training/realSets.ts` writes models/zoo/real-sets.json; `make models` puts it on the zoo's page.
 */

const SEEDS = [1, 2, 3];
const THREADS = 1;
const schedule = { kind: 'cosine', warmup: 0.1 } as const;
/** Of ResNet-18 on 28 × 28 pixels: table 3 of Yang et al. 2023, doi:10.1038/s41597-022-01721-8. */
const published = {
  breastmnist: { accuracy: 0.863, auc: 0.901 },
  retinamnist: { accuracy: 0.524, auc: 0.717 },
} as const;

type Plan = Pick<FitOptions, 'epochs' | 'batch' | 'learningRate'> & {
  /** Default: that of the zoo. */
  readonly network?: Recipe['network'];
};

async function record(
  dataset: string,
  architecture: Architecture,
  splitsOf: (seed: number) => LabeledSplits,
  { network, ...plan }: Plan,
): Promise<RealRecord> {
  const recipe = { ...recipeOf(architecture), ...(network && { network }) };
  const accuracies: number[] = [];
  const aucs: number[] = [];
  const seconds: number[] = [];
  for (const seed of SEEDS) {
    const { train, validation, test } = splitsOf(seed);
    const start = performance.now();
    const { model } = await fit(specOf(recipe, train.images.channels, train.classes.length), samplesOf(train), {
      ...{ ...plan, seed, schedule, threads: THREADS },
      validation: samplesOf(validation),
    });
    seconds.push(Math.round((performance.now() - start) / 1000));
    const probabilities = probabilityRows(await logitsOf(model, test));
    accuracies.push(accuracy(predictedClasses(probabilities).classes, test.labels));
    const second = Array.from(test.labels, (_, i) => probabilities.values[2 * i + 1]);
    aucs.push(test.classes.length === 2 ? auroc(second, test.labels) : multiclassAuroc(probabilities, test.labels));
    console.log(
      `${dataset} ${architecture} seed ${seed}: accuracy ${accuracies.at(-1)}, AUC ${aucs.at(-1)!.toFixed(3)}`,
    );
  }
  const { train, validation, test } = splitsOf(SEEDS[0]);
  return {
    ...{ dataset, architecture, seeds: SEEDS, majority: rounded(majorityShare(test)) },
    samples: { train: train.labels.length, validation: validation.labels.length, test: test.labels.length },
    ...{ accuracies: accuracies.map(rounded), accuracy: mean(accuracies), aucs: aucs.map(rounded), auc: mean(aucs) },
    ...(dataset in published && { published: published[dataset as keyof typeof published] }),
    seconds,
  };
}

function mean(values: readonly number[]): number {
  return rounded(values.reduce((sum, value) => sum + value, 0) / values.length);
}

/** The images and their mirror images: left and right say nothing in these sets. */
function mirrored(source: LabeledImages): LabeledImages {
  const { pixels, count, height, width, channels } = source.images;
  const turned = new Uint8Array(pixels.length);
  for (let at = 0; at < count * height * width; at++) {
    const from = at - (at % width) + width - 1 - (at % width);
    for (let c = 0; c < channels; c++) turned[at * channels + c] = pixels[from * channels + c];
  }
  const twice = selectLabeled(source, [...source.labels.keys(), ...source.labels.keys()]);
  return { ...twice, images: concatImages([source.images, images(turned, count, height, width, channels)]) };
}

/** 8,000 images of the test file to train on and 2,000 to judge, of which the training sees nothing. */
function mnistSplits(all: LabeledImages, seed: number): LabeledSplits {
  const [learn, test] = stratifiedSplit(all, 8000, createRandom(seed));
  const [train, validation] = stratifiedSplit(learn, 7500, createRandom(seed).fork('validation'));
  return { train, validation, test };
}

async function main(folder: string | undefined): Promise<void> {
  if (folder === undefined) throw new Error('set DRIFTLAB_DATA to the folder whose images/ holds the real sets');
  const home = join(folder, 'images');
  const records: RealRecord[] = [];
  for (const name of ['breastmnist', 'retinamnist'] as const) {
    const splits = await openMedMnist(home, name);
    const more = { ...splits, train: mirrored(splits.train) };
    records.push(await record(name, 'simpleCnn', () => more, { epochs: 30, batch: 32, learningRate: 0.002 }));
    records.push(await record(name, 'resnet18', () => more, { epochs: 12, batch: 32, learningRate: 0.002 }));
  }
  const mnist = await openMnist(home, 'test');
  // where a stroke lies matters for a digit: a dense layer on all places, not on their mean
  const network = { architecture: 'simpleCnn', normalize: true, dropout: 0.3 } as const;
  const plan = { network, epochs: 12, batch: 64, learningRate: 0.003 };
  records.push(await record('mnist (test file)', 'simpleCnn', (seed) => mnistSplits(mnist, seed), plan));
  const path = join(zooPath, 'real-sets.json');
  await writeFileAtomic(path, `${JSON.stringify({ threads: THREADS, records }, undefined, 1)}\n`);
}

void main(process.env.DRIFTLAB_DATA).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
