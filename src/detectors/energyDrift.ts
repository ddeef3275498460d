import { kernelSums } from '../compute/kernelSums';
import type { Matrix } from '../matrix';
import { pairsOf } from './bandwidths';
import type { BatchDetector } from './driftResult';
import { kernelEffect, sampleWitness } from './kernelFinding';
import { matrixDetector, type MatrixDriftOptions } from './matrixDetector';
import { splitDistances } from './mmdEstimates';

/**
 * Energy test of the rows of a matrix (Székely & Rizzo 2013): nm/(n + m) times the squared energy distance of `energyMultivariate`,
 * its p value from exchanging units. No bandwidth to choose; strong against shifts of the mean, weaker than `mmdDrift` against
 * what happens at small scales. Null: units (rows, groups, blocks) of reference and sample are exchangeable; then p ≤ alpha in at
 * most alpha of samples, for any sizes and ties. Columns are not scaled: bring them to one scale first, by numbers that do not
 * come from the sample.
 *
 * The effect is the energy distance (its square is 2E|X − Y| − E|X − X'| − E|Y − Y'|), in the unit of √distance. Rows of the
 * sample are ordered by how much nearer they are to the sample than to the reference. O((n + m)² · (columns + permutations))
 * time, in bounded memory.
 * @throws as `mmdDrift` does.
 * @example
 * const { drift, pValue } = await energyDrift(reference, { random: createRandom(1) }).compare(sample);
 */
export function energyDrift(reference: Matrix, options: MatrixDriftOptions): BatchDetector<Matrix> {
  return matrixDetector('energyDrift', reference, options, async ({ pooled, subsets }) => {
    const [sums] = await kernelSums(pairsOf(pooled), subsets, [{ kind: 'distance' }], { witness: true });
    const statistics = splitDistances(sums, subsets).map((distance, s) => {
      const [n, m] = [subsets.sizes[s], pooled.rows - subsets.sizes[s]];
      return ((n * m) / (n + m)) * distance ** 2;
    });
    return {
      statistics,
      scores: sampleWitness(sums, subsets),
      effect: kernelEffect('energy distance', sums, subsets),
      method: 'energy distance, Euclidean',
    };
  });
}
