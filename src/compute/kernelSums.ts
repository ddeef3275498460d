import { Graph, type Precision } from './graph';
import { cast, matmul, mul, reduceSum, sub } from './operators';
import type { PairBlock, PairBlocks } from './pairBlocks';
import { exponents, gaussian } from './rbfKernel';
import { withSession } from './sessionCache';
import { tensor, type Tensor } from './tensor';

/** Sums of a Gaussian kernel over pairs of different rows. A constant was taken off the kernel: differences of means do not feel it. */
export interface KernelSums {
  /** For each subset the sum of k(i, j) over its ordered pairs i ≠ j. */
  readonly within: Float64Array;
  /** For each subset the sum of k(i, j) over i in it and all j ≠ i. */
  readonly touching: Float64Array;
  /** The sum over all pairs. */
  readonly total: number;
  /** k(i, i), after the constant was taken off. */
  readonly own: number;
}

/** Which rows belong to which subsets: `members[i · count + s]` is 1 if row i is in subset s. All subsets have `size` rows. */
export interface Subsets {
  readonly members: Uint8Array;
  readonly count: number;
  readonly size: number;
}

/**
 * The sums that two-sample statistics of many splits need, with each kernel value computed once: per block of pairs one product
 * of the kernel with all subsets at a time. O(rows² · (columns + subsets)) time.
 */
export async function kernelSums(
  blocks: PairBlocks,
  { members, count, size }: Subsets,
  sigma: number | readonly number[],
): Promise<KernelSums> {
  const { precision } = blocks;
  const factors = exponents('bandwidth', sigma, precision);
  const offset = meanKernel(factors, blocks.meanDistance);
  // a row with itself has kernel 1; those pairs go out of the sums again
  const own = 1 - offset;
  const within = new Float64Array(count).fill(-size * own);
  const rows = new Float64Array(blocks.rows).fill(-own);
  const constants = { factors, offset: tensor([offset], [], precision) };
  for await (const block of blocks) {
    const [firsts, seconds] = block.distances.shape;
    const part = (start: number, rows: number): Tensor =>
      tensor(members.subarray(start * count, (start + rows) * count), [rows, count], 'uint8');
    const feeds = {
      ...constants,
      distances: block.distances,
      first: part(block.first, firsts),
      second: part(block.second, seconds),
    };
    const build = (): Graph => sumsGraph(factors.values.length, count, precision);
    const key = `sums/${precision}/${factors.values.length}/${count}`;
    collect(block, await withSession(key, build, (session) => session.run(feeds)), within, rows);
  }
  const { touching, total } = bySubset(rows, members, count);
  return { within, touching, total, own };
}

/** A level near most kernel values: sums in float32 are exact to more digits when it is taken off. */
function meanKernel({ values }: Tensor<Precision>, meanDistance: number): number {
  const kernels = Array.from(values, (factor) => Math.exp(factor * meanDistance));
  return Math.fround(kernels.reduce((sum, kernel) => sum + kernel, 0) / kernels.length);
}

function collect(
  { first, second }: PairBlock,
  sums: Record<string, Tensor>,
  within: Float64Array,
  rows: Float64Array,
): void {
  // a block off the diagonal stands for its mirror image too
  const times = first === second ? 1 : 2;
  sums.within.values.forEach((value, i) => (within[i] += times * Number(value)));
  sums.rows.values.forEach((value, i) => (rows[first + i] += Number(value)));
  if (first !== second) sums.columns.values.forEach((value, i) => (rows[second + i] += Number(value)));
}

function bySubset(rows: Float64Array, members: Uint8Array, count: number): Pick<KernelSums, 'touching' | 'total'> {
  const touching = new Float64Array(count);
  let total = 0;
  for (let i = 0; i < rows.length; i++) {
    total += rows[i];
    for (let s = 0; s < count; s++) touching[s] += members[i * count + s] * rows[i];
  }
  return { touching, total };
}

function sumsGraph(factors: number, count: number, precision: Precision): Graph {
  const graph = new Graph(precision);
  const distances = graph.input('distances', ['m', 'n']);
  const kernel = sub(gaussian(distances, graph.input('factors', [factors]), factors), graph.input('offset', []));
  const [first, second] = [graph.input('first', ['m', count], 'uint8'), graph.input('second', ['n', count], 'uint8')];
  const products = mul(matmul(kernel, cast(second, precision)), cast(first, precision));
  graph.output('within', reduceSum(products, [0]));
  graph.output('rows', reduceSum(kernel, [1]));
  graph.output('columns', reduceSum(kernel, [0]));
  return graph;
}
