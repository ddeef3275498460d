import { shortcut } from '../../compute/gradients/gradients';
import { once, part } from '../../compute/gradients/row';
import type { Value } from '../../compute/graph';
import { fusedMatmul, mul, reduceSum, reshape, softmax, split, sub, transpose } from '../../compute/operators';

/**
 * Multi-head attention (Vaswani et al. 2017) of [n · tokens, 3 · width], queries, keys and values side by side: [n · tokens, width].
 */
export function attention(joined: Value, tokens: number, heads: number): Value {
  const width = Number(joined.shape[1]) / 3;
  const size = width / heads;
  const parts = transpose(reshape(joined, [-1, tokens, 3, heads, size]), [2, 0, 3, 1, 4]);
  const [queries, keys, values] = split(parts, [1, 1, 1], 0).map((each) => reshape(each, [-1, heads, tokens, size]));
  return reshape(transpose(mix(queries, keys, values), [0, 2, 1, 3]), [-1, width]);
}

/** softmax(q·kᵀ / √size) · v for each head: [n, heads, tokens, size]. */
function mix(queries: Value, keys: Value, values: Value): Value {
  const alpha = 1 / Math.sqrt(Number(queries.shape[3]));
  const shares = softmax(fusedMatmul(queries, keys, { transB: true, alpha }));
  const mixed = fusedMatmul(shares, values);
  return shortcut(mixed, [queries, keys, values], ({ d }) => {
    const scores = once(() => {
      // Σ shares · their gradients, summed over the few numbers of a head instead of all tokens
      const along = reduceSum(mul(d, mixed), [3], { keep: true });
      return mul(shares, sub(fusedMatmul(d, values, { transB: true }), along));
    });
    return [
      part(() => fusedMatmul(scores(), keys, { alpha })),
      part(() => fusedMatmul(scores(), queries, { transA: true, alpha })),
      part(() => fusedMatmul(shares, d, { transA: true })),
    ];
  });
}
