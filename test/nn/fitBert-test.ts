import { expect } from 'chai';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LabeledTexts } from '../../src/data/labeledTexts';
import { matrix, row, selectRows } from '../../src/matrix';
import { readBert } from '../../src/nn/bert/bertFiles';
import { bertRows } from '../../src/nn/bert/bertRows';
import { fitBert } from '../../src/nn/bert/fitBert';
import { lengthBatches } from '../../src/nn/bert/lengthBatches';
import { openBert } from '../../src/nn/bert/openBert';
import { textTokenizer } from '../../src/nn/bert/textTokenizer';
import { tokenRows } from '../../src/nn/bert/tokenRows';
import { trainTextHead } from '../../src/nn/bert/trainTextHead';
import { trainWordPieces } from '../../src/nn/bert/trainWordPieces';
import { modelGraph, openPredictor } from '../../src/nn/model';
import type { ModelSpec } from '../../src/nn/modelSpec';
import { TrainingStep } from '../../src/nn/trainingStep';
import { createRandom } from '../../src/random';
import { runOnnxPython } from '../helpers/onnxPython';

const fixtures = join(__dirname, '../fixtures/bert');
const WORDS = ['red', 'blue', 'green', 'bank', 'card', 'ship'];

/** Whether the first of two words stands again at the end: no bag of words can tell. */
function riddles(count: number, seed: number): LabeledTexts {
  const random = createRandom(seed);
  const word = (): string => WORDS[random.integer(WORDS.length)];
  const labels = Int32Array.from({ length: count }, (_, i) => i % 2);
  const texts = Array.from(labels, (label) => {
    const [a, b] = [word(), word()];
    return label === 1 ? `${a} not ${b}` : `not ${a} ${b}`;
  });
  return { name: 'riddles', texts, labels, classes: ['before', 'after'] };
}

describe('fitBert', () => {
  const samples = riddles(160, 1);
  const json = trainWordPieces(samples.texts, { size: 240 }) as { model: { vocab: Record<string, number> } };
  const tokenizer = textTokenizer(json, 240);
  const sizes = { tokenizer, width: 16, depth: 1, heads: 2, positions: 12 };
  const options = { seed: 1, epochs: 6, batch: 16, learningRate: 0.01, dropout: 0, threads: 1 };

  it('takes the same steps as PyTorch', async () => {
    const { length, rate, labels, losses, texts } = JSON.parse(readFileSync(join(fixtures, 'steps.json'), 'utf8')) as {
      length: number;
      rate: number;
      labels: number[];
      losses: number[];
      texts: string[];
    };
    const { config, weights, tokenizer: own } = await readBert(join(fixtures, 'models/head'));
    const spec: ModelSpec = { architecture: 'bert', input: [length], outputs: 3, ...config };
    const [loss, optimizer] = [{ kind: 'crossEntropy' } as const, { kind: 'sgd' } as const];
    const random = createRandom(1);
    const step = await TrainingStep.open(spec, { batch: texts.length, loss, optimizer, random, threads: 1 });
    step.load(weights);
    step.inputs.set(tokenRows(own, texts, length).values);
    labels.forEach((label, i) => (step.targets[3 * i + label] = 1));
    for (const [i, wanted] of losses.entries()) expect(await step.run(i + 1, rate)).closeTo(wanted, 1e-4);
    await step.release();
  });

  it('learns what the order of words says', async () => {
    const { bert, history } = await fitBert(sizes, samples, { ...options, validation: riddles(40, 2) });
    expect(history.at(-1)!.validationAccuracy).equal(1);
    expect(bert.config).deep.include({ labels: ['before', 'after'], width: 16, hidden: 64, vocabulary: tokenizer.vocabulary.length }); // prettier-ignore
  });

  it('goes on from a model that was fitted, with a new head for other classes', async () => {
    const first = await fitBert(sizes, samples, options);
    const again = await fitBert(first.bert, samples, { ...options, epochs: 1 });
    expect(again.history[0].loss).below(0.1);
    const three = { ...samples, classes: ['before', 'after', 'never'] };
    const other = await fitBert(first.bert, three, { ...options, epochs: 1, learningRate: 0 });
    expect(other.bert.weights['classifier.weight'].shape).deep.equal([3, 16]);
    const name = 'encoder.layer.0.output.dense.weight';
    expect(other.bert.weights[name]).deep.equal(first.bert.weights[name]);
  });

  it('gives a model that plain ONNX Runtime runs from Python', async function () {
    const { bert } = await fitBert(sizes, samples, { ...options, epochs: 1 });
    const spec: ModelSpec = { architecture: 'bert', input: [12], outputs: 2, ...bert.config };
    const inputs = tokenRows(tokenizer, samples.texts, 12);
    const folder = await mkdtemp(join(tmpdir(), 'driftlab-bert-'));
    await writeFile(join(folder, 'bert.onnx'), modelGraph({ spec, weights: bert.weights }).encode());
    await writeFile(join(folder, 'bert.f32'), inputs.values);
    runOnnxPython(this, join(fixtures, '../runOnnx.py'), [folder]);
    const theirs = new Float32Array(new Uint8Array(await readFile(join(folder, 'bert.out.f32'))).buffer);
    await rm(folder, { recursive: true });
    const opened = await openBert(bert, { threads: 1 });
    const ours = await bertRows(opened, samples.texts.map((text) => opened.tokenize(text)), 'logits'); // prettier-ignore
    await opened.release();
    expect(theirs.length).equal(ours.values.length);
    ours.values.forEach((value, i) => expect(value).closeTo(theirs[i], 1e-5));
  });

  it('refuses more tokens than there are places for', async () => {
    const failed = await fitBert(sizes, samples, { ...options, maxTokens: 13 }).catch((error: Error) => error);
    expect(failed).instanceOf(RangeError).property('message').contain('invalid maxTokens: expected an integer in [2, 12]');
  }); // prettier-ignore
});

