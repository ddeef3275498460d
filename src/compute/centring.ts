import { row, type Matrix } from '../matrix';
import type { Precision, Value } from './graph';
import { mul, reduceSum, sub } from './operators';

// any point amid the data will do
const SAMPLED_ROWS = 256;
// squared lengths must stay finite
const LARGEST = { float32: 1e16, float64: 1e150 };

/**
 * A point amid the rows: the mean of up to 256 of them, evenly spaced; exactly the value of a constant column. Distances computed
 * from products about it lose no digits to a common offset.
 */
export function originOf(source: Matrix): Float64Array {
  const rows = sampledRows(source);
  const [first] = rows;
  const sums = new Float64Array(source.columns);
  for (const values of rows) for (let j = 0; j < sums.length; j++) sums[j] += values[j] - first[j];
  return sums.map((sum, j) => first[j] + sum / rows.length);
}

/** The mean squared distance between two rows, estimated from up to 256 of them. */
export function meanSquaredDistance(source: Matrix, origin: Float64Array): number {
  const rows = sampledRows(source);
  let sum = 0;
  for (const values of rows) for (let j = 0; j < origin.length; j++) sum += (values[j] - origin[j]) ** 2;
  return (2 * sum) / rows.length;
}

/**
 * Checks that all numbers are finite, and small enough for their squares.
 * @throws {RangeError} that names the row.
 */
export function checkFinite(name: string, { values, columns }: Matrix, precision: Precision): void {
  const limit = LARGEST[precision];
  for (let at = 0; at < values.length; at++)
    if (!(Math.abs(values[at]) < limit))
      throw new RangeError(
        `invalid ${name}: expected numbers between ±${limit}, got ${values[at]} in row ${Math.floor(at / columns)}`,
      );
}

/** Within a graph: rows about `origin`, and their squared lengths as a column. */
export function about(rows: Value, origin: Value): { centred: Value; norms: Value } {
  const centred = sub(rows, origin);
  return { centred, norms: reduceSum(mul(centred, centred), [1], { keep: true }) };
}

function sampledRows(source: Matrix): (Float32Array | Float64Array)[] {
  const count = Math.min(source.rows, SAMPLED_ROWS);
  return Array.from({ length: count }, (_, i) => row(source, Math.floor((i * source.rows) / count)));
}
