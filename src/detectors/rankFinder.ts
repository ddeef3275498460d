import { countBelow } from '../stats/ranks';

/** How many of some ascending numbers are below a value, and how many are not above it. */
export type RankFinder = (value: number) => { readonly below: number; readonly notAbove: number };

/**
 * Finds the ranks of many values among ascending numbers: the range is cut into as many equal steps as there are numbers, so that a
 * search stays within one step. O(n) to make; then O(1) for each value where numbers are spread evenly, O(log n) at worst.
 * @example
 * rankFinder([1, 2, 2, 5])(2); // { below: 1, notAbove: 3 }
 */
export function rankFinder(sorted: ArrayLike<number>): RankFinder {
  const { length } = sorted;
  const scale = length / (sorted[length - 1] - sorted[0]);
  // no steps where there are no numbers, or where the range is nothing or infinite
  const stepOf = (value: number) =>
    scale > 0 && scale < Infinity ? Math.max(0, Math.min(length, Math.floor((value - sorted[0]) * scale))) : 0;
  const starts = new Uint32Array(length + 2);
  for (let i = 0; i < length; i++) starts[stepOf(sorted[i]) + 1]++;
  for (let step = 0; step <= length; step++) starts[step + 1] += starts[step];
  return (value) => {
    const step = stepOf(value);
    const below = countBelow(sorted, value, false, starts[step], starts[step + 1]);
    if (sorted[below] !== value) return { below, notAbove: below };
    return { below, notAbove: countBelow(sorted, value, true, below, starts[step + 1]) };
  };
}
