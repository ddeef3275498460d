import { shortcut } from '../../compute/gradients/gradients';
import { part } from '../../compute/gradients/row';
import type { Value } from '../../compute/graph';
import { concat, fusedMatmul, gather, mul, reduceSum, reshape, softmax, sub } from '../../compute/operators';

/**
 * Multi-head attention (Vaswani et al. 2017) of [n · tokens, 3 · width], queries, keys and values side by side: [n · tokens, width].
 */
export function attention(joined: Value, tokens: number, heads: number): Value {
  const width = Number(joined.shape[1]) / 3;
  const size = width / heads;
  const byHead = (x: Value, order: readonly number[]): Value => reshape(gather(x, order, 1), [-1, heads, tokens, size]);
  const vectors = reshape(joined, [-1, tokens * 3 * heads, size]);
  const order = swapped(tokens, 3 * heads);
  const thirds = [0, 1, 2].map((i) => byHead(vectors, order.slice(i * heads * tokens, (i + 1) * heads * tokens)));
  const { mixed, back } = mix(thirds, 1 / Math.sqrt(size));
  const output = gather(reshape(mixed, [-1, heads * tokens, size]), swapped(heads, tokens), 1);
  return shortcut(reshape(output, [-1, width]), [joined], ({ d }) => [
    part(() => {
      const slopes = back(byHead(reshape(d, [-1, tokens * heads, size]), swapped(tokens, heads)));
      const stacked = reshape(concat(slopes, 1), [-1, 3 * heads * tokens, size]);
      return reshape(gather(stacked, swapped(3 * heads, tokens), 1), [-1, 3 * width]);
    }),
  ]);
}

/** softmax(α · q·kᵀ) · v, and the way from its gradient to those of queries, keys and values: all [n, heads, tokens, size]. */
function mix([queries, keys, values]: readonly Value[], alpha: number): { mixed: Value; back: (d: Value) => Value[] } {
  const shares = softmax(fusedMatmul(queries, keys, { transB: true, alpha }));
  const mixed = fusedMatmul(shares, values);
  const back = (d: Value): Value[] => {
    // Σ shares · their gradients, summed over the numbers of a head instead of all tokens
    const along = reduceSum(mul(d, mixed), [3], { keep: true });
    const scores = mul(shares, sub(fusedMatmul(d, values, { transB: true }), along));
    return [
      fusedMatmul(scores, keys, { alpha }),
      fusedMatmul(scores, queries, { transA: true, alpha }),
      fusedMatmul(shares, d, { transA: true }),
    ];
  };
  return { mixed, back };
}

/** The order in which rows of columns are columns of rows. Vectors move by it with Gather, which is faster than Transpose. */
function swapped(rows: number, columns: number): number[] {
  return Array.from({ length: rows * columns }, (_, i) => (i % rows) * columns + Math.floor(i / rows));
}
