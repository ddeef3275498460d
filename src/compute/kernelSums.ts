import { Graph, type Precision, type Value } from './graph';
import { cast, gemm, matmul, mul, reduceSum, slice, sub } from './operators';
import type { PairBlock, PairBlocks } from './pairBlocks';
import { kernelAt, kernelFactors, kernelOf, type RadialKernel } from './radialKernel';
import { withSession } from './sessionCache';
import { tensor, type Tensor } from './tensor';

/** Sums of a kernel over pairs of different rows. A constant was taken off the kernel: differences of means do not feel it. */
export interface KernelSums {
  /** For each subset the sum of k(i, j) over its ordered pairs i ≠ j. */
  readonly within: Float64Array;
  /** For each subset the sum of k(i, j) over i in it and all j ≠ i. */
  readonly touching: Float64Array;
  /** The sum over all pairs. */
  readonly total: number;
  /** k(i, i), after the constant was taken off. */
  readonly own: number;
  /** For each row i the sum of k(i, j) over all j ≠ i. */
  readonly rows: Float64Array;
  /** For each row i the sum of k(i, j) over j ≠ i in the first subset; takes a few percent more time, if it was asked for. */
  readonly first?: Float64Array;
}

/** Which rows belong to which subsets: `members[i · count + s]` is 1 if row i is one of the `sizes[s]` rows of subset s. */
export interface Subsets {
  readonly members: Uint8Array;
  readonly count: number;
  readonly sizes: ArrayLike<number>;
}

/**
 * The sums that two-sample statistics of many splits need, kernel by kernel, with each value computed once: per block of pairs
 * one product of the kernel with all subsets at a time. O(kernels · rows² · (columns + subsets)) time.
 * @throws {RangeError} if a kernel has no σ or one is not positive.
 */
export async function kernelSums(
  blocks: PairBlocks,
  subsets: Subsets,
  kernels: readonly RadialKernel[],
  { witness = false }: { witness?: boolean } = {},
): Promise<KernelSums[]> {
  const { precision } = blocks;
  const { members, count } = subsets;
  const sums = kernels.map((kernel) => new Sums(kernel, blocks, subsets, witness));
  const constants = Object.assign({}, ...sums.map((each, i) => each.constants(i))) as Record<string, Tensor>;
  const shapes = sums.map(({ kernel, factors }) => ({ kind: kernel.kind, factors: factors.values.length }));
  const key = `sums/${precision}/${count}/${witness}/${shapes.map(({ kind, factors }) => kind + factors).join()}`;
  const build = (): Graph => sumsGraph(shapes, count, precision, witness);
  for await (const block of blocks) {
    const [firsts, seconds] = block.distances.shape;
    const part = (start: number, rows: number): Tensor =>
      tensor(members.subarray(start * count, (start + rows) * count), [rows, count], 'uint8');
    const split = { first: part(block.first, firsts), second: part(block.second, seconds) };
    const feeds = { ...constants, ...split, distances: block.distances };
    const results = await withSession(key, build, (session) => session.run(feeds));
    sums.forEach((each, i) => each.add(block, i, results));
  }
  return sums.map((each) => each.result());
}

/** The sums of one kernel, gathered block by block. */
class Sums {
  readonly factors: Tensor<Precision>;
  private readonly offset: number;
  private readonly own: number;
  private readonly within: Float64Array;
  private readonly rows: Float64Array;
  private readonly first: Float64Array;

  constructor(
    readonly kernel: RadialKernel,
    private readonly blocks: PairBlocks,
    private readonly subsets: Subsets,
    private readonly witness: boolean,
  ) {
    this.factors = kernelFactors(kernel, blocks.precision);
    // a level near most values: sums in float32 are exact to more digits when it is taken off
    this.offset = Math.fround(kernelAt(kernel, blocks.meanDistance, this.factors));
    this.own = kernelAt(kernel, 0, this.factors) - this.offset;
    // pairs of a row with itself go out of the sums again
    this.within = Float64Array.from(subsets.sizes, (size) => -size * this.own);
    this.rows = new Float64Array(blocks.rows).fill(-this.own);
    this.first = Float64Array.from(this.rows, (_, i) => -this.own * subsets.members[i * subsets.count]);
  }

  constants(index: number): Record<string, Tensor> {
    return {
      [`factors${index}`]: this.factors,
      [`offset${index}`]: tensor([this.offset], [], this.blocks.precision),
    };
  }

  add({ first, second }: PairBlock, index: number, results: Readonly<Record<string, Tensor>>): void {
    // a block off the diagonal stands for its mirror image too
    const times = first === second ? 1 : 2;
    const give = (name: string, target: Float64Array, start: number, factor = 1): void =>
      results[name + index].values.forEach((value, i) => (target[start + i] += factor * Number(value)));
    give('within', this.within, 0, times);
    give('rows', this.rows, first);
    if (first !== second) give('columns', this.rows, second);
    if (!this.witness) return;
    give('firsts', this.first, first);
    if (first !== second) give('seconds', this.first, second);
  }

  result(): KernelSums {
    const { within, rows, own } = this;
    const total = rows.reduce((sum, value) => sum + value, 0);
    const sums = { within, rows, own, total, touching: this.touching() };
    return this.witness ? { ...sums, first: this.first } : sums;
  }

  private touching(): Float64Array {
    const { members, count } = this.subsets;
    const touching = new Float64Array(count);
    this.rows.forEach((value, i) => {
      for (let s = 0; s < count; s++) touching[s] += members[i * count + s] * value;
    });
    return touching;
  }
}

interface KernelShape {
  readonly kind: RadialKernel['kind'];
  readonly factors: number;
}

function sumsGraph(kernels: readonly KernelShape[], count: number, precision: Precision, witness: boolean): Graph {
  const graph = new Graph(precision);
  const distances = graph.input('distances', ['m', 'n']);
  const [first, second] = [graph.input('first', ['m', count], 'uint8'), graph.input('second', ['n', count], 'uint8')];
  const members = { first: cast(first, precision), second: cast(second, precision) };
  kernels.forEach(({ kind, factors }, i) => {
    const values = kernelOf(kind, distances, graph.input(`factors${i}`, [factors]), factors);
    const kernel = sub(values, graph.input(`offset${i}`, []));
    const sums = { ...plainSums(kernel, members), ...(witness && witnessSums(kernel, members)) };
    for (const [name, value] of Object.entries(sums)) graph.output(name + i, value);
  });
  return graph;
}

type Members = Readonly<Record<'first' | 'second', Value>>;

function plainSums(kernel: Value, { first, second }: Members): Record<string, Value> {
  const within = reduceSum(mul(matmul(kernel, second), first), [0]);
  return { within, rows: reduceSum(kernel, [1]), columns: reduceSum(kernel, [0]) };
}

function witnessSums(kernel: Value, { first, second }: Members): Record<string, Value> {
  const firsts = matmul(kernel, slice(second, 1, 0, 1));
  return { firsts, seconds: gemm(kernel, slice(first, 1, 0, 1), { transA: true }) };
}
