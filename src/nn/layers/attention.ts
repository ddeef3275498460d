import type { Value } from '../../compute/graph';
import { add, fusedMatmul, reshape, softmax, split, transpose } from '../../compute/operators';

/**
 * Multi-head attention (Vaswani et al. 2017) of [n · tokens, 3 · width], queries, keys and values side by side: [n · tokens, width].
 */
export function attention(joined: Value, tokens: number, heads: number): Value {
  const width = Number(joined.shape[1]) / 3;
  const size = width / heads;
  const parts = transpose(reshape(joined, [-1, tokens, 3, heads, size]), [2, 0, 3, 1, 4]);
  const [queries, keys, values] = split(parts, [1, 1, 1], 0).map((each) => reshape(each, [-1, heads, tokens, size]));
  return reshape(transpose(attend(queries, keys, values), [0, 2, 1, 3]), [-1, width]);
}

/**
 * softmax(Q·Kᵀ/√size + bias)·V of queries, keys and values [n, heads, tokens, size].
 * @param bias broadcasts to [n, heads, tokens, tokens]: far below 0 where a token must not be seen.
 */
export function attend(queries: Value, keys: Value, values: Value, bias?: Value): Value {
  const scores = fusedMatmul(queries, keys, { transB: true, alpha: 1 / Math.sqrt(Number(queries.shape[3])) });
  return fusedMatmul(softmax(bias ? add(scores, bias) : scores), values);
}
