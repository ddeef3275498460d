import { checkFinite } from '../compute/centring';
import { Graph, type Precision } from '../compute/graph';
import { add, gather, gemm, reduceMin, relu, reshape, sub } from '../compute/operators';
import { precisionOf } from '../compute/precision';
import type { Session, Tensors } from '../compute/session';
import { withSession } from '../compute/sessionCache';
import { matrixTensor, tensor } from '../compute/tensor';
import { checkInteger } from '../errors';
import { type Matrix, row } from '../matrix';
import { createRandom, type Random } from '../random';
import { PriorityQueue } from './priorityQueue';

/** Options of {@link kCenterGreedy}. */
export interface CoresetOptions {
  /** Draws the start. Default `createRandom(0)`. */
  readonly random?: Random;
  /** Index of the first centre. Default: drawn from `random`. */
  readonly start?: number;
  /** Called now and then with the number of centres chosen so far, and the number wanted. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** A coreset of the rows of a matrix. */
export interface Coreset {
  /** Rows in the order in which they were chosen, the start first; none twice. */
  readonly indices: Uint32Array;
  /** `radii[i]`: the largest Euclidean distance of any row to the first i + 1 centres. Never increases. */
  readonly radii: Float64Array;
}

// measured on 20,000 × 384 and 100,000 × 76: halving or doubling one of them changes little
const FRONTIER = 1024;
const BLOCK = 256;
const CENTRES = 512;

/**
 * Greedy k-center: starts with one row and adds, `count` − 1 times, the row farthest from all chosen ones (Euclidean; the lowest
 * index on ties). Its radius is at most twice the least possible (Gonzalez 1985); the coreset of Sener & Savarese 2018 and of
 * PatchCore (Roth et al. 2022, Algorithm 1). Exact up to rounding in the precision of `points`: distances to older centres stay
 * upper bounds, so a row is compared with the newer ones only when its bound puts it among the farthest.
 * At worst O(rows · count · columns) time, as matrix products; O(rows) memory beside `points`.
 * @throws {RangeError} if `count` or `start` is outside the rows, or a number is not finite.
 * @example
 * const { indices } = await kCenterGreedy(patches, Math.ceil(patches.rows / 10), { random: createRandom(7) });
 * const bank = selectRows(patches, indices);
 */
export async function kCenterGreedy(
  points: Matrix,
  count: number,
  { random = createRandom(0), start = random.integer(points.rows), onProgress }: CoresetOptions = {},
): Promise<Coreset> {
  checkInteger('count', count, 1, points.rows);
  checkInteger('start', start, 0, points.rows - 1);
  const precision = precisionOf(points);
  checkFinite('points', points, precision);
  const key = `coreset/${precision}/${points.columns}`;
  return withSession(
    key,
    () => distanceGraph(precision, points.columns),
    async (session) => {
      const search = new FarthestSearch(points, start, count, session);
      for (let more = true; more; onProgress?.(search.chosen, count)) more = await search.advance();
      return search.coreset;
    },
  );
}

/** Squared distances of the points named `from` to those named `to`: of all pairs, and to the nearest. */
function distanceGraph(precision: Precision, columns: number): Graph {
  const graph = new Graph(precision);
  const points = graph.input('points', ['rows', columns]);
  const norms = graph.input('norms', ['rows']);
  // about the origin, rounding errors have the scale of distances, not of positions
  const origin = graph.input('origin', [columns]);
  const from = graph.input('from', ['m'], 'int32');
  const to = graph.input('to', ['n'], 'int32');
  const [a, b] = [from, to].map((indices) => sub(gather(points, indices), origin));
  const products = gemm(a, b, { alpha: -2, transB: true, bias: gather(norms, to) });
  const norm = gather(norms, from);
  graph.output('pairs', relu(add(products, reshape(norm, [-1, 1]))));
  graph.output('nearest', relu(add(reduceMin(products, [1]), norm)));
  return graph;
}

class FarthestSearch {
  readonly coreset: Coreset;
  chosen = 0;
  private done = false;
  /** Squared distance to the nearest of the first `seen[i]` centres: an upper bound of that to all. −1 for a centre. */
  private readonly bounds: Float64Array;
  private readonly seen: Uint32Array;
  private readonly queue = new PriorityQueue((a, b) => this.precedes(a, b));
  private readonly feeds: Tensors;

