import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { textEmbedder, type TextEmbedder } from '../../embedding/textEmbedder';
import { openBert, type Bert } from '../../nn/bert/openBert';

/** Where models of texts lie. */
export interface TextModelFolders {
  /** all-MiniLM-L6-v2, which was trained on texts that people wrote. */
  readonly minilm: string;
  /** The small BERT, which knows generated sentences. */
  readonly small: string;
}

/** A BERT that embeds texts. */
export interface TextModel {
  readonly name: string;
  readonly bert: Bert;
  readonly embedder: TextEmbedder;
  /** Why it is not all-MiniLM-L6-v2; null if it is. */
  readonly because: string | null;
  release(): Promise<void>;
}

/** Texts whose embeddings are remembered. */
const REMEMBER = 40_000;

/**
 * Opens all-MiniLM-L6-v2 if it is there, and the small BERT otherwise.
 * @throws {DriftlabError} as `openBert`.
 * @example
 * const model = await openTextModel({ minilm: 'data/minilm', small: 'models/bert/small' });
 * model.name; // 'small BERT'
 */
export async function openTextModel({ minilm, small }: TextModelFolders): Promise<TextModel> {
  const there = existsSync(join(minilm, 'model.safetensors'));
  const bert = await openBert(there ? minilm : small);
  return {
    name: there ? 'all-MiniLM-L6-v2' : 'small BERT',
    bert,
    embedder: textEmbedder(bert, { remember: REMEMBER }),
    because: there ? null : 'all-MiniLM-L6-v2 is not here; make minilm gets it',
    release: () => bert.release(),
  };
}
