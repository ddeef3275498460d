import { matrix, type Matrix } from '../matrix';
import type { Precision } from './graph';
import type { Nearest } from './nearestIndex';

/** For each query the `k` best of the reference rows that have been offered, by distances computed from the differences. */
export class NearestRanking {
  private readonly squares: Float64Array;
  private readonly indices: Uint32Array;

  constructor(
    private readonly queries: Matrix,
    private readonly reference: Matrix,
    private readonly k: number,
  ) {
    this.squares = new Float64Array(queries.rows * k).fill(Infinity);
    this.indices = new Uint32Array(queries.rows * k);
  }

  /** Considers row `candidate` of the reference for a query; of two at the same distance the first one offered is nearer. */
  offer(query: number, candidate: number): void {
    const { squares, indices, k } = this;
    const square = squaredDistance(this.queries, query, this.reference, candidate);
    const first = query * k;
    let at = first + k - 1;
    if (!(square < squares[at])) return;
    for (; at > first && square < squares[at - 1]; at--) {
      squares[at] = squares[at - 1];
      indices[at] = indices[at - 1];
    }
    squares[at] = square;
    indices[at] = candidate;
  }

  /** The ranking so far. */
  result(precision: Precision): Nearest {
    const { squares, indices, k } = this;
    const roots = new (precision === 'float32' ? Float32Array : Float64Array)(squares.length);
    for (let i = 0; i < roots.length; i++) roots[i] = Math.sqrt(squares[i]);
    return { distances: matrix(roots, this.queries.rows, k), indices };
  }
}

function squaredDistance(a: Matrix, rowOfA: number, b: Matrix, rowOfB: number): number {
  const { values: left, columns } = a;
  const right = b.values;
  let sum = 0;
  for (let j = 0, p = rowOfA * columns, q = rowOfB * columns; j < columns; j++) {
    const difference = left[p + j] - right[q + j];
    sum += difference * difference;
  }
  return sum;
}
