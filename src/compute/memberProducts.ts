import type { Matrix } from '../matrix';
import { Graph, type Precision } from './graph';
import { cast, matmul } from './operators';
import { withSession } from './sessionCache';
import { matrixTensor, tensor } from './tensor';

/**
 * The product of a matrix with 0/1 columns, `count` of them, row-major in `members`: for each row the sums over the members of each
 * column. Rows × count values.
 */
export async function memberProducts(
  source: Matrix,
  members: Uint8Array,
  count: number,
  precision: Precision,
): Promise<Float64Array> {
  const feeds = {
    source: matrixTensor(source, precision),
    members: tensor(members, [source.columns, count], 'uint8'),
  };
  const build = (): Graph => productGraph(precision);
  const { sums } = await withSession(`members/${precision}`, build, (session) => session.run(feeds));
  return Float64Array.from(sums.values as Float64Array);
}

function productGraph(precision: Precision): Graph {
  const graph = new Graph(precision);
  const members = cast(graph.input('members', ['n', 'k'], 'uint8'), precision);
  graph.output('sums', matmul(graph.input('source', ['m', 'n']), members));
  return graph;
}
