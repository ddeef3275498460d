import type { PairBlocks } from '../compute/pairBlocks';
import { checkNumber } from '../errors';

type Floats = Float32Array | Float64Array;

// bins of 12 bits less than a float32: 0.05 % wide
const SHIFT = 12;
// sorting is quicker up to here
const FEW = 20_000;

/**
 * The median Euclidean distance over all pairs of different rows, for an even number of pairs the mean of the two in the
 * middle. If more than half of the pairs are duplicates, the median over the pairs that differ; 1 if none does. O(rows²) memory.
 */
export async function medianDistance(blocks: PairBlocks): Promise<number> {
  const squares = await allPairs(blocks);
  return median(squares) || median(squares.filter((square) => square > 0)) || 1;
}

/**
 * The Euclidean distances below which lie the given shares of all pairs of rows that differ; 1 if none does. O(rows²) memory.
 * @throws {RangeError} if a share is not in [0, 1].
 */
export async function distanceQuantiles(blocks: PairBlocks, shares: readonly number[]): Promise<number[]> {
  const squares = (await allPairs(blocks)).filter((square) => square > 0);
  return shares.map((share) => {
    const rank = Math.min(Math.floor(checkNumber('shares', share, 0, 1) * squares.length), squares.length - 1);
    return squares.length === 0 ? 1 : middle(squares, rank, rank);
  });
}

async function allPairs(blocks: PairBlocks): Promise<Floats> {
  const count = (blocks.rows * (blocks.rows - 1)) / 2;
  const all = blocks.precision === 'float32' ? new Float32Array(count) : new Float64Array(count);
  let end = 0;
  const append = (part: Floats): void => {
    all.set(part, end);
    end += part.length;
  };
  for await (const { first, second, distances } of blocks) {
    const { values, shape } = distances;
    if (first !== second) append(values);
    else for (let i = 0; i < shape[0]; i++) append(values.subarray(i * shape[0] + i + 1, (i + 1) * shape[0]));
  }
  return all;
}

/** The median of the roots, 0 if there are none. */
function median(squares: Floats): number {
  return squares.length === 0 ? 0 : middle(squares, (squares.length - 1) >> 1, squares.length >> 1);
}

/** The mean of the roots of the values of two ranks. */
function middle(squares: Floats, low: number, high: number): number {
  const { values, below } = squares.length > FEW ? around(squares, low, high) : { values: squares.slice(), below: 0 };
  values.sort();
  return (Math.sqrt(values[low - below]) + Math.sqrt(values[high - below])) / 2;
}

/** The few values among which those of the two ranks are, by a histogram, and how many are smaller than all of them. */
function around(squares: Floats, low: number, high: number): { values: Floats; below: number } {
  // the bits of floats that are not negative are in the order of the floats
  const keys = new Uint32Array(squares instanceof Float32Array ? squares.buffer : new Float32Array(squares).buffer);
  const counts = new Uint32Array(2 ** (31 - SHIFT));
  for (let i = 0; i < keys.length; i++) counts[keys[i] >>> SHIFT]++;
  const [first, below] = binOf(counts, low);
  const [last] = binOf(counts, high);
  const values: number[] = [];
  for (let i = 0; i < keys.length; i++) {
    const bin = keys[i] >>> SHIFT;
    if (bin >= first && bin <= last) values.push(squares[i]);
  }
  return { values: Float64Array.from(values), below };
}

/** The bin that holds the value of a rank, and how many values lie in the bins below. */
function binOf(counts: Uint32Array, rank: number): [bin: number, below: number] {
  let below = 0;
  let bin = 0;
  while (below + counts[bin] <= rank) below += counts[bin++];
  return [bin, below];
}
