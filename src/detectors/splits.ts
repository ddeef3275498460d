import type { Subsets } from '../compute/kernelSums';
import { checkInteger } from '../errors';
import type { Matrix } from '../matrix';
import { permutation, type Random } from '../random';

/**
 * Two samples as one, reference first; float64 if both are.
 * @throws {RangeError} if a sample has fewer than 2 rows or the columns differ.
 */
export function pool(reference: Matrix, sample: Matrix): Matrix {
  checkInteger('rows of reference', reference.rows, 2);
  checkInteger('rows of sample', sample.rows, 2);
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

/**
 * The split that was observed and then `count` random ones, by the smaller side of each split.
 * @param sizes rows of the reference and of the sample.
 */
export function randomSubsets(sizes: readonly [number, number], count: number, random: Random): Subsets {
  const [first, second] = sizes;
  const rows = first + second;
  const size = Math.min(first, second);
  const subsets = noSubsets(rows, size, count + 1);
  for (let i = 0; i < size; i++) subsets.members[(first <= second ? i : first + i) * subsets.count] = 1;
  const order = permutation(rows, random);
  for (let s = 1; s <= count; s++)
    for (let i = 0; i < size; i++) {
      // the head of a Fisher–Yates shuffle; whatever order it starts from
      const j = i + random.integer(rows - i);
      const chosen = order[j];
      order[j] = order[i];
      order[i] = chosen;
      subsets.members[chosen * subsets.count + s] = 1;
    }
  return subsets;
}

/**
 * The split that was observed and then those given.
 * @param permutations orders of all rows, of which the first `size` are the reference.
 * @throws {RangeError} if one is no order of 0..rows−1.
 */
export function givenSubsets(rows: number, size: number, permutations: readonly ArrayLike<number>[]): Subsets {
  const subsets = noSubsets(rows, size, permutations.length + 1);
  for (let i = 0; i < size; i++) subsets.members[i * subsets.count] = 1;
  permutations.forEach((order, p) => {
    const sorted = Uint32Array.from(order).sort();
    if (sorted.length !== rows || sorted.some((value, i) => value !== i))
      throw new RangeError(`invalid permutations: expected an order of 0..${rows - 1}, got another list at ${p}`);
    for (let i = 0; i < size; i++) subsets.members[order[i] * subsets.count + p + 1] = 1;
  });
  return subsets;
}

function noSubsets(rows: number, size: number, count: number): Subsets {
  return { members: new Uint8Array(rows * count), count, size };
}
