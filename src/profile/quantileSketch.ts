import { createRandom, type Random } from '../random';
import { countBelow } from '../stats/ranks';
import { sortNumbers } from '../stats/sortNumbers';

/** Ranks and quantiles of any number of values in the space of a few hundred: a KLL sketch (Karnin, Lang & Liberty 2016). */
export interface QuantileSketch {
  /** k: how many values the highest level holds; the error is about 1.4 / k of the values. */
  readonly size: number;
  readonly count: number;
  /** A value of level h stands for 2ʰ values. */
  readonly levels: readonly (readonly number[])[];
  /** Σ w² / 4 over the compactions that put values of weight w in the place of smaller ones: bounds the variance of any rank. */
  readonly spread: number;
  /** What the next compaction's coin comes from. */
  readonly seed: number;
}

/** Default k. */
export const SKETCH_SIZE = 400;

const SHRINK = 2 / 3;
const LEAST = 8;
const RANKS = 10_000;

export const emptySketch = (size = SKETCH_SIZE): QuantileSketch => ({ size, count: 0, levels: [], spread: 0, seed: 0 });

/**
 * The sketch of ascending finite numbers; exact up to `size` of them. Above it keeps every 2ʰ-th from a random start, which is one
 * compaction where a stream of single values would need h.
 */
export function sketchSorted(sorted: ArrayLike<number>, size: number, seed: number): QuantileSketch {
  const { length: count } = sorted;
  const random = createRandom(seed);
  const top = Math.max(0, Math.ceil(Math.log2(count / size)));
  const levels: number[][] = Array.from({ length: top + 1 }, () => []);
  let spread = 0;
  let start = 0;
  // what is left of the last block goes to the lower levels, so that weights sum to the count
  for (let level = top; level >= 0; level--) {
    const weight = 2 ** level;
    const blocks = Math.floor((count - start) / weight);
    const offset = random.integer(weight);
    for (let block = 0; block < blocks; block++) levels[level].push(sorted[start + block * weight + offset]);
    start += blocks * weight;
    if (blocks > 0 && level > 0) spread += weight ** 2 / 4;
  }
  return { size, count, levels, spread, seed: nextSeed(random) };
}

/**
 * The sketch of both samples together. Exact while both hold `size` values at most.
 * @example
 * sketchQuantile(mergeSketches(a, b), 0.5); // the median of all values, within sketchError
 */
export function mergeSketches(a: QuantileSketch, b: QuantileSketch): QuantileSketch {
  if (a.count === 0 || b.count === 0) return a.count === 0 ? b : a;
  const random = createRandom((a.seed ^ Math.imul(b.seed, 0x9e3779b1)) >>> 0);
  const levels = Array.from({ length: Math.max(a.levels.length, b.levels.length) }, (_, h) => [
    ...(a.levels[h] ?? []),
    ...(b.levels[h] ?? []),
  ]);
  const size = Math.min(a.size, b.size);
  const spread = a.spread + b.spread + compact(levels, size, random);
  return { size, count: a.count + b.count, levels, spread, seed: nextSeed(random) };
}

/** Brings levels down to their room; returns what that adds to the spread. */
function compact(levels: number[][], size: number, random: Random): number {
  let spread = 0;
  for (;;) {
    const room = levels.map((_, h) => Math.max(LEAST, Math.ceil(size * SHRINK ** (levels.length - 1 - h))));
    const held = levels.reduce((sum, level) => sum + level.length, 0);
    const full = levels.findIndex((level, h) => level.length > room[h]);
    if (full < 0 || held <= room.reduce((sum, most) => sum + most, 0)) return spread;
    const sorted = sortNumbers(Float64Array.from(levels[full]));
    // an odd one stays, so that weights sum to the count
    const start = sorted.length % 2;
    levels[full] = Array.from(sorted.subarray(0, start));
    levels[full + 1] ??= [];
    for (let i = start + random.integer(2); i < sorted.length; i += 2) levels[full + 1].push(sorted[i]);
    spread += 4 ** full;
  }
}

const nextSeed = (random: Random): number => random.integer(2 ** 32);

/** Values in ascending order, each with the weight of all up to it. */
export interface WeightedValues {
  readonly values: Float64Array;
  readonly upTo: Float64Array;
}

/** The values that a sketch holds. */
export function weightedValues({ levels }: QuantileSketch): WeightedValues {
  const pairs = levels.flatMap((level, h) => level.map((value) => [value, 2 ** h] as const));
  pairs.sort((a, b) => a[0] - b[0]);
  let sum = 0;
  return {
    values: Float64Array.from(pairs, ([value]) => value),
    upTo: Float64Array.from(pairs, ([, weight]) => (sum += weight)),
  };
}

/**
 * The largest error of any rank, as a share of the values: with probability `confidence` no rank is further off. 0 while the sketch
 * is exact. Each compaction errs by at most half its weight either way, with mean 0 and independent of the others (Hoeffding 1963);
 * all ranks at once by a union over 10,000 of them.
 * @example
 * sketchError(sketch); // 0.012…
 */
export function sketchError({ count, spread }: QuantileSketch, confidence = 0.99): number {
  if (spread === 0) return 0;
  const deviation = Math.sqrt(2 * spread * Math.log((2 * RANKS) / (1 - confidence)));
  return Math.min(1, deviation / count + 1 / RANKS);
}

/** The value at rank ⌈p·n⌉, p in [0, 1]; NaN of nothing. */
export function sketchQuantile(sketch: QuantileSketch, p: number): number {
  const { values, upTo } = weightedValues(sketch);
  if (values.length === 0) return NaN;
  return values[Math.min(values.length - 1, countBelow(upTo, p * sketch.count))];
}

/** The sketch with values outside [low, high] moved to its ends. */
export function clampSketch(sketch: QuantileSketch, low: number, high: number): QuantileSketch {
  const clamp = (value: number) => Math.min(high, Math.max(low, value));
  return { ...sketch, levels: sketch.levels.map((level) => level.map(clamp)) };
}
