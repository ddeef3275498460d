import { checkInteger } from '../errors';

/**
 * Edges of `count` equally wide bins over all samples together, so that several histograms share them.
 * A single value gets bins around it.
 * @throws {RangeError} if there is no value, one is not finite, or count is not a positive integer.
 * @example
 * sharedBins([[0, 1], [4]], 2); // [0, 2, 4]
 */
export function sharedBins(samples: readonly ArrayLike<number>[], count = 30): number[] {
  checkInteger('count', count, 1);
  let low = Infinity;
  let high = -Infinity;
  for (const sample of samples)
    for (let i = 0; i < sample.length; i++) {
      if (!Number.isFinite(sample[i]))
        throw new RangeError(`invalid samples: expected finite numbers, got ${sample[i]}`);
      low = Math.min(low, sample[i]);
      high = Math.max(high, sample[i]);
    }
  if (low > high) throw new RangeError('invalid samples: expected at least one value, got none');
  if (low === high) [low, high] = [low - 0.5, high + 0.5];
  return Array.from({ length: count + 1 }, (_, i) => low + ((high - low) * i) / count);
}

/**
 * How many values lie in each bin [edge, next edge). The outer bins are open: no value is dropped.
 * @throws {RangeError} if there are fewer than two edges or they do not increase.
 */
export function countInBins(values: ArrayLike<number>, edges: readonly number[]): number[] {
  checkEdges(edges);
  const counts = new Array<number>(edges.length - 1).fill(0);
  for (let i = 0; i < values.length; i++) counts[binOf(values[i], edges)]++;
  return counts;
}

function binOf(value: number, edges: readonly number[]): number {
  let low = 0;
  let high = edges.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (value >= edges[middle]) low = middle;
    else high = middle - 1;
  }
  return low;
}

function checkEdges(edges: readonly number[]): void {
  if (edges.length < 2) throw new RangeError(`invalid bins: expected at least two edges, got ${edges.length}`);
  const wrong = edges.findIndex((edge, i) => !Number.isFinite(edge) || (i > 0 && edge <= edges[i - 1]));
  if (wrong >= 0) throw new RangeError(`invalid bins: expected increasing edges, got ${edges[wrong]} at ${wrong}`);
}
