import { psi } from '../stats/psi';
import type { BinnedCounts } from './bins';
import { proportions } from '../stats/proportions';

/** A number that was worked out from sketches. */
export interface BoundedValue {
  readonly value: number;
  /** The true one, of all values, is at most this far away, with probability 0.99 at least; 0 where it is exact. */
  readonly error: number;
}

const FLOOR = 1e-4;

/**
 * PSI of counts in the same bins (empty ones as 1e-4), with the error that inexact counts may make. A share between two edges is
 * off by twice the error of the counts up to an edge; PSI is a sum of convex terms, so the largest lies in a corner.
 */
export function boundedPsi(reference: BinnedCounts, current: BinnedCounts): BoundedValue {
  const value = psi(reference.counts, current.counts, { epsilon: FLOOR });
  if (reference.error === 0 && current.error === 0) return { value, error: 0 };
  const [p, q] = [reference.counts, current.counts].map((counts) => proportions(counts));
  let [low, high] = [0, 0];
  for (let i = 0; i < p.length; i++) {
    const first = around(p[i], 2 * reference.error);
    const second = around(q[i], 2 * current.error);
    high += Math.max(term(first[0], second[1]), term(first[1], second[0]));
    if (first[0] > second[1]) low += term(first[0], second[1]);
    if (second[0] > first[1]) low += term(first[1], second[0]);
  }
  return { value, error: Math.max(high - value, value - low) };
}

function around(share: number, error: number): [number, number] {
  return [Math.max(FLOOR, share - error), Math.max(FLOOR, Math.min(1, share + error))];
}

const term = (p: number, q: number): number => (p - q) * Math.log(p / q);
