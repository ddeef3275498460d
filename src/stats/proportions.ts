import { show } from '../errors';

/**
 * Counts or weights as proportions: divided by their sum.
 * @throws {TypeError} if they are not a list; {RangeError} if the list is empty, one of them is negative or not finite, or all
 * are 0.
 * @example
 * proportions([1, 3]); // Float64Array [0.25, 0.75]
 */
export function proportions(counts: ArrayLike<number>, name = 'counts'): Float64Array {
  checkCounts(counts, name);
  let largest = 0;
  for (let i = 0; i < counts.length; i++) largest = Math.max(largest, counts[i]);
  if (largest === 0) throw new RangeError(`invalid ${name}: expected at least one above 0, got none`);
  const shares = Float64Array.from(counts);
  // a power of two: nothing is rounded, and neither huge nor tiny counts leave the range
  const scale = 2 ** -Math.floor(Math.log2(largest) / 2);
  for (let i = 0; i < shares.length; i++) shares[i] = shares[i] * scale * scale;
  let total = 0;
  for (const share of shares) total += share;
  return shares.map((share) => share / total);
}

/**
 * Both lists as proportions of the same categories or bins.
 * @throws {TypeError | RangeError} as `proportions` does, and if the lengths differ.
 */
export function proportionPair(
  p: ArrayLike<number>,
  q: ArrayLike<number>,
  names: readonly [string, string] = ['p', 'q'],
): readonly [Float64Array, Float64Array] {
  const pair = [proportions(p, names[0]), proportions(q, names[1])] as const;
  if (p.length !== q.length)
    throw new RangeError(`invalid ${names[1]}: expected as many as ${names[0]} has, ${p.length}, got ${q.length}`);
  return pair;
}

/** @throws {TypeError} if it is not a list of numbers; {RangeError} if one is negative or not finite. */
export function checkCounts(counts: ArrayLike<number>, name: string): void {
  if (typeof counts !== 'object' || counts === null || typeof counts.length !== 'number')
    throw new TypeError(`invalid ${name}: expected a list of numbers, got ${show(counts)}`);
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] >= 0 && counts[i] < Infinity && typeof counts[i] === 'number') continue;
    const rule = `invalid ${name}: expected numbers of at least 0, got ${show(counts[i])} at ${i}`;
    throw typeof counts[i] === 'number' ? new RangeError(rule) : new TypeError(rule);
  }
}
