import { nearestIndex } from '../../compute/nearestIndex';
import { checkNumber } from '../../errors';
import { row, type Matrix } from '../../matrix';
import { checkRows } from '../../stats/covariance';

/** A row that says what an earlier one said. */
export interface Duplicate {
  readonly row: number;
  /** The first row like it. */
  readonly of: number;
  /** Euclidean; 0 for an exact one. */
  readonly distance: number;
}

const NEIGHBOURS = 8;

/**
 * Rows that are equal to an earlier row, number by number, and with `within` > 0 those at most so far from one that is no duplicate itself.
 * Each is of the first such row among its 8 nearest. O(rows) for exact ones, O(rows² · columns) for near ones.
 * @throws {RangeError} if a number is not finite or `within` is negative.
 * @example
 * await duplicates(fromRows([[1, 2], [3, 4], [1, 2]])); // [{ row: 2, of: 0, distance: 0 }]
 */
export async function duplicates(
  inputs: Matrix,
  { within = 0 }: { readonly within?: number } = {},
): Promise<readonly Duplicate[]> {
  checkNumber('within', within, 0);
  checkRows('inputs', inputs, 1);
  const exact = exactOnes(inputs);
  if (within === 0) return [...exact.values()];
  const near = await nearOnes(inputs, exact, within);
  return [...exact.values(), ...near].sort((a, b) => a.row - b.row);
}

function exactOnes(inputs: Matrix): Map<number, Duplicate> {
  const first = new Map<string, number>();
  const found = new Map<number, Duplicate>();
  for (let i = 0; i < inputs.rows; i++) {
    // adding 0 makes one of −0 and 0
    const key = row(inputs, i)
      .map((value) => value + 0)
      .join();
    const of = first.get(key);
    if (of === undefined) first.set(key, i);
    else found.set(i, { row: i, of, distance: 0 });
  }
  return found;
}

async function nearOnes(
  inputs: Matrix,
  exact: ReadonlyMap<number, Duplicate>,
  within: number,
): Promise<readonly Duplicate[]> {
  const k = Math.min(NEIGHBOURS + 1, inputs.rows);
  const { indices, distances } = await nearestIndex(inputs).nearest(inputs, k);
  const found = new Map<number, Duplicate>();
  for (let i = 0; i < inputs.rows; i++) {
    if (exact.has(i)) continue;
    const candidates = [...indices.subarray(i * k, (i + 1) * k)]
      .map((of, place) => ({ row: i, of, distance: distances.values[i * k + place] }))
      .filter(({ of, distance }) => of < i && distance <= within && !exact.has(of) && !found.has(of))
      .sort((a, b) => a.of - b.of);
    if (candidates.length > 0) found.set(i, candidates[0]);
  }
  return [...found.values()];
}
