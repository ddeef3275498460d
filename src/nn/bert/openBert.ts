import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openSession, type Session } from '../../compute/session';
import { tensor, type Tensor } from '../../compute/tensor';
import { readTextFile } from '../../data/textFile';
import { checkInteger, DriftlabError } from '../../errors';
import { modelError, readBytes } from '../modelFiles';
import { decodeTensors } from '../safetensors';
import { parseBertConfig, type BertConfig } from './bertConfig';
import { bertGraph, type BertOutput } from './bertGraph';
import { bertWeights } from './bertWeights';
import { textTokenizer, type TextTokenizer, type TokenizedText } from './textTokenizer';

/** How to open a BERT. */
export interface BertOptions {
  /** Tokens of a text that are read, with the marks of begin and end. Default what the model was made for. */
  readonly maxTokens?: number;
  /** Threads of one run, default 2. */
  readonly threads?: number;
}

/** A BERT that is ready to run. */
export interface Bert {
  /** Its folder. */
  readonly name: string;
  readonly config: BertConfig;
  readonly tokenizer: TextTokenizer;
  /** Tokens of a text that are read. */
  readonly maxTokens: number;
  /** What it gives. */
  readonly outputs: readonly BertOutput[];
  /** A text as it is read: at most `maxTokens` tokens, and how many were cut. */
  tokenize(text: string): TokenizedText;
  /**
   * One run over texts, which are filled up to the longest of them. `tokens` is [n, tokens, width], `mean`, `first` and `pooler`
   * [n, width], `logits` [n, classes].
   */
  run<Output extends BertOutput>(
    texts: readonly TokenizedText[],
    wanted: readonly Output[],
  ): Promise<Record<Output, Tensor<'float32'>>>;
  release(): Promise<void>;
}

/**
 * A BERT from a folder as Python's transformers and sentence-transformers write it: `config.json`, `model.safetensors` (float32, float16
 * or bfloat16) and `tokenizer.json` (WordPiece). Embeddings equal theirs to 1e-4.
 * @throws {DriftlabError} DRIFTLAB_IO if a file cannot be read; DRIFTLAB_INVALID_DATA or DRIFTLAB_INVALID_MODEL, with file and
 * tensor or field, if it is damaged or files do not fit each other.
 * @example
 * const bert = await openBert('models/bert/small');
 * const { tokens } = await bert.run([bert.tokenize('My card was stolen')], ['tokens']); // [1, 6, 128]
 * await bert.release();
 */
export async function openBert(folder: string, { maxTokens, threads }: BertOptions = {}): Promise<Bert> {
  const config = await readJson(join(folder, 'config.json'), parseBertConfig);
  const longest = await readLongest(folder, config.positions);
  if (maxTokens !== undefined) checkInteger('maxTokens', maxTokens, 2, config.positions);
  const tokenizer = await readJson(join(folder, 'tokenizer.json'), (content) =>
    textTokenizer(content, config.vocabulary),
  );
  const session = await openWeights(join(folder, 'model.safetensors'), config, threads);
  return new OpenBert(folder, config, tokenizer, maxTokens ?? longest, session);
}

class OpenBert implements Bert {
  readonly outputs: readonly BertOutput[];

  constructor(
    readonly name: string,
    readonly config: BertConfig,
    readonly tokenizer: TextTokenizer,
    readonly maxTokens: number,
    private readonly session: Session,
  ) {
    this.outputs = session.outputs.map((output) => output.name as BertOutput);
  }

  tokenize(text: string): TokenizedText {
    return this.tokenizer.encode(text, this.maxTokens);
  }

  async run<Output extends BertOutput>(
    texts: readonly TokenizedText[],
    wanted: readonly Output[],
  ): Promise<Record<Output, Tensor<'float32'>>> {
    const tokens = Math.max(...texts.map(({ ids }) => ids.length));
    const ids = new Int32Array(texts.length * tokens).fill(this.tokenizer.padding);
    const mask = new Float32Array(ids.length);
    texts.forEach((text, i) => {
      ids.set(text.ids, i * tokens);
      mask.fill(1, i * tokens, i * tokens + text.ids.length);
    });
    const shape = [texts.length, tokens];
    const results = await this.session.run({ ids: tensor(ids, shape, 'int32'), mask: tensor(mask, shape) }, wanted);
    return results as Record<Output, Tensor<'float32'>>;
  }

  release(): Promise<void> {
    return this.session.release();
  }
}

/** sentence-transformers says in a file of its own how much its models read. */
async function readLongest(folder: string, positions: number): Promise<number> {
  const path = join(folder, 'sentence_bert_config.json');
  if (!existsSync(path)) return positions;
  return readJson(path, (content) => {
    const { max_seq_length: longest } = Object(content) as Record<string, unknown>;
    return longest == null ? positions : checkInteger('max_seq_length', longest, 2, positions);
  });
}

async function readJson<T>(path: string, parse: (content: unknown) => T): Promise<T> {
  const text = await readTextFile(path);
  try {
    return parse(JSON.parse(text));
  } catch (error) {
    throw modelError(path, error);
  }
}

async function openWeights(path: string, config: BertConfig, threads?: number): Promise<Session> {
  const { tensors } = decodeTensors(await readBytes(path), path);
  try {
    return await openSession(bertGraph(config, bertWeights(tensors)), { threads });
  } catch (cause) {
    throw new DriftlabError('DRIFTLAB_INVALID_MODEL', `${path}: ${(cause as Error).message}`, { cause });
  }
}
