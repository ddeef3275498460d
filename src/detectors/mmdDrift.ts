import { kernelSums, type KernelSums, type Subsets } from '../compute/kernelSums';
import type { PairBlocks } from '../compute/pairBlocks';
import { kernelFactors, type RadialKernel } from '../compute/radialKernel';
import { checkOneOf } from '../errors';
import type { Matrix } from '../matrix';
import type { Random } from '../random';
import { fineKernels, manyKernels, medianBandwidthOf, pairsOf } from './bandwidths';
import type { BatchDetector } from './driftResult';
import { fineStatistics, fusedStatistics, type FusedStatistics } from './fusedStatistics';
import { kernelEffect, sampleWitness } from './kernelFinding';
import { matrixDetector, type Exchanged, type Finding, type MatrixDriftOptions } from './matrixDetector';
import type { Bandwidth } from './mmd';
import { splitEstimates } from './mmdEstimates';

/** Options of `mmdDrift`. */
export interface MmdDriftOptions extends MatrixDriftOptions {
  /**
   * 'fused', the default: nine bandwidths; finds drift at scales that one bandwidth misses, for up to nine times the time. 'fine':
   * about ten, for structure much smaller than the spread, such as a cluster that changes; misses what the others find of means.
   * 'median': one Gaussian kernel with the median distance. Or σ; several stand for the mean of their kernels.
   */
  readonly bandwidth?: 'fused' | 'fine' | 'median' | Bandwidth;
}

/**
 * Kernel two-sample test of the rows of a matrix, such as embeddings: unbiased MMD² (Gretton et al. 2012, Lemma 6), by default
 * fused over nine Gaussian kernels by a soft maximum, ⅓ log mean exp(3 zₖ), as in MMD-FUSE (Biggs, Schrab & Gretton 2023), where zₖ is
 * the estimate of kernel k less its mean over all permutations, divided by their standard deviation; the two bandwidths about
 * the median distance count three times. MMD-FUSE divides by the root mean square of the kernel instead, which silences wide
 * kernels: so does 'fine', which finds more of fine structure and much less of a shift of the mean (power beside each
 * other: docs/validation/power.md). One permutation null serves all kernels. Null: units (rows, groups, blocks) of reference and
 * sample are exchangeable; then p ≤ alpha in at most alpha of samples, for any sizes and ties. Bandwidths come from the pooled
 * sample. Columns are not scaled: bring them to one scale first, by numbers that do not come from the sample.
 *
 * The effect is MMD with the Gaussian kernel of the median distance, in [0, √2], or with the bandwidth given. Rows of the sample
 * are ordered by the witness function of the kernel that tells the samples apart best.
 * O(kernels · (n + m)² · (columns + permutations)) time, in bounded memory.
 * @throws {TypeError} if a sample is no matrix or `random` no generator; {RangeError} if a sample has fewer than 2 rows, columns
 * differ, a number is not finite, `permutations` are fewer than 1 / alpha − 1, there is not one of `groups` for each row, a label is in
 * both samples, `groups` and `blocks` are both given, or another option is out of range.
 * @example
 * const detector = mmdDrift(reference, { random: createRandom(1) });
 * const { drift, pValue, effect, mostDrifted } = await detector.compare(sample);
 */
export function mmdDrift(reference: Matrix, options: MmdDriftOptions): BatchDetector<Matrix> {
  const { bandwidth = 'fused' } = options;
  checkBandwidth(bandwidth);
  return matrixDetector('mmdDrift', reference, options, async ({ pooled, subsets, random }: Exchanged) => {
    const blocks = pairsOf(pooled);
    const kernels = await chooseKernels(bandwidth, pooled, blocks, random.fork('bandwidth'));
    const sums = await kernelSums(blocks, subsets, kernels, { witness: true });
    if (bandwidth === 'fused') return fusedFinding(sums, subsets, fusedStatistics(sums, subsets), 'fused MMD²');
    if (bandwidth === 'fine') return fusedFinding(sums, subsets, fineStatistics(sums, subsets), 'MMD-FUSE');
    return plainFinding(sums[0], subsets);
  });
}

type BandwidthOption = NonNullable<MmdDriftOptions['bandwidth']>;

function checkBandwidth(bandwidth: BandwidthOption): void {
  if (typeof bandwidth === 'string') checkOneOf('bandwidth', bandwidth, ['fused', 'fine', 'median']);
  else kernelFactors({ kind: 'gaussian', sigma: bandwidth }, 'float64');
}

async function chooseKernels(
  bandwidth: BandwidthOption,
  pooled: Matrix,
  blocks: PairBlocks,
  random: Random,
): Promise<RadialKernel[]> {
  if (bandwidth === 'fused') return manyKernels(pooled, blocks, random);
  if (bandwidth === 'fine') return fineKernels(pooled, blocks, random);
  const sigma = bandwidth === 'median' ? await medianBandwidthOf(pooled, blocks, random) : bandwidth;
  return [{ kind: 'gaussian', sigma }];
}

function plainFinding(sums: KernelSums, subsets: Subsets): Finding {
  return {
    statistics: splitEstimates(sums, subsets),
    scores: sampleWitness(sums, subsets),
    effect: kernelEffect('MMD', sums, subsets),
    method: 'unbiased MMD², Gaussian kernel',
  };
}

function fusedFinding(
  sums: readonly KernelSums[],
  subsets: Subsets,
  { statistics, best }: FusedStatistics,
  method: string,
): Finding {
  return {
    statistics,
    scores: sampleWitness(sums[best], subsets),
    effect: kernelEffect('MMD', sums[0], subsets),
    method: `${method}, ${sums.length} Gaussian kernels`,
  };
}
