import type { Splits } from '../stats/exchange';
import { sortNumbers } from '../stats/sortNumbers';
import { countBelow } from '../stats/ranks';
import { measureCounts, type CountMeasure } from './countMeasure';

/** Splits with the units of one split side by side: `members[s · units + u]` is 1 if unit u plays the reference in split s. */
export interface SplitRows {
  readonly members: Uint8Array;
  readonly count: number;
  readonly units: number;
  /** Rows of the reference in each split. */
  readonly sizes: Uint32Array;
}

/** The present values of one column of both samples, as they are exchanged. */
export interface PooledValues {
  /** Numbers in ascending order, or categories as integers from 0 on. */
  readonly values: ArrayLike<number>;
  /** The unit of each value. */
  readonly units: Uint32Array;
  /** Values of the reference in each split: fewer than rows where some are missing. */
  readonly sizes: Float64Array | Uint32Array;
}

/** The splits turned on their side, for the statistics of columns. */
export function splitRows({ members, count, sizes }: Splits): SplitRows {
  const units = members.length / count;
  const rows = new Uint8Array(members.length);
  for (let unit = 0, at = 0; unit < units; unit++)
    for (let s = 0; s < count; s++) rows[s * units + unit] = members[at++];
  return { members: rows, count, units, sizes };
}

/** Numbers in the order that the statistics want. */
export function sortPooled(values: Float64Array, units: Uint32Array): Omit<PooledValues, 'sizes'> {
  const sorted = sortNumbers(values);
  const ofSorted = new Uint32Array(units.length);
  const tied = new Uint32Array(units.length);
  for (let i = 0; i < units.length; i++) {
    const place = countBelow(sorted, values[i]);
    ofSorted[place + tied[place]++] = units[i];
  }
  return { values: sorted, units: ofSorted };
}

/** How many of some values are of the reference, in each split. */
export function splitSizes(units: Uint32Array, splits: SplitRows): Float64Array {
  return eachSplit(splits, (members) => {
    let size = 0;
    for (let i = 0; i < units.length; i++) size += members[units[i]];
    return size;
  });
}

function eachSplit(
  { members, count, units }: SplitRows,
  statistic: (members: Uint8Array, split: number) => number,
): Float64Array {
  const values = new Float64Array(count);
  for (let s = 0; s < count; s++) values[s] = statistic(members.subarray(s * units, (s + 1) * units), s);
  return values;
}

/** 1 at the last of equal values. */
function stepEnds(values: ArrayLike<number>): Uint8Array {
  const ends = new Uint8Array(values.length);
  for (let i = 0; i < ends.length; i++) ends[i] = values[i] === values[i + 1] ? 0 : 1;
  return ends;
}

/** The Kolmogorov–Smirnov distance of each split; 0 where one side has no value. O(values · splits) time, as for the others. */
export function splitKs({ values, units, sizes }: PooledValues, splits: SplitRows): Float64Array {
  const ends = stepEnds(values);
  return eachSplit(splits, (members, s) => largestHeight(members, units, ends, sizes[s]));
}

function largestHeight(members: Uint8Array, units: Uint32Array, ends: Uint8Array, size: number): number {
  const total = units.length;
  let [below, highest, lowest] = [0, 0, 0];
  for (let i = 0; i < total; i++) {
    below += members[units[i]];
    if (ends[i] === 0) continue;
    const height = below * total - (i + 1) * size;
    if (height > highest) highest = height;
    else if (height < lowest) lowest = height;
  }
  return Math.max(highest, -lowest) / product(size, total);
}

/** The first Wasserstein distance of each split. */
export function splitWasserstein({ values, units, sizes }: PooledValues, splits: SplitRows): Float64Array {
  const widths = new Float64Array(values.length);
  for (let i = 0; i + 1 < values.length; i++) widths[i] = values[i + 1] - values[i];
  return eachSplit(splits, (members, s) => area(members, units, widths, sizes[s]));
}

function area(members: Uint8Array, units: Uint32Array, widths: Float64Array, size: number): number {
  const total = units.length;
  let [below, sum] = [0, 0];
  for (let i = 0; i < total; i++) {
    below += members[units[i]];
    sum += widths[i] * Math.abs(below * total - (i + 1) * size);
  }
  return sum / product(size, total);
}

