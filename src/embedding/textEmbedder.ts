import { createHash } from 'node:crypto';
import { checkInteger, checkOneOf } from '../errors';
import { matrix, row, type Matrix } from '../matrix';
import { bertRows, type BertRowsOptions } from '../nn/bert/bertRows';
import type { Bert } from '../nn/bert/openBert';
import { norm } from '../stats/vectors';
import { RecentRows } from './recentRows';

/** Makes rows of numbers out of texts. */
export interface TextEmbedder {
  readonly name: string;
  /** A row for each text, in their order. */
  embed(texts: readonly string[]): Promise<Matrix<Float32Array>>;
}

/** Options of {@link textEmbedder}. */
export interface TextEmbedderOptions extends BertRowsOptions {
  /** The mean over tokens (default), the state of the first token, or what the pooler makes of it. */
  readonly pooling?: 'mean' | 'first' | 'pooler';
  /** Whether rows get length 1, as sentence-transformers does; default true. */
  readonly normalize?: boolean;
  /** Texts whose rows are remembered, default 10,000: a text that comes again costs nothing. 0 remembers none. */
  readonly remember?: number;
  /** Called when texts were longer than the model reads, with their number and that of the tokens left out. */
  readonly onCut?: (texts: number, tokens: number) => void;
}

/**
 * Embeddings of whole texts by a BERT, each computed once: rows are kept by the SHA-256 of their text, those used last. A text has the
 * same row, to 1e-6, whatever others it comes with.
 * @throws {RangeError} for wrong options.
 * @example
 * const embedder = textEmbedder(await openBert());
 * const rows = await embedder.embed(['My card was stolen', 'The train was late']); // 2 × 96
 */
export function textEmbedder(bert: Bert, options: TextEmbedderOptions = {}): TextEmbedder {
  const { pooling = 'mean', normalize = true, remember = 10_000, onCut, batchTokens } = options;
  checkOneOf('pooling', pooling, ['mean', 'first', 'pooler']);
  const known = new RecentRows(checkInteger('remember', remember, 0));
  const compute = async (texts: readonly string[]): Promise<Matrix<Float32Array>> => {
    const tokenized = texts.map((text) => bert.tokenize(text));
    const cut = tokenized.filter((text) => text.cut > 0);
    if (cut.length > 0) onCut?.(cut.length, cut.reduce((sum, text) => sum + text.cut, 0)); // prettier-ignore
    const rows = await bertRows(bert, tokenized, pooling, { batchTokens });
    return normalize ? unitRows(rows) : rows;
  };
  return {
    name: `${bert.name}, ${pooling}`,
    embed: async (texts) => {
      const keys = texts.map(digest);
      // read at once: another call may make the memory forget
      const found = new Map(keys.map((key) => [key, known.get(key)]));
      const fresh = new Map(keys.flatMap((key, i) => (found.get(key) ? [] : [[key, texts[i]]])));
      const rows = await compute([...fresh.values()]);
      [...fresh.keys()].forEach((key, i) => {
        found.set(key, row(rows, i));
        known.set(key, row(rows, i));
      });
      const values = new Float32Array(texts.length * rows.columns);
      keys.forEach((key, i) => values.set(found.get(key)!, i * rows.columns));
      return matrix(values, texts.length, rows.columns);
    },
  };
}

function unitRows(rows: Matrix<Float32Array>): Matrix<Float32Array> {
  const values = new Float32Array(rows.values.length);
  for (let i = 0; i < rows.rows; i++) {
    const own = row(rows, i);
    const length = norm(own) || 1;
    values.set(own.map((value) => value / length), i * rows.columns); // prettier-ignore
  }
  return matrix(values, rows.rows, rows.columns);
}

function digest(text: string): string {
  return createHash('sha256').update(text, 'utf16le').digest('base64');
}