  constructor(
    points: Matrix,
    start: number,
    private readonly count: number,
    private readonly session: Session,
  ) {
    const origin = row(points, start);
    const precision = precisionOf(points);
    this.bounds = squaredDistances(points, origin);
    this.seen = new Uint32Array(points.rows).fill(1);
    this.coreset = { indices: new Uint32Array(count), radii: new Float64Array(count) };
    this.feeds = {
      points: matrixTensor(points),
      norms: tensor(this.bounds.slice(), [points.rows], precision),
      origin: tensor(origin, [points.columns], precision),
    };
    for (let i = 0; i < points.rows; i++) if (i !== start) this.queue.push(i);
    this.choose(start);
  }

  /** Chooses as many centres as can be told from the rows in front; false when all are chosen and the last radius is known. */
  async advance(): Promise<boolean> {
    const rows = this.takeFront();
    if (rows.length === 0) return false;
    await this.refresh(rows);
    await this.chooseAmong(rows.filter((i) => this.leads(i)));
    for (const i of rows) if (this.bounds[i] >= 0) this.queue.push(i);
    return !this.done;
  }

  /** Whether row a is farther than b by their bounds, the lower index on ties. */
  private precedes(a: number, b: number): boolean {
    return this.bounds[a] > this.bounds[b] || (this.bounds[a] === this.bounds[b] && a < b);
  }

  /** Whether a row that was taken from the queue is farther than all that are in it, and no centre. */
  private leads(index: number): boolean {
    const { first } = this.queue;
    return this.bounds[index] >= 0 && (first === undefined || this.precedes(index, first));
  }

  private takeFront(): number[] {
    const rows: number[] = [];
    while (rows.length < FRONTIER && this.queue.first !== undefined) rows.push(this.queue.pop()!);
    return rows;
  }

  /** Compares rows with the centres that are new to them, for as long as they lead. */
  private async refresh(rows: readonly number[]): Promise<void> {
    const isStale = (i: number): boolean => this.seen[i] < this.chosen && this.leads(i);
    for (let stale = rows.filter(isStale); stale.length > 0; stale = stale.filter(isStale)) {
      stale.sort((a, b) => this.seen[a] - this.seen[b]);
      for (let start = 0; start < stale.length; start += BLOCK) await this.compare(stale.slice(start, start + BLOCK));
    }
  }

  private async compare(rows: readonly number[]): Promise<void> {
    const { bounds, seen } = this;
    const from = seen[rows[0]];
    const to = Math.min(from + CENTRES, this.chosen);
    const nearest = await this.squares('nearest', rows, this.coreset.indices.subarray(from, to));
    rows.forEach((i, r) => {
      bounds[i] = Math.min(bounds[i], nearest[r]);
      seen[i] = Math.max(seen[i], to);
    });
  }

  /** The plain algorithm among rows that are up to date, for as long as the farthest of them leads. */
  private async chooseAmong(rows: readonly number[]): Promise<void> {
    if (rows.length === 0) return;
    const pairs = await this.squares('pairs', rows, rows);
    for (let far = this.farthest(rows); this.leads(rows[far]) && !this.done; far = this.farthest(rows)) {
      this.coreset.radii[this.chosen - 1] = Math.sqrt(this.bounds[rows[far]]);
      this.done = this.chosen === this.count;
      if (!this.done) this.choose(rows[far]);
      rows.forEach((i, r) => (this.bounds[i] = Math.min(this.bounds[i], pairs[far * rows.length + r])));
    }
    for (const i of rows) this.seen[i] = this.chosen;
  }

  private farthest(rows: readonly number[]): number {
    let far = 0;
    for (let r = 1; r < rows.length; r++) if (this.precedes(rows[r], rows[far])) far = r;
    return far;
  }

  private choose(index: number): void {
    this.coreset.indices[this.chosen++] = index;
    this.bounds[index] = -1;
  }

  private async squares(
    output: 'pairs' | 'nearest',
    from: ArrayLike<number>,
    to: ArrayLike<number>,
  ): Promise<Float32Array | Float64Array> {
    const feeds = { ...this.feeds, from: tensor(from, [from.length], 'int32'), to: tensor(to, [to.length], 'int32') };
    return (await this.session.run(feeds, [output]))[output].values as Float32Array;
  }
}

function squaredDistances({ values, rows, columns }: Matrix, origin: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) => {
    let sum = 0;
    for (let j = 0, start = i * columns; j < columns; j++) {
      const difference = values[start + j] - origin[j];
      sum += difference * difference;
    }
    return sum;
  });
}
