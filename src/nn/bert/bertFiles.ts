import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomic } from '../../data/files';
import { readTextFile } from '../../data/textFile';
import { checkInteger } from '../../errors';
import { modelError, readBytes } from '../modelFiles';
import type { Weights } from '../network';
import { decodeTensors, encodeTensors, type TensorFileOptions } from '../safetensors';
import { bertConfigJson, parseBertConfig, type BertConfig } from './bertConfig';
import { bertWeights } from './bertWeights';
import { textTokenizer, type TextTokenizer } from './textTokenizer';

/** A BERT as plain data: what its folder holds. */
export interface BertParts {
  /** Its folder, as errors call it. */
  readonly name: string;
  readonly config: BertConfig;
  /** By the names of Python's `BertModel`; the classification head is `classifier`. */
  readonly weights: Weights;
  readonly tokenizer: TextTokenizer;
  /** Tokens of a text that it was made for, with the marks of begin and end. */
  readonly maxTokens: number;
}

/**
 * Reads a folder as Python's transformers and sentence-transformers write it: `config.json`, `model.safetensors` (float32, float16 or
 * bfloat16) and `tokenizer.json` (WordPiece).
 * @throws {DriftlabError} DRIFTLAB_IO if a file cannot be read; DRIFTLAB_INVALID_DATA or DRIFTLAB_INVALID_MODEL, with file and
 * tensor or field, if it is damaged or files do not fit each other.
 */
export async function readBert(folder: string): Promise<BertParts> {
  const config = await readJson(join(folder, 'config.json'), parseBertConfig);
  const maxTokens = await readLongest(folder, config.positions);
  const tokenizer = await readJson(join(folder, 'tokenizer.json'), (content) => textTokenizer(content, config.vocabulary)); // prettier-ignore
  const path = join(folder, 'model.safetensors');
  const { tensors } = decodeTensors(await readBytes(path), path);
  return { name: folder, config, weights: bertWeights(tensors, path), tokenizer, maxTokens };
}

/**
 * Writes a BERT's folder, which Python's transformers reads too.
 * @throws {DriftlabError} DRIFTLAB_IO if it cannot be written.
 */
export async function saveBert(
  folder: string,
  { config, weights, tokenizer }: Omit<BertParts, 'name' | 'maxTokens'>,
  options: TensorFileOptions = {},
): Promise<void> {
  const prefix = config.labels ? 'bert.' : '';
  const tensors = Object.fromEntries(
    Object.entries(weights).map(([name, content]) => [name.startsWith('classifier') ? name : prefix + name, content]),
  );
  const padding = { padding: tokenizer.padding };
  await writeJson(join(folder, 'config.json'), bertConfigJson(config, padding));
  await writeJson(join(folder, 'tokenizer.json'), tokenizer.content);
  await writeFileAtomic(
    join(folder, 'model.safetensors'),
    encodeTensors({ tensors, metadata: { format: 'pt' } }, options),
  );
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

function writeJson(path: string, content: object): Promise<void> {
  return writeFileAtomic(path, `${JSON.stringify(content, null, 1)}\n`);
}
