import type { KernelSums, Subsets } from '../compute/kernelSums';
import type { Effect } from './driftResult';
import { effectInterval, exchangedDistance } from './effectInterval';
import { splitDistances } from './mmdEstimates';

/**
 * Minus the witness function of the observed split at each row, without the pair of the row with itself: how much denser the
 * sample is there than the reference.
 */
export function sampleWitness({ rows, first: ofFirst }: KernelSums, { sizes, members, count }: Subsets): Float64Array {
  const [n, m] = [sizes[0], rows.length - sizes[0]];
  return rows.map((sum, i) => {
    const ofReference = members[i * count];
    const first = ofFirst![i];
    return (sum - first) / Math.max(1, m - 1 + ofReference) - first / Math.max(1, n - ofReference);
  });
}

/** The distance of the mean embeddings, with an interval that holds 0 where nothing drifts. */
export function kernelEffect(name: string, sums: KernelSums, subsets: Subsets): Effect | undefined {
  const distances = splitDistances(sums, subsets);
  const chance = exchangedDistance(distances);
  const same = (distance: number): number => distance;
  return chance && effectInterval({ name, distance: same, effect: same }, distances[0], chance);
}
