import type { Subsets } from '../compute/kernelSums';
import { checkInteger } from '../errors';
import type { Matrix } from '../matrix';
import type { Exchange, Splits } from '../stats/exchange';

/**
 * Two samples as one, reference first; float64 if both are.
 * @throws {RangeError} if a sample has fewer than `least` rows or the columns differ.
 */
export function pool(reference: Matrix, sample: Matrix, least = 2): Matrix {
  checkInteger('rows of reference', reference.rows, least);
  checkInteger('rows of sample', sample.rows, least);
  checkInteger('columns of reference', reference.columns, 1);
  if (sample.columns !== reference.columns)
    throw new RangeError(
      `invalid sample: expected ${reference.columns} columns like the reference, got ${sample.columns}`,
    );
  const both = [reference.values, sample.values];
  const length = reference.values.length + sample.values.length;
  const values = both.every((part) => part instanceof Float64Array)
    ? new Float64Array(length)
    : new Float32Array(length);
  values.set(reference.values);
  values.set(sample.values, reference.values.length);
  return { values, rows: reference.rows + sample.rows, columns: reference.columns };
}

/** The splits of units as subsets of the rows that take part, by the part that plays the reference. */
export function rowSubsets({ unitOf }: Exchange, { members, count, sizes }: Splits): Subsets {
  const rows = new Uint8Array(unitOf.length * count);
  unitOf.forEach((unit, i) => rows.set(members.subarray(unit * count, (unit + 1) * count), i * count));
  return { members: rows, count, sizes };
}

/**
 * The split that was observed and then those given.
 * @param permutations orders of all rows, of which the first `size` are the reference.
 * @throws {RangeError} if one is no order of 0..rows−1.
 */
export function givenSubsets(rows: number, size: number, permutations: readonly ArrayLike<number>[] = []): Subsets {
  const count = permutations.length + 1;
  const members = new Uint8Array(rows * count);
  for (let i = 0; i < size; i++) members[i * count] = 1;
  permutations.forEach((order, p) => {
    const sorted = Uint32Array.from(order).sort();
    if (sorted.length !== rows || sorted.some((value, i) => value !== i))
      throw new RangeError(`invalid permutations: expected an order of 0..${rows - 1}, got another list at ${p}`);
    for (let i = 0; i < size; i++) members[order[i] * count + p + 1] = 1;
  });
  return { members, count, sizes: new Uint32Array(count).fill(size) };
}
