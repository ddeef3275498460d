import { matrix, type Matrix } from '../../matrix';
import type { BertRowsOptions } from './bertRows';
import { lengthBatches } from './lengthBatches';
import type { Bert } from './openBert';

/** A text's tokens, and what the last layer makes of them. */
export interface TokenEmbeddings {
  readonly tokens: readonly string[];
  /** A row for each token, [CLS] and [SEP] among them. */
  readonly embeddings: Matrix<Float32Array>;
}

/**
 * The last layer's state of every token of every text.
 * @example
 * const [{ tokens, embeddings }] = await tokenEmbeddings(bert, ['My card']); // tokens: [CLS], my, card, [SEP]
 */
export async function tokenEmbeddings(
  bert: Bert,
  texts: readonly string[],
  { batchTokens = 2048 }: BertRowsOptions = {},
): Promise<TokenEmbeddings[]> {
  const { width } = bert.config;
  const tokenized = texts.map((text) => bert.tokenize(text));
  const found = new Array<TokenEmbeddings>(texts.length);
  for (const places of lengthBatches(
    tokenized.map(({ ids }) => ids.length),
    batchTokens,
  )) {
    // prettier-ignore
    const batch = places.map((i) => tokenized[i]);
    const { tokens } = await bert.run(batch, ['tokens']);
    batch.forEach(({ ids }, k) => {
      const start = k * tokens.shape[1] * width;
      const embeddings = matrix(tokens.values.slice(start, start + ids.length * width), ids.length, width);
      found[places[k]] = { tokens: Array.from(ids, (id) => bert.tokenizer.vocabulary[id]), embeddings };
    });
  }
  return found;
}
