import { matrix, type Matrix } from '../../matrix';
import type { TextTokenizer } from './textTokenizer';

/**
 * Texts as rows of `length` token ids, longer ones cut, shorter ones filled up: what a network of the architecture `bert` is trained on.
 * @example
 * const inputs = tokenRows(bert.tokenizer, ['My card was stolen'], 32); // 1 × 32
 */
export function tokenRows(tokenizer: TextTokenizer, texts: readonly string[], length: number): Matrix<Float32Array> {
  const values = new Float32Array(texts.length * length).fill(tokenizer.padding);
  texts.forEach((text, i) => values.set(tokenizer.encode(text, length).ids, i * length));
  return matrix(values, texts.length, length);
}
