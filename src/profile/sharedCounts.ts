import { binsOf, type NumericPart } from './numericPart';
import type { BinnedCounts } from './bins';
import type { LabelPart } from './labelPart';

/** Counts of both sides in the same bins or categories. */
export interface SharedCounts {
  /** What each bin or category is called. */
  readonly names: readonly string[];
  readonly reference: BinnedCounts;
  readonly current: BinnedCounts;
}

/** Counts of numbers in the reference's bins. */
export function sharedBins(reference: NumericPart, current: NumericPart): SharedCounts {
  const { edges } = reference.histogram;
  const names = [...edges, Infinity].map((edge, i) => {
    if (i === 0) return edges.length === 0 ? 'all' : `< ${short(edge)}`;
    return i === edges.length ? `≥ ${short(edges[i - 1])}` : `${short(edges[i - 1])} to ${short(edge)}`;
  });
  return { names, reference: reference.histogram, current: binsOf(current, edges) };
}

/**
 * Counts of labels: those that neither side can hide among its rare ones, and all others together.
 */
export function sharedLabels(reference: LabelPart, current: LabelPart): SharedCounts {
  const [first, second] = [new Map(reference.labels), new Map(current.labels)];
  const all = reference.count + current.count;
  const kept = [...new Set([...first.keys(), ...second.keys()])].filter((label) => {
    const [p, q] = [first.get(label), second.get(label)];
    // kept for being often in one sample by luck, a label would look like drift
    if (p !== undefined && q !== undefined) return [reference, current].every((side) => standsOut((p + q) / all, side));
    return p === undefined ? standsOut(q! / current.count, reference) : standsOut(p / reference.count, current);
  });
  const named = [first, second].map((counts) => kept.map((label) => counts.get(label) ?? 0));
  const others = [reference, current].map(({ count }, side) => count - named[side].reduce((sum, n) => sum + n, 0));
  const any = others[0] + others[1] > 0;
  const [p, q] = named.map((counts, side) => ({
    edges: [],
    error: 0,
    counts: any ? [...counts, others[side]] : counts,
  }));
  return { names: any ? [...kept, 'others'] : kept, reference: p, current: q };
}

/** Counts of what is missing and what not. */
export function sharedMissing(reference: Presence, current: Presence): SharedCounts {
  const side = ({ count, missing }: Presence): BinnedCounts => ({ edges: [], counts: [count, missing], error: 0 });
  return { names: ['present', 'missing'], reference: side(reference), current: side(current) };
}

type Presence = Pick<LabelPart, 'count' | 'missing'>;

/** Whether a label with this share would surely be listed. */
function standsOut(share: number, { count, unlisted, unlistedMost }: LabelPart): boolean {
  return unlisted === 0 || share * count > unlistedMost + 4 * Math.sqrt(unlistedMost) + 4;
}

const short = (value: number): string => String(Number(value.toPrecision(4)));
