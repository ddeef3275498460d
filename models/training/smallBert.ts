import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { elementCount } from '../../src/compute/tensor';
import { sha256Of } from '../../src/data/sha256Of';
import { writeFileAtomic } from '../../src/data/files';
import type { LabeledTexts } from '../../src/data/labeledTexts';
import { sentences, sentimentNames, topicNames, type Sentences } from '../../src/data/sentences';
import { readBert, saveBert } from '../../src/nn/bert/bertFiles';
import { fitBert } from '../../src/nn/bert/fitBert';
import { openBert } from '../../src/nn/bert/openBert';
import { textTokenizer } from '../../src/nn/bert/textTokenizer';
import { trainWordPieces } from '../../src/nn/bert/trainWordPieces';
import { fitInWorker } from '../../src/nn/fitInWorker';
import { createRandom } from '../../src/random';
import { bertPage, type BertCard } from './bertCard';
import { workPath } from './makeModel';
import { bagOfWordsAccuracy, bertAccuracy, type TextAccuracy } from './textAccuracy';

const place = join(__dirname, '../bert/small');
const FILES = ['config.json', 'tokenizer.json', 'model.safetensors'];
const PIECES = 2000;
const SIZES = { width: 96, depth: 2, heads: 4, positions: 64 };
const TRAINING = { texts: 20_000, textSeed: 1, seed: 1, epochs: 8, batch: 32, learningRate: 0.002, dropout: 0.05, maxTokens: 40 }; // prettier-ignore
const TEST = { texts: 4_000, textSeed: 2 };
/** Another CPU adds in another order, and training carries that on: accuracy may differ by this much. */
const TOLERANCE = 0.02;

/**
 * Makes the small BERT again and compares it with the one that is there: byte for byte, or on another CPU by its accuracy.
 * @throws if it is clearly another model, unless `write` lets it take the place of the old one.
 */
export async function makeSmallBert({ write = false }: { readonly write?: boolean } = {}): Promise<void> {
  const folder = join(workPath, 'small-bert');
  const training = generate(TRAINING);
  await train(training, folder);
  const card = await describe(folder, training);
  const before = await readCard();
  if (!write && JSON.stringify(before?.files) === JSON.stringify(card.files)) return say('the same bytes');
  const difference = before && largestDifference(card.accuracy, before.accuracy);
  const summary = `accuracy ${JSON.stringify(card.accuracy)}`;
  if (!write && difference !== undefined && difference <= TOLERANCE) return say(`as good on this machine, ${summary}; left as it is`); // prettier-ignore
  if (!write && before) throw new Error(`models/bert/small is not what was committed: ${summary}, was ${JSON.stringify(before.accuracy)}`); // prettier-ignore
  for (const name of FILES) await writeFileAtomic(join(place, name), await readFile(join(folder, name)));
  await writeFileAtomic(join(place, 'card.json'), `${JSON.stringify(card, null, 2)}\n`);
  await writeFileAtomic(join(place, 'README.md'), bertPage(card));
  say(`written, ${summary}`);
}

async function train(samples: Sentences, folder: string): Promise<void> {
  const tokenizer = textTokenizer(trainWordPieces(samples.texts, { size: PIECES }), PIECES);
  const { bert } = await fitBert({ tokenizer, ...SIZES }, jointly(samples), {
    ...TRAINING,
    schedule: { kind: 'cosine', warmup: 0.05 },
    threads: Math.min(2, cpus().length),
    checkpoint: { path: `${folder}.safetensors`, everySteps: 250 },
    train: fitInWorker,
    onEpoch: ({ epoch, loss }) => say(`epoch ${epoch} of ${TRAINING.epochs}, loss ${loss.toFixed(3)}`),
  });
  await saveBert(folder, bert, { dtype: 'F16' });
}

/** One class for each topic with each sentiment; their sums are the topics and the sentiments. */
function jointly({ texts, topics, sentiments }: Sentences): LabeledTexts {
  const labels = topics.map((topic, i) => topic * sentimentNames.length + sentiments[i]);
  const classes = topicNames.flatMap((topic) => sentimentNames.map((sentiment) => `${topic} ${sentiment}`));
  return { name: 'sentences', texts, labels, classes };
}

async function describe(folder: string, training: Sentences): Promise<BertCard> {
  const parts = await readBert(folder);
  const { vocabulary, width, depth, heads } = parts.config;
  const parameters = Object.values(parts.weights).reduce((sum, { shape }) => sum + elementCount(shape), 0);
  const bert = await openBert(parts);
  const test = withoutKnown(generate(TEST), training);
  const accuracy = await bertAccuracy(bert, test);
  await bert.release();
  return {
    name: 'small',
    task: 'topic and sentiment of generated sentences',
    sizes: { vocabulary, width, depth, heads, parameters },
    training: TRAINING,
    test: { ...TEST, judged: test.texts.length },
    accuracy,
    bagOfWords: await bagOfWordsAccuracy(training, test),
    files: Object.fromEntries(await Promise.all(FILES.map(async (name) => [name, sha256Of(await readFile(join(folder, name)))] as const))), // prettier-ignore
  };
}

function generate({ texts, textSeed }: { readonly texts: number; readonly textSeed: number }): Sentences {
  return sentences(texts, { random: createRandom(textSeed) });
}

/** The generator repeats itself now and then; a text that was trained on says nothing. */
function withoutKnown({ texts, topics, sentiments }: Sentences, training: Sentences): Sentences {
  const known = new Set(training.texts);
  const fresh = (_: unknown, i: number): boolean => !known.has(texts[i]);
  return { texts: texts.filter(fresh), topics: topics.filter(fresh), sentiments: sentiments.filter(fresh) };
}

async function readCard(): Promise<BertCard | undefined> {
  const text = await readFile(join(place, 'card.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as BertCard);
}

function largestDifference(a: TextAccuracy, b: TextAccuracy): number {
  return Math.max(Math.abs(a.topic - b.topic), Math.abs(a.sentiment - b.sentiment));
}

function say(what: string): void {
  console.log(`models/bert/small: ${what}`);
}
