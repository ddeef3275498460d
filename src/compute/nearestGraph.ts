import { Graph, type Precision, type Value } from './graph';
import { add, cast, div, gatherElements, gatherRows, gemm, mul, pad, reduceMin, reshape, sub, topK } from './operators';

/** Tables longer than this have a multiple of this many rows: the minimum of a block is found faster than a top-k of all. */
export const BLOCK = 32;

/**
 * The columns of `table` (width columns + 1, see `nearestIndex`) that are nearest to each query, `count` of them, as int32.
 * One graph for each shape of table.
 */
export function nearestGraph(rows: number, width: number, count: number, precision: Precision): Graph {
  const graph = new Graph(precision);
  const queries = graph.input('queries', ['m', width - 1]);
  const origin = graph.input('origin', [width - 1]);
  const table = graph.input('table', [rows, width]);
  const extended = pad(sub(queries, origin), [0, 0], [0, 1], { value: 1 });
  const scores = gemm(extended, table, { transB: true });
  graph.output('candidates', cast(smallest(scores, rows, count), 'int32'));
  return graph;
}

/** Columns of the `count` smallest scores of each row: they lie in the `count` blocks with the smallest minima. */
function smallest(scores: Value, columns: number, count: number): Value {
  const blocks = columns / BLOCK;
  if (!Number.isInteger(blocks) || blocks < 4 * count) return topK(scores, count, { largest: false }).indices;
  const blocked = reshape(scores, [0, blocks, BLOCK]);
  const best = topK(reduceMin(blocked, [2]), count, { largest: false }).indices;
  const inside = topK(reshape(gatherRows(blocked, best), [0, count * BLOCK]), count, { largest: false }).indices;
  const which = div(inside, BLOCK);
  return add(mul(gatherElements(best, which, 1), BLOCK), sub(inside, mul(which, BLOCK)));
}