describe('trainTextHead', () => {
  /** Columns of very different size, one of them constant; the class is the sign of a sum. */
  function columns(rows: number, seed: number) {
    const random = createRandom(seed);
    const labels = new Int32Array(rows);
    const values = new Float32Array(4 * rows);
    for (let i = 0; i < rows; i++) {
      const [a, b, c] = [random.normal(), random.normal(), random.normal()];
      values.set([1e4 + 1e3 * a, 1e-4 * b, 7, c], 4 * i);
      labels[i] = Number(a + b > 0);
    }
    return { embeddings: matrix(values, rows, 4), labels };
  }

  it('learns from columns of any size and takes embeddings as they are', async () => {
    const { embeddings, labels } = columns(400, 1);
    const { model } = await trainTextHead(embeddings, labels, { seed: 1, threads: 1 });
    const fresh = columns(400, 2);
    const predictor = await openPredictor(model, { threads: 1 });
    const logits = await predictor.predict(fresh.embeddings);
    await predictor.release();
    const hits = fresh.labels.filter((label, i) => Number(logits.values[2 * i + 1] > logits.values[2 * i]) === label);
    expect(hits.length / 400).above(0.95);
  });

  it('refuses labels that are no classes', async () => {
    const { embeddings, labels } = columns(64, 1);
    const few = selectRows(embeddings, [0, 1]);
    for (const [rows, own, classes] of [
      [embeddings, labels, 1],
      [few, labels, 2],
    ] as const)
      // prettier-ignore
      expect(await trainTextHead(rows, own, { seed: 1, classes, batch: 2 }).catch((e: Error) => e)).instanceOf(Error);
  });
});

describe('trainWordPieces', () => {
  it('joins what meets most often', () => {
    const content = trainWordPieces(['banking banks', 'bank', 'Banking!'], { size: 400, minimum: 2 });
    const tokenizer = textTokenizer(content, 400);
    const pieces = (text: string): string[] =>
      [...tokenizer.encode(text, 99).ids].map((id) => tokenizer.vocabulary[id]);
    expect(pieces('Banking banks, bnak')).deep.equal(
      ['[CLS]', 'banking', 'bank', '##s', ',', 'b', '##n', '##a', '##k', '[SEP]'], // prettier-ignore
    );
    expect(pieces('ünking 世')).deep.equal(['[CLS]', 'u', '##n', '##k', '##ing', '[UNK]', '[SEP]']);
  });

  it('keeps to its size and says the least', () => {
    const { model } = trainWordPieces(['a bank of banks'], { size: 143, minimum: 1 }) as { model: { vocab: object } };
    expect(Object.keys(model.vocab)).lengthOf(143);
    expect(() => trainWordPieces([], { size: 100 })).throws(
      RangeError,
      /^invalid size: expected an integer in \[141, /,
    );
  });
});

describe('lengthBatches', () => {
  it('puts like lengths together, the longest first, each place once', () => {
    expect(lengthBatches([3, 9, 4, 9, 1], 18)).deep.equal([[1, 3], [2, 0, 4]]); // prettier-ignore
    expect(lengthBatches([30, 2], 10)).deep.equal([[0], [1]]);
    expect(lengthBatches([], 10)).deep.equal([]);
  });
});

describe('tokenRows', () => {
  it('cuts and fills up', async () => {
    const { tokenizer } = await readBert(join(fixtures, 'models/plain'));
    const rows = tokenRows(tokenizer, ['hello', 'hello world hello'], 4);
    const [hello, end] = tokenizer.encode('hello', 9).ids.slice(1);
    expect([...row(rows, 0).slice(1)]).deep.equal([hello, end, 0]);
    expect(row(rows, 1)[3]).equal(end);
  });
});
