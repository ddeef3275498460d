import { join } from 'node:path';
import { openSession, type Session } from '../../compute/session';
import { tensor, type Tensor } from '../../compute/tensor';
import { checkInteger, DriftlabError } from '../../errors';
import type { BertConfig } from './bertConfig';
import { readBert, type BertParts } from './bertFiles';
import { bertGraph, type BertOutput } from './bertGraph';
import type { TextTokenizer, TokenizedText } from './textTokenizer';

/** How to open a BERT. */
export interface BertOptions {
  /** Tokens of a text that are read, with the marks of begin and end. Default what the model was made for. */
  readonly maxTokens?: number;
  /** Threads of one run, default 2. */
  readonly threads?: number;
}

/** A BERT that is ready to run. */
export interface Bert extends Omit<BertParts, 'weights'> {
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

/** The one that comes with driftlab. */
const SMALL = join(__dirname, '../../../models/bert/small');

/**
 * Compiles a BERT, of a folder (see `readBert`), of parts, or the small one that comes with driftlab (default): it tells topic and
 * sentiment of generated sentences (see its card). Embeddings equal those of Python's transformers to 1e-4.
 * @throws {RangeError} if `maxTokens` is more than the model has places for; {DriftlabError} as `readBert`, and
 * DRIFTLAB_INVALID_MODEL if a tensor is missing or of another shape than config.json says.
 * @example
 * const bert = await openBert();
 * const { tokens } = await bert.run([bert.tokenize('My card was stolen')], ['tokens']); // [1, 6, 96]
 * await bert.release();
 */
export async function openBert(
  source: string | BertParts = SMALL,
  { maxTokens, threads }: BertOptions = {},
): Promise<Bert> {
  const parts = typeof source === 'string' ? await readBert(source) : source;
  if (maxTokens !== undefined) checkInteger('maxTokens', maxTokens, 2, parts.config.positions);
  const label = typeof source === 'string' ? join(source, 'model.safetensors') : parts.name;
  const session = await compile(parts, label, threads);
  return new OpenBert({ ...parts, maxTokens: maxTokens ?? parts.maxTokens }, session);
}

async function compile({ config, weights }: BertParts, label: string, threads?: number): Promise<Session> {
  try {
    return await openSession(bertGraph(config, weights), { threads });
  } catch (cause) {
    throw new DriftlabError('DRIFTLAB_INVALID_MODEL', `${label}: ${(cause as Error).message}`, { cause });
  }
}

class OpenBert implements Bert {
  readonly name: string;
  readonly config: BertConfig;
  readonly tokenizer: TextTokenizer;
  readonly maxTokens: number;
  readonly outputs: readonly BertOutput[];

  constructor(
    { name, config, tokenizer, maxTokens }: BertParts,
    private readonly session: Session,
  ) {
    this.name = name;
    this.config = config;
    this.tokenizer = tokenizer;
    this.maxTokens = maxTokens;
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
