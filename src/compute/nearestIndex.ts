import { checkInteger } from '../errors';
import type { Matrix } from '../matrix';
import { checkFinite, originOf } from './centring';
import type { Graph, Precision } from './graph';
import { BLOCK, nearestGraph } from './nearestGraph';
import { NearestRanking } from './nearestRanking';
import { precisionOf } from './precision';
import { withSession } from './sessionCache';
import { tensor, type Tensor } from './tensor';

/** The nearest rows of a reference, those of query i from i · k on, nearest first. */
export interface Nearest {
  /** Euclidean distances, queries × k. */
  readonly distances: Matrix;
  /** Row numbers in the reference, in the order of `distances.values`. */
  readonly indices: Uint32Array;
}

/** A reference made ready for searching; it holds no native memory. */
export interface NearestIndex {
  readonly rows: number;
  readonly columns: number;
  /**
   * The `k` (default 1) nearest reference rows of each query.
   * @throws {RangeError} if the columns differ, a number is not finite, or k is not in [1, rows].
   */
  nearest(queries: Matrix, k?: number): Promise<Nearest>;
}

/** Rows from `start` on, `rows` of them, as the graph wants them. */
interface Part {
  readonly start: number;
  readonly rows: number;
  readonly table: Tensor;
}

// the scores of one run: 512 × 16,384, 32 MB in float32; for a bank of a thousand rows they stay in the cache
const QUERIES = 512;
const REFERENCES = 16384;
// rows whose scores agree to float32 may come in the wrong order: look at some more, exactly
const SPARE = 2;
// the score of a row that fills up a block: above all others, which come from numbers that `checkFinite` has passed
const FAR = { float32: 3e38, float64: 1e308 };

/**
 * Prepares nearest-neighbour search by Euclidean distance: O(rows · columns) once, then one matrix product for each search.
 * Candidates come from ‖r‖² − 2·q·r in `precision` (default that of the reference), about a point amid the reference; their
 * distances are computed from the differences in float64, so that a duplicate has distance 0. In float32 a row whose squared
 * distance is larger by some 10⁻⁷ of the squared spread may stand in for the nearest; among equals any may be named.
 * The reference is not copied and must not change afterwards.
 * @throws {RangeError} for a reference without rows or columns, or with a number that is not finite.
 * @example
 * const index = nearestIndex(bank);
 * const { distances, indices } = await index.nearest(patches, 3);
 */
export function nearestIndex(
  reference: Matrix,
  { precision = precisionOf(reference) }: { precision?: Precision } = {},
): NearestIndex {
  checkInteger('rows of reference', reference.rows, 1);
  checkInteger('columns of reference', reference.columns, 1);
  checkFinite('reference', reference, precision);
  return new RowIndex(reference, precision);
}

/**
 * The k nearest rows of `reference` for each query; `nearestIndex` is better for several searches in one reference.
 * @example
 * const { distances, indices } = await nearestRows(patches, bank, 1);
 */
export function nearestRows(
  queries: Matrix,
  reference: Matrix,
  k = 1,
  { precision = precisionOf(queries, reference) }: { precision?: Precision } = {},
): Promise<Nearest> {
  return nearestIndex(reference, { precision }).nearest(queries, k);
}

class RowIndex implements NearestIndex {
  readonly rows: number;
  readonly columns: number;
  private readonly origin: Float64Array;
  private readonly parts: readonly Part[];

  constructor(
    private readonly reference: Matrix,
    private readonly precision: Precision,
  ) {
    this.rows = reference.rows;
    this.columns = reference.columns;
    this.origin = originOf(reference);
    this.parts = starts(this.rows, REFERENCES).map((start) => {
      const part = slice(reference, start, REFERENCES);
      return { start, rows: part.rows, table: scoreTable(part, this.origin, precision) };
    });
  }

  async nearest(queries: Matrix, k = 1): Promise<Nearest> {
    checkInteger('k', k, 1, this.rows);
    if (queries.columns !== this.columns)
      throw new RangeError(
        `invalid queries: expected ${this.columns} columns like the reference, got ${queries.columns}`,
      );
    checkFinite('queries', queries, this.precision);
    const ranking = new NearestRanking(queries, this.reference, k);
    for (const start of starts(queries.rows, QUERIES))
      for (const part of this.parts) {
        const count = Math.min(k + SPARE, part.rows);
        const { values } = await this.candidates(slice(queries, start, QUERIES), part, count);
        for (let i = 0; i < values.length; i++)
          ranking.offer(start + Math.floor(i / count), part.start + Number(values[i]));
      }
    return ranking.result(this.precision);
  }

  private async candidates(queries: Matrix, { table }: Part, count: number): Promise<Tensor> {
    const { precision, columns } = this;
    const [rows, width] = table.shape;
    const feeds = {
      queries: tensor(queries.values, [queries.rows, columns], precision),
      origin: tensor(this.origin, [columns], precision),
      table,
    };
    const key = `nearest/${precision}/${rows}/${width}/${count}`;
    const build = (): Graph => nearestGraph(rows, width, count, precision);
    return withSession(key, build, async (session) => (await session.run(feeds)).candidates);
  }
}

/** Rows [−2·(r − origin), ‖r − origin‖²]: their products with [q − origin, 1] are in the order of the distances from q. */
function scoreTable({ values: from, rows, columns }: Matrix, origin: Float64Array, precision: Precision): Tensor {
  const width = columns + 1;
  const padded = rows > BLOCK ? Math.ceil(rows / BLOCK) * BLOCK : rows;
  const values = new (precision === 'float32' ? Float32Array : Float64Array)(padded * width);
  for (let i = 0; i < rows; i++) {
    let norm = 0;
    for (let j = 0; j < columns; j++) {
      const difference = from[i * columns + j] - origin[j];
      norm += difference * difference;
      values[i * width + j] = -2 * difference;
    }
    values[i * width + columns] = norm;
  }
  for (let i = rows; i < padded; i++) values[i * width + columns] = FAR[precision];
  return tensor(values, [padded, width], precision);
}

function starts(rows: number, step: number): number[] {
  return Array.from({ length: Math.ceil(rows / step) }, (_, i) => i * step);
}

function slice({ values, rows, columns }: Matrix, start: number, count: number): Matrix {
  const end = Math.min(start + count, rows);
  return { values: values.subarray(start * columns, end * columns), rows: end - start, columns };
}
