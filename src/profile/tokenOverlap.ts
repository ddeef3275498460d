import type { Random } from '../random';
import { quantile } from '../stats/quantile';
import type { LabelPart } from './labelPart';

/** What the most frequent words of two sets of texts have in common. */
export interface TokenOverlap {
  /** Share of the `top` words of the one that are among those of the other, in [0, 1]. */
  readonly overlap: number;
  /** How many that were: no more than the smaller list has. */
  readonly top: number;
}

/**
 * Overlap of the most frequent words, up to `top` of each side; 1 where a side lists none.
 */
export function tokenOverlap(reference: LabelPart, current: LabelPart, top = 100): TokenOverlap {
  const [first, second] = [reference, current].map(({ labels }) => labels.map(([word]) => word));
  return listOverlap(first, second, top);
}

/** The same of two lists, the most frequent word first. */
export function listOverlap(first: readonly string[], second: readonly string[], top = 100): TokenOverlap {
  const k = Math.min(top, first.length, second.length);
  if (k === 0) return { overlap: 1, top: 0 };
  const known = new Set(first.slice(0, k));
  return { overlap: second.slice(0, k).filter((word) => known.has(word)).length / k, top: k };
}

/** Options of `overlapByChance`. */
export interface OverlapChanceOptions {
  readonly random: Random;
  readonly alpha: number;
  readonly top?: number;
  readonly draws?: number;
}

/**
 * The value of 1 − overlap that chance exceeds with probability alpha where both sides write the same way: counts are drawn around
 * what both together have, as many words a side as there are. A word that comes once comes again in the same text, so counts vary
 * by the dispersion more than independent draws do.
 */
export function overlapByChance(
  reference: LabelPart,
  current: LabelPart,
  { random, alpha, top = 100, draws = 200 }: OverlapChanceOptions,
): number {
  const pooled = new Map<string, number>(reference.labels);
  for (const [word, count] of current.labels) pooled.set(word, (pooled.get(word) ?? 0) + count);
  const total = reference.count + current.count;
  // only words that can come among the first are worth a draw
  const rates = [...pooled].sort((a, b) => b[1] - a[1]).slice(0, 4 * top);
  const side = ({ count, dispersion, labels }: LabelPart): string[] => {
    const drawn = rates.map(([word, both]) => {
      const expected = (both / total) * count;
      return [word, expected + Math.sqrt(expected * dispersion) * random.normal()] as const;
    });
    return drawn
      .sort((a, b) => b[1] - a[1])
      .slice(0, labels.length)
      .map(([word]) => word);
  };
  const distances = Float64Array.from({ length: draws }, () => {
    return 1 - listOverlap(side(reference), side(current), top).overlap;
  });
  return quantile(distances.sort(), 1 - Math.max(alpha, 1 / draws));
}
