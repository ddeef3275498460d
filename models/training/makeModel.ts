import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256Of } from '../../src/data/sha256Of';
import { writeFileAtomic } from '../../src/data/files';
import type { LabeledSplits } from '../../src/data/labeledImages';
import { fitInWorker } from '../../src/nn/fitInWorker';
import { saveModel } from '../../src/nn/modelFiles';
import type { ZooCard } from '../../src/nn/zoo/zooCard';
import { judge, roundedRecord, samplesOf } from './judge';
import { INPUTS, specOf, type Recipe } from './recipes';

/** One model that is wanted. */
export interface Task {
  readonly dataset: string;
  readonly recipe: Recipe;
}

/** A model that was made, and how it compares with the one that was there before. */
export interface Made {
  readonly card: ZooCard;
  /** 'same': byte for byte. 'close': other bytes that judge as well, as another machine makes them. */
  readonly outcome: 'new' | 'same' | 'close' | 'different';
  /** Accuracy of the model that was there before. */
  readonly before?: number;
}

/** Another machine adds in another order, and training carries that on: accuracy may differ by this much. */
const TOLERANCE = 0.02;
const DATA_SEED = 0;
const CHECKPOINT = '.checkpoint';

const root = join(__dirname, '../..');

/** Where the zoo lies. */
export const zooPath = join(root, 'models/zoo');

/** Where trainings are saved on their way. */
export const workPath = join(root, 'out/models');

export function nameOf({ dataset, recipe }: Task): string {
  return `${dataset}-${recipe.network.architecture}`;
}

/**
 * Trains a model in a thread of its own, with one thread of the runtime, so that several can be trained at once and the bytes do not
 * depend on how many cores there are. A killed training goes on where it was. Its files are written if `write` says so or there
 * are none.
 */
export async function makeModel(task: Task, splits: LabeledSplits, write: boolean): Promise<Made> {
  const name = nameOf(task);
  await mkdir(workPath, { recursive: true });
  const made = savedPath(name);
  const card = await train(task, splits, made);
  const committed = await readCard(name);
  const outcome = compare(card, committed);
  if (outcome === 'new' || (write && outcome !== 'same')) {
    await writeFileAtomic(join(zooPath, 'weights', `${name}.safetensors`), await readFile(made));
    await writeFileAtomic(cardPath(name), `${JSON.stringify(card, undefined, 1)}\n`);
  }
  return { card, outcome, before: committed?.test.accuracy };
}

/** Removes what a training saved on its way: when all models are made, so that a killed run goes on behind those it has. */
export async function forget(name: string): Promise<void> {
  for (const path of [savedPath(name), `${savedPath(name)}${CHECKPOINT}`]) await rm(path, { force: true });
}

async function train(task: Task, { train, validation, test }: LabeledSplits, path: string): Promise<ZooCard> {
  const { dataset, recipe } = task;
  const spec = specOf(recipe, train.images.channels, train.classes.length);
  const { model, history, epoch } = await fitInWorker(spec, samplesOf(train), {
    ...recipe.options,
    threads: 1,
    validation: samplesOf(validation),
    checkpoint: { path: `${path}${CHECKPOINT}` },
  });
  await saveModel(path, model);
  const bytes = await readFile(path);
  const { seed, epochs, batch, learningRate } = recipe.options;
  return {
    name: nameOf(task),
    dataset,
    architecture: recipe.network.architecture,
    warning: 'trained on synthetic pictures: no medical meaning',
    licence: 'Apache-2.0',
    classes: train.classes,
    spec,
    inputs: INPUTS,
    training: {
      ...{ seed, dataSeed: DATA_SEED, samples: train.labels.length, validationSamples: validation.labels.length },
      ...{ epochs, batch, learningRate, epoch },
      history: roundedRecord(history),
    },
    test: await judge(model, validation, test),
    bytes: bytes.length,
    sha256: sha256Of(bytes),
  };
}

function compare(card: ZooCard, committed: ZooCard | undefined): Made['outcome'] {
  if (!committed) return 'new';
  if (card.sha256 === committed.sha256) return 'same';
  return Math.abs(card.test.accuracy - committed.test.accuracy) <= TOLERANCE ? 'close' : 'different';
}

async function readCard(name: string): Promise<ZooCard | undefined> {
  const text = await readFile(cardPath(name), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as ZooCard);
}

function savedPath(name: string): string {
  return join(workPath, `${name}.safetensors`);
}

function cardPath(name: string): string {
  return join(zooPath, 'cards', `${name}.json`);
}
