import { countBelow } from '../stats/ranks';
import { sketchError, weightedValues, type QuantileSketch, type WeightedValues } from './quantileSketch';

/** Counts in bins whose edges stay with the reference; the two outer ones are open. */
export interface BinnedCounts {
  /** Inner edges, ascending: bin i is [edge i − 1, edge i). */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
  /** How far the count up to any edge may be off, as a share of all; 0 where values were counted. */
  readonly error: number;
}

/**
 * Edges for a reference: at its quantiles i / bins, each once, halfway between two values; a value that fills several bins has one of
 * its own. Up to `bins` different values have a bin each, and what lies beyond
 * them has two of its own, so that a constant reference has one bin and its neighbours.
 */
export function referenceEdges(sketch: QuantileSketch, bins = 10): number[] {
  const held = weightedValues(sketch);
  const values = different(held.values, bins + 1);
  if (values.length === 0) return [];
  if (values.length <= bins) return edgesAround(values);
  return different(
    Array.from({ length: bins - 1 }, (_, i) => edgeAbove(held, ((i + 1) / bins) * sketch.count)),
    bins,
  ).filter((edge) => edge < Infinity);
}

/** Counts of ascending numbers between edges. */
export function countSorted(sorted: ArrayLike<number>, edges: readonly number[]): number[] {
  const below = [...edges.map((edge) => countBelow(sorted, edge)), sorted.length];
  return below.map((count, i) => count - (below[i - 1] ?? 0));
}

/** Counts between edges that were not known while values were counted. */
export function countSketch(sketch: QuantileSketch, edges: readonly number[]): BinnedCounts {
  const held = weightedValues(sketch);
  const below = [...edges.map((edge) => weightBelow(held, edge)), sketch.count];
  return { edges, counts: below.map((count, i) => count - (below[i - 1] ?? 0)), error: sketchError(sketch) };
}

/** Whether both are the same edges. */
export function sameEdges(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((edge, i) => edge === b[i]);
}

function weightBelow({ values, upTo }: WeightedValues, edge: number): number {
  const place = countBelow(values, edge);
  return place === 0 ? 0 : upTo[place - 1];
}

/** Halfway to the first value that has so much weight below it. */
function edgeAbove({ values, upTo }: WeightedValues, weight: number): number {
  let place = countBelow(upTo, weight) + 1;
  while (values[place] === values[place - 1]) place++;
  if (place >= values.length) return Infinity;
  const middle = values[place - 1] / 2 + values[place] / 2;
  return middle > values[place - 1] ? middle : values[place];
}

function edgesAround(values: readonly number[]): number[] {
  const [first, last] = [values[0], values[values.length - 1]];
  if (first === last) return [first, first + Math.max(Math.abs(first) * Number.EPSILON, Number.MIN_VALUE)];
  const between = values.slice(1).map((value, i) => value / 2 + values[i] / 2);
  return [first - (between[0] - first), ...between, last + (last - between[between.length - 1])];
}

/** The different ones of ascending values, `most` at most. */
function different(sorted: ArrayLike<number>, most: number): number[] {
  const found: number[] = [];
  for (let i = 0; i < sorted.length && found.length < most; i++)
    if (i === 0 || sorted[i] !== sorted[i - 1]) found.push(sorted[i]);
  return found;
}
