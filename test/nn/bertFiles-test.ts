import { expect } from 'chai';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tensor } from '../../src/compute/tensor';
import { readBert, saveBert } from '../../src/nn/bert/bertFiles';
import { bertRows } from '../../src/nn/bert/bertRows';
import { classifyTexts } from '../../src/nn/bert/classifyTexts';
import { foldClasses } from '../../src/nn/bert/foldClasses';
import { openBert } from '../../src/nn/bert/openBert';
import type { Weights } from '../../src/nn/network';
import { decodeTensors, encodeTensors } from '../../src/nn/safetensors';

const fixtures = join(__dirname, '../fixtures/bert/models');
type Json = Record<string, unknown>;
type Vocabulary = { model: { vocab: Record<string, unknown> } & Json; added_tokens: unknown } & Json;

describe("a BERT's folder", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'driftlab-bert-'));
    await cp(join(fixtures, 'head'), folder, { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true }));

  const failure = async (): Promise<Error> => {
    const bert = await openBert(folder, { threads: 1 }).catch((error: Error) => error);
    if (bert instanceof Error) return bert;
    await bert.release();
    throw new Error('it was opened');
  };
  const changeJson = async <T>(name: string, change: (content: T) => void): Promise<void> => {
    const content = JSON.parse(await readFile(join(folder, name), 'utf8')) as T;
    change(content);
    await writeFile(join(folder, name), JSON.stringify(content));
  };
  const changeWeights = async (change: (tensors: Record<string, Weights[string]>) => void): Promise<void> => {
    const path = join(folder, 'model.safetensors');
    const { tensors } = decodeTensors(await readFile(path), path);
    change(tensors);
    await writeFile(path, encodeTensors({ tensors, metadata: {} }));
  };

  const configs: [string, Json, string][] = [
    ['no sizes', { hidden_size: undefined }, 'invalid hidden_size: expected an integer in [1, 16777216], got undefined'],
    ['a size that is a text', { vocab_size: '195' }, 'invalid vocab_size: expected an integer'],
    ['a negative size', { num_hidden_layers: -1 }, 'invalid num_hidden_layers: expected an integer'],
    ['heads that do not divide', { num_attention_heads: 3 }, 'invalid num_attention_heads: expected a divisor of 16, got 3'],
    ['another activation', { hidden_act: 'silu' }, 'invalid hidden_act: expected one of gelu, gelu_new, relu, got "silu"'],
    ['another model', { model_type: 'roberta' }, 'invalid model_type: expected one of bert, got "roberta"'],
    ['relative positions', { position_embedding_type: 'relative_key' }, 'invalid position_embedding_type'],
    ['a decoder', { is_decoder: true }, 'invalid is_decoder: expected false, got true'],
    ['labels with a gap', { id2label: { 0: 'a', 2: 'b' } }, 'invalid id2label: expected a name for 1, got undefined'],
    ['a negative epsilon', { layer_norm_eps: -1 }, 'invalid layer_norm_eps: expected a number in [0, 1], got -1'],
  ]; // prettier-ignore
  for (const [title, change, message] of configs)
    it(`is refused with a config.json that has ${title}`, async () => {
      await changeJson<Json>('config.json', (config) => Object.assign(config, change));
      const error = await failure();
      expect(error).property('code', 'DRIFTLAB_INVALID_MODEL');
      expect(error.message).contain(`${join(folder, 'config.json')}: ${message}`);
    });

  const mismatches: [string, Json, string][] = [
    ['more words', { vocab_size: 999 }, 'expected "embeddings.word_embeddings.weight" of shape [999, 16], got [195, 16]'],
    ['more layers', { num_hidden_layers: 16_777_216 }, 'expected "encoder.layer.2.attention.self.query.weight" of shape [16, 16], got none'],
    ['another width inside', { intermediate_size: 25 }, 'expected "encoder.layer.0.intermediate.dense.weight" of shape [25, 16], got [24, 16]'],
    ['more classes', { id2label: ['a', 'b', 'c', 'd'] }, 'expected "classifier.weight" of shape [4, 16], got [3, 16]'],
  ]; // prettier-ignore
  for (const [title, change, message] of mismatches)
    it(`is refused if config.json says ${title} than there are`, async () => {
      await changeJson<Json>('config.json', (config) => Object.assign(config, change));
      const error = await failure();
      expect(error).property('code', 'DRIFTLAB_INVALID_MODEL');
      expect(error.message).contain(
        `${join(folder, 'model.safetensors')}: the model does not fit its architecture: ${message}`,
      );
    });

  const tokenizers: [string, (content: Vocabulary) => void, string][] = [
    ['an id that the model has not', ({ model }) => (model.vocab.extra = 195), 'invalid id of "extra": expected an integer in [0, 194], got 195'],
    ['an id that is no number', ({ model }) => (model.vocab.the = '7'), 'invalid id of "the": expected an integer'],
    ['a mark that the model has not', (all) => (all.added_tokens = [{ id: 999, content: '[X]' }]), 'invalid id of "[X]"'],
    ['another kind', ({ model }) => (model.type = 'BPE'), 'invalid model.type: expected one of WordPiece, got "BPE"'],
    ['no vocabulary', ({ model }) => (model.vocab = [] as never), 'invalid model.vocab: expected a record'],
    ['no unknown token', ({ model }) => (model.unk_token = '[?]'), 'invalid unk_token: expected one of the vocabulary, got "[?]"'],
    ['no marks of begin and end', (all) => (all.post_processor = null), 'invalid post_processor: expected one that marks begin and end of a text, got 0 marks'],
    ['a normaliser that nobody knows', (all) => (all.normalizer = { type: 'Magic' }), 'Magic'],
    ['a list for a record', (all) => (all.model = [] as never), 'invalid model: expected a record'],
  ]; // prettier-ignore
  for (const [title, change, message] of tokenizers)
    it(`is refused with a tokenizer.json that has ${title}`, async () => {
      await changeJson<Vocabulary>('tokenizer.json', change);
      const error = await failure();
      expect(error).property('code', 'DRIFTLAB_INVALID_MODEL');
      expect(error.message).contain(join(folder, 'tokenizer.json')).and.contain(message);
    });

  it('is refused if a tensor is missing, of another shape or there twice', async () => {
    await changeWeights((tensors) => delete tensors['bert.encoder.layer.1.output.dense.bias']);
    expect((await failure()).message).contain('expected "encoder.layer.1.output.dense.bias" of shape [16], got none');
    await changeWeights((tensors) => (tensors['bert.encoder.layer.1.output.dense.bias'] = tensor([1, 2])));
    expect((await failure()).message).contain('expected "encoder.layer.1.output.dense.bias" of shape [16], got [2]');
    await changeWeights((tensors) => (tensors['pooler.dense.bias'] = tensor([1])));
    expect((await failure()).message).contain('model.safetensors: two tensors are "pooler.dense.bias"');
  });

  for (const name of ['config.json', 'tokenizer.json', 'model.safetensors'])
    it(`is refused if ${name} is missing, cut off or no such file`, async () => {
      const path = join(folder, name);
      const good = await readFile(path);
      await rm(path);
      expect(await failure()).property('message', `cannot read ${path}: no such file or folder`);
      for (const bad of [good.subarray(0, good.length - 9), Buffer.of(0xff, 0xfe), Buffer.alloc(0)]) {
        await writeFile(path, bad);
        const error = await failure();
        expect(error)
          .property('code')
          .match(/^DRIFTLAB_INVALID_/);
        expect(error.message).contain(path);
      }
    });

  it('says it if the model gives no numbers', async () => {
    await changeWeights((tensors) => tensors['bert.embeddings.LayerNorm.bias'].values.fill(NaN));
    const bert = await openBert(folder, { threads: 1 });
    const failed = await bertRows(bert, [bert.tokenize('hello')], 'mean').catch((error: Error) => error);
    await bert.release();
    expect(failed).property('message', `${folder}: the model gives NaN`);
  });

  it('takes no more tokens than there are places for', async () => {
    for (const maxTokens of [1, 41, 2.5])
      expect(await openBert(folder, { maxTokens }).catch((error: Error) => error))
        .property('message')
        .contain('invalid maxTokens: expected an integer in [2, 40]');
    const bert = await openBert(folder, { maxTokens: 3, threads: 1 });
    const { ids, cut } = bert.tokenize('hello world');
    await bert.release();
    expect([ids.length, cut]).deep.equal([3, 1]);
    await writeFile(join(folder, 'sentence_bert_config.json'), '{"max_seq_length": 7}');
    expect(await readBert(folder)).property('maxTokens', 7);
    await writeFile(join(folder, 'sentence_bert_config.json'), '{"max_seq_length": 41}');
    expect((await failure()).message).contain('sentence_bert_config.json: invalid max_seq_length: ');
  });

  it('is written as it was read', async () => {
    const parts = await readBert(join(fixtures, 'head'));
    await saveBert(folder, parts);
    const { weights, config, tokenizer } = await readBert(folder);
    expect({ weights, config }).deep.equal({ weights: parts.weights, config: parts.config });
    expect(tokenizer.content).deep.equal(parts.tokenizer.content);
    const { tensors } = decodeTensors(await readFile(join(folder, 'model.safetensors')), '');
    expect(tensors).property('bert.pooler.dense.bias');
    expect(tensors).property('classifier.bias');
  });

  it('classifies texts, and puts classes together', async () => {
    const bert = await openBert(folder, { threads: 1 });
    const predictions = await classifyTexts(bert, ['hello world', 'My card was stolen.', '']);
    await bert.release();
    const { classes, labels, probabilities } = predictions;
    expect(classes).deep.equal(['bad', 'neutral', 'good']);
    labels.forEach((label, i) => {
      const own = [...probabilities.values.subarray(3 * i, 3 * i + 3)];
      expect(own[label]).equal(Math.max(...own));
      expect(own[0] + own[1] + own[2]).closeTo(1, 1e-12);
    });
    const folded = foldClasses(predictions, (name) => (name === 'neutral' ? 'plain' : 'moody'));
    expect(folded.classes).deep.equal(['moody', 'plain']);
    folded.labels.forEach((label, i) => {
      const moody = probabilities.values[3 * i] + probabilities.values[3 * i + 2];
      expect(folded.probabilities.values[2 * i]).closeTo(moody, 1e-12);
      expect(label).equal(moody >= 0.5 ? 0 : 1);
    });
  });

  it('cannot classify without a head', async () => {
    const bert = await openBert(join(fixtures, 'plain'), { threads: 1 });
    const failed = await classifyTexts(bert, ['hello']).catch((error: Error) => error);
    await bert.release();
    expect(failed).instanceOf(RangeError).property('message').contain('got logits');
  });
});