/** The Cramér–von Mises statistic nm/(n + m)² Σ (F − G)² over all values of each split. */
export function splitCramerVonMises({ values, units, sizes }: PooledValues, splits: SplitRows): Float64Array {
  const ends = stepEnds(values);
  return eachSplit(splits, (members, s) => sumOfSquares(members, units, ends, sizes[s]));
}

function sumOfSquares(members: Uint8Array, units: Uint32Array, ends: Uint8Array, size: number): number {
  const total = units.length;
  let [below, last, sum] = [0, 0, 0];
  for (let i = 0; i < total; i++) {
    below += members[units[i]];
    if (ends[i] === 0) continue;
    const height = below * total - (i + 1) * size;
    sum += (i + 1 - last) * height * height;
    last = i + 1;
  }
  return sum / (product(size, total) * total * total);
}

/** n · m, never 0: an empty side has no distance in the numerator either. */
function product(size: number, total: number): number {
  return Math.max(size * (total - size), 1);
}

/** A distance between the counts of categories of each split. */
export function splitCategories(
  { values, units }: PooledValues,
  splits: SplitRows,
  measure: CountMeasure,
): Float64Array {
  let bins = 1;
  for (let i = 0; i < values.length; i++) bins = Math.max(bins, values[i] + 1);
  const counts = [new Float64Array(bins), new Float64Array(bins)];
  return eachSplit(splits, (members) => {
    for (const side of counts) side.fill(0);
    for (let i = 0; i < values.length; i++) counts[1 - members[units[i]]][values[i]]++;
    return measureCounts(counts[0], counts[1], measure);
  });
}

/**
 * A distance between counts over bins that are cut anew for each split at quantiles of its reference: with the bins of the observed
 * reference, the other splits would not be like it. An inner edge is the smallest reference value with at least i / bins of the
 * reference at or below it, and belongs to the bin below; the outer bins are open. A value that holds 1 / bins of the reference, and
 * more than once, is a bin by itself.
 */
export function splitQuantileBins(
  { values, units, sizes }: PooledValues,
  splits: SplitRows,
  bins: number,
  measure: CountMeasure,
): Float64Array {
  const ends = stepEnds(values);
  const cutter = new Cutter(bins);
  return eachSplit(splits, (members, s) => {
    cutter.begin(sizes[s]);
    cutBins(cutter, members, units, ends);
    return measureCounts(cutter.reference, cutter.sample, measure);
  });
}

function cutBins(cutter: Cutter, members: Uint8Array, units: Uint32Array, ends: Uint8Array): void {
  const { size, wanted } = cutter;
  let [below, before, last] = [0, 0, 0];
  for (let i = 0; i < units.length; i++) {
    below += members[units[i]];
    if (ends[i] === 0) continue;
    const tied = below - before;
    if (tied > 1 && tied * wanted >= size) cutter.cutAround(before, last, below, i + 1);
    else if (below * wanted >= cutter.target * size) cutter.cut(below, i + 1);
    before = below;
    last = i + 1;
  }
  cutter.finish(below, last);
}

class Cutter {
  /** Counts; bins that a split does not need stay empty. */
  readonly reference: Float64Array;
  readonly sample: Float64Array;
  /** The next edge is the `target`-th of `wanted` quantiles. */
  target = 1;
  /** Values of the reference. */
  size = 0;
  private at = 0;
  private start = 0;
  private sampleStart = 0;

  constructor(readonly wanted: number) {
    // a bin for each edge, one beside each value that is a bin, and the last
    this.reference = new Float64Array(2 * wanted + 1);
    this.sample = new Float64Array(2 * wanted + 1);
  }

  /** Turns to a split with `size` values of the reference. */
  begin(size: number): void {
    this.target = 1;
    this.size = size;
    this.at = this.start = this.sampleStart = 0;
    this.reference.fill(0);
    this.sample.fill(0);
  }

  cut(below: number, seen: number): void {
    this.finish(below, seen);
    const target = Math.floor((below * this.wanted) / this.size) + 1;
    this.target = target < this.wanted ? target : Infinity;
  }

  cutAround(before: number, seenBefore: number, below: number, seen: number): void {
    this.finish(before, seenBefore);
    this.cut(below, seen);
  }

  /** Closes the open bin, if it holds anything. */
  finish(below: number, seen: number): void {
    const reference = below - this.start;
    const sample = seen - below - this.sampleStart;
    if (reference + sample === 0) return;
    this.reference[this.at] = reference;
    this.sample[this.at++] = sample;
    this.start = below;
    this.sampleStart = seen - below;
  }
}
