import { checkFinite } from '../compute/centring';
import type { Subsets } from '../compute/kernelSums';
import { precisionOf } from '../compute/precision';
import type { Matrix } from '../matrix';
import type { Exchange, Splits } from '../stats/exchange';
import { checkSamples } from './checkMatrix';

/**
 * Two samples as one, reference first; float64 if both are.
 * @throws {TypeError} if a sample is no matrix; {RangeError} if one has fewer than `least` rows, the columns differ, or a number is
 * not finite or too large to be squared.
 */
export function pool(reference: Matrix, sample: Matrix, least = 2): Matrix {
  checkSamples(reference, sample, least);
  const both = [reference.values, sample.values];
  const length = reference.values.length + sample.values.length;
  const values = both.every((part) => part instanceof Float64Array)
    ? new Float64Array(length)
    : new Float32Array(length);
  values.set(reference.values);
  values.set(sample.values, reference.values.length);
  const pooled = { values, rows: reference.rows + sample.rows, columns: reference.columns };
  checkFinite('reference', reference, precisionOf(pooled));
  checkFinite('sample', sample, precisionOf(pooled));
  return pooled;
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
