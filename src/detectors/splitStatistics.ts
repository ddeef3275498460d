import type { Splits } from '../stats/exchange';

/** The present values of one column of both samples, as they are exchanged. */
export interface PooledValues {
  /** Numbers, or categories as integers from 0 on. */
  readonly values: Float64Array | Int32Array;
  /** The unit of each value. */
  readonly units: Uint32Array;
}

/** Counts over bins or categories for each split: row s begins at s · bins. */
export interface SplitCounts {
  readonly reference: Float64Array;
  readonly sample: Float64Array;
  readonly bins: number;
}

/** Values of the reference in each split: fewer than rows where some are missing. */
export function splitSizes({ units }: PooledValues, { members, count }: Splits): Float64Array {
  const sizes = new Float64Array(count);
  for (const unit of units) add(sizes, members, unit * count);
  return sizes;
}

/**
 * Visits the different values of a column upwards with the number of values up to each one, in all and in the reference of each
 * split. O(values · splits) time: a pass over the splits per value, since all of them stand side by side in memory.
 */
function walk(
  { values, units }: PooledValues,
  { members, count }: Splits,
  visit: (below: Float64Array, seen: number, value: number, next: number) => void,
): void {
  const order = sortedOrder(values);
  const below = new Float64Array(count);
  for (let i = 0; i < order.length; i++) {
    add(below, members, units[order[i]] * count);
    const value = values[order[i]];
    const next = i + 1 < order.length ? values[order[i + 1]] : value;
    if (next !== value || i + 1 === order.length) visit(below, i + 1, value, next);
  }
}

function sortedOrder(values: PooledValues['values']): Uint32Array {
  return Uint32Array.from(values, (_, i) => i).sort((a, b) =>
    values[a] < values[b] ? -1 : Number(values[a] > values[b]),
  );
}

function add(sums: Float64Array, members: Uint8Array, offset: number): void {
  for (let s = 0; s < sums.length; s++) sums[s] += members[offset + s];
}

/** The Kolmogorov–Smirnov distance of each split; 0 where one side has no value. */
export function splitKs(pooled: PooledValues, splits: Splits): Float64Array {
  const total = pooled.values.length;
  const sizes = splitSizes(pooled, splits);
  const largest = new Float64Array(splits.count);
  walk(pooled, splits, (below, seen) => {
    for (let s = 0; s < largest.length; s++) {
      const height = Math.abs(below[s] * total - seen * sizes[s]);
      if (height > largest[s]) largest[s] = height;
    }
  });
  return largest.map((height, s) => height / product(sizes[s], total));
}

/** The first Wasserstein distance of each split. */
export function splitWasserstein(pooled: PooledValues, splits: Splits): Float64Array {
  const total = pooled.values.length;
  const sizes = splitSizes(pooled, splits);
  const areas = new Float64Array(splits.count);
  walk(pooled, splits, (below, seen, value, next) => {
    const width = next - value;
    for (let s = 0; s < areas.length; s++) areas[s] += width * Math.abs(below[s] * total - seen * sizes[s]);
  });
  return areas.map((area, s) => area / product(sizes[s], total));
}

/** The Cramér–von Mises statistic nm/(n + m)² Σ (F − G)² over all values of each split. */
export function splitCramerVonMises(pooled: PooledValues, splits: Splits): Float64Array {
  const total = pooled.values.length;
  const sizes = splitSizes(pooled, splits);
  const sums = new Float64Array(splits.count);
  let last = 0;
  walk(pooled, splits, (below, seen) => {
    const tied = seen - last;
    for (let s = 0; s < sums.length; s++) sums[s] += tied * (below[s] * total - seen * sizes[s]) ** 2;
    last = seen;
  });
  return sums.map((sum, s) => sum / (product(sizes[s], total) * total * total));
}

/** n · m, never 0: an empty side has no distance in the numerator either. */
function product(size: number, total: number): number {
  return Math.max(size * (total - size), 1);
}

/** Counts of each category for each split. */
export function splitCategories(pooled: PooledValues, splits: Splits): SplitCounts {
  const { values, units } = pooled;
  let bins = 1;
  for (const code of values) bins = Math.max(bins, code + 1);
  const totals = new Float64Array(bins);
  const byBin = Array.from({ length: bins }, () => new Float64Array(splits.count));
  for (let i = 0; i < values.length; i++) {
    totals[values[i]]++;
    add(byBin[values[i]], splits.members, units[i] * splits.count);
  }
  const reference = new Float64Array(bins * splits.count);
  byBin.forEach((counts, bin) => counts.forEach((count, s) => (reference[s * bins + bin] = count)));
  return { reference, sample: reference.map((count, i) => totals[i % bins] - count), bins };
}

/**
 * Counts over bins that are cut anew for each split at quantiles of its reference: with the bins of the observed reference, the
 * other splits would not be like it. An inner edge is the smallest reference value with at least i / bins of the reference at or
 * below it, and belongs to the bin below; the outer bins are open. A value that holds 1 / bins of the reference, and more than
 * once, is a bin by itself. Bins that a split does not need stay empty.
 */
export function splitQuantileBins(pooled: PooledValues, splits: Splits, bins: number): SplitCounts {
  const sizes = splitSizes(pooled, splits);
  const cutter = new Cutter(sizes, bins);
  let last = 0;
  const before = new Float64Array(splits.count);
  walk(pooled, splits, (below, seen) => {
    for (let s = 0; s < sizes.length; s++) {
      const tied = below[s] - before[s];
      if (tied > 1 && tied * bins >= sizes[s]) cutter.cutAround(s, before[s], last, below[s], seen);
      else if (below[s] * bins >= cutter.targets[s] * sizes[s]) cutter.cut(s, below[s], seen);
      before[s] = below[s];
    }
    last = seen;
  });
  sizes.forEach((size, s) => cutter.finish(s, size, last));
  return cutter;
}

class Cutter implements SplitCounts {
  readonly bins: number;
  readonly reference: Float64Array;
  readonly sample: Float64Array;
  /** The next edge of each split is the `target`-th of `wanted` quantiles. */
  readonly targets: Float64Array;
  private readonly used: Uint32Array;
  private readonly starts: Float64Array;
  private readonly sampleStarts: Float64Array;

  constructor(
    private readonly sizes: Float64Array,
    private readonly wanted: number,
  ) {
    // a bin for each edge, one beside each value that is a bin, and the last
    this.bins = 2 * wanted + 1;
    this.reference = new Float64Array(this.bins * sizes.length);
    this.sample = new Float64Array(this.bins * sizes.length);
    this.targets = new Float64Array(sizes.length).fill(wanted === 1 ? Infinity : 1);
    this.used = new Uint32Array(sizes.length);
    this.starts = new Float64Array(sizes.length);
    this.sampleStarts = new Float64Array(sizes.length);
  }

  cut(s: number, below: number, seen: number): void {
    this.finish(s, below, seen);
    const target = Math.floor((below * this.wanted) / this.sizes[s]) + 1;
    this.targets[s] = target < this.wanted ? target : Infinity;
  }

  cutAround(s: number, before: number, seenBefore: number, below: number, seen: number): void {
    this.finish(s, before, seenBefore);
    this.cut(s, below, seen);
  }

  /** Closes the open bin of split s, if it holds anything. */
  finish(s: number, below: number, seen: number): void {
    const reference = below - this.starts[s];
    const sample = seen - below - this.sampleStarts[s];
    if (reference + sample === 0) return;
    const at = s * this.bins + this.used[s]++;
    this.reference[at] = reference;
    this.sample[at] = sample;
    this.starts[s] = below;
    this.sampleStarts[s] = seen - below;
  }
}
