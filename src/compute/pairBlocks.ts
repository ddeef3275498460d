import type { Matrix } from '../matrix';
import { checkFinite, meanSquaredDistance, originOf } from './centring';
import type { Precision } from './graph';
import { distancesBetween } from './squaredDistances';
import type { Tensor } from './tensor';

/** The squared distances between two blocks of rows that begin at `first` ≤ `second`. */
export interface PairBlock {
  readonly first: number;
  readonly second: number;
  readonly distances: Tensor<Precision>;
}

// a block of distances stays in the cache from one operator to the next
const SIDE = 512;
// 34 MB of distances in float32 may be kept, more are computed again when they are needed again
const KEPT_ROWS = 4096;

/** All pairs of rows of a matrix, each once, in square blocks of the upper triangle, so that memory stays bounded. */
export class PairBlocks {
  readonly rows: number;
  /** The mean squared distance, estimated. */
  readonly meanDistance: number;
  private readonly origin: Float64Array;
  private readonly kept = new Map<string, PairBlock>();

  /** @throws {RangeError} if a number is not finite. */
  constructor(
    name: string,
    private readonly source: Matrix,
    readonly precision: Precision,
  ) {
    checkFinite(name, source, precision);
    this.rows = source.rows;
    this.origin = originOf(source);
    this.meanDistance = meanSquaredDistance(source, this.origin);
  }

  /** Each block, left to right and downwards; the distance of a row from itself is exactly 0. */
  async *[Symbol.asyncIterator](): AsyncGenerator<PairBlock> {
    const side = this.rows > KEPT_ROWS ? 4 * SIDE : SIDE;
    for (let first = 0; first < this.rows; first += side)
      for (let second = first; second < this.rows; second += side) yield await this.block(first, second, side);
  }

  private async block(first: number, second: number, side: number): Promise<PairBlock> {
    const key = `${first}/${second}`;
    const known = this.kept.get(key);
    if (known) return known;
    const [x, y] = [this.part(first, side), this.part(second, side)];
    const distances = await distancesBetween(x, y, this.origin, this.precision);
    if (first === second) for (let i = 0; i < x.rows; i++) distances.values[i * x.rows + i] = 0;
    const block = { first, second, distances };
    if (this.rows <= KEPT_ROWS) this.kept.set(key, block);
    return block;
  }

  private part(start: number, side: number): Matrix {
    const { values, columns } = this.source;
    const end = Math.min(start + side, this.rows);
    return { values: values.subarray(start * columns, end * columns), rows: end - start, columns };
  }
}
