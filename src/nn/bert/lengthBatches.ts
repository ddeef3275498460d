import { checkInteger } from '../../errors';

/**
 * Places of sequences in batches of like length, the longest first: filled up to its longest a batch has at most `batchTokens`
 * tokens, or one sequence.
 * @throws {RangeError} if `batchTokens` is not an integer ≥ 1.
 * @example
 * lengthBatches([3, 9, 4], 10); // [[1], [2, 0]]
 */
export function lengthBatches(lengths: readonly number[], batchTokens: number): number[][] {
  checkInteger('batchTokens', batchTokens, 1);
  const order = lengths.map((_, i) => i).sort((a, b) => lengths[b] - lengths[a] || a - b);
  const batches: number[][] = [];
  for (const i of order) {
    const last = batches.at(-1);
    if (last && (last.length + 1) * lengths[last[0]] <= batchTokens) last.push(i);
    else batches.push([i]);
  }
  return batches;
}
