import { checkInteger, checkNumber, checkOneOf } from '../errors';
import { BIN_RULES, binWidth, type BinRule } from './binWidth';
import { numericSample, type SampleOptions } from './numericSample';
import { countBelow } from './ranks';
import { sortNumbers } from './sortNumbers';

/** Counts in adjoining bins. */
export interface Histogram {
  /** How many values are in each bin [eᵢ, eᵢ₊₁); the last one has its upper edge too. */
  readonly counts: Uint32Array;
  /** Ascending; one more than there are bins. */
  readonly edges: Float64Array;
}

/** Options of `histogram`. */
export interface HistogramOptions extends SampleOptions {
  /** Their number (default 10), their ascending edges, or the rule that gives their width. */
  readonly bins?: number | ArrayLike<number> | BinRule;
  /**
   * First and last edge of bins that are not given by their edges; default the smallest and largest value. Values
   * outside are left out.
   */
  readonly range?: readonly [low: number, high: number];
}

/**
 * Counts of values in bins, with NumPy's edges and rules. If all values are equal the bins are on ±0.5 around them.
 *
 * For drift, bins belong to the reference: make them once and give `edges` for later samples, the outer ones infinite,
 * or values outside are not counted.
 * @throws {TypeError | RangeError} if values are NaN (unless `nanPolicy` is 'omit') or infinite without a range or
 * edges, the width of their range is no number, there are none without a range, bins are fewer than 1 or edges do not ascend.
 * @example
 * histogram([1, 2, 2, 5], { bins: 2 }); // { counts: [3, 1], edges: [1, 3, 5] }
 */
export function histogram(
  values: ArrayLike<number>,
  { bins = 10, range, nanPolicy }: HistogramOptions = {},
): Histogram {
  const sorted = sortNumbers(numericSample('values', values, { nanPolicy, least: 0 }));
  const edges = typeof bins === 'object' ? checkEdges(bins) : chooseEdges(sorted, bins, range);
  const last = edges.length - 1;
  const upTo = edges.map((edge, i) => countBelow(sorted, edge, i === last));
  const counts = Uint32Array.from({ length: last }, (_, i) => upTo[i + 1] - upTo[i]);
  return { counts, edges };
}

function checkEdges(bins: ArrayLike<number>): Float64Array {
  const edges = numericSample('bins', bins, { least: 2 });
  const wrong = edges.findIndex((edge, i) => i > 0 && edge < edges[i - 1]);
  if (wrong >= 0) throw new RangeError(`invalid bins: expected ascending edges, got ${edges[wrong]} at ${wrong}`);
  return edges.slice();
}

function chooseEdges(sorted: Float64Array, bins: number | BinRule, range?: readonly [number, number]): Float64Array {
  const [low, high] = range ? checkRange(range) : rangeOf(sorted);
  const [first, last] = low === high ? [low - 0.5, high + 0.5] : [low, high];
  if (last - first === Infinity)
    throw new RangeError(`invalid values: expected a range whose width is a number, got ${first} to ${last}`);
  if (typeof bins === 'number') return evenEdges(first, last, checkInteger('bins', bins, 1));
  checkOneOf('bins', bins, BIN_RULES);
  const inside = sorted.subarray(countBelow(sorted, first), countBelow(sorted, last, true));
  const width = inside.length > 0 ? binWidth(inside, bins) : 0;
  return evenEdges(first, last, width > 0 ? Math.ceil((last - first) / width) : 1);
}

function checkRange([low, high]: readonly [number, number]): [number, number] {
  checkNumber('range', low);
  checkNumber('range', high);
  if (low > high) throw new RangeError(`invalid range: expected low ≤ high, got ${low} and ${high}`);
  return [low, high];
}

function rangeOf(sorted: Float64Array): [number, number] {
  if (sorted.length === 0) return [0, 1];
  const ends: [number, number] = [sorted[0], sorted[sorted.length - 1]];
  for (const end of ends)
    if (!Number.isFinite(end)) throw new RangeError(`invalid values: expected finite numbers or a range, got ${end}`);
  return ends;
}

/** NumPy's linspace. */
function evenEdges(first: number, last: number, bins: number): Float64Array {
  const step = (last - first) / bins;
  return Float64Array.from({ length: bins + 1 }, (_, i) => (i === bins ? last : i * step + first));
}
