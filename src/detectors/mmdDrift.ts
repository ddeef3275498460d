import { kernelSums, type KernelSums, type Subsets } from '../compute/kernelSums';
import type { PairBlocks } from '../compute/pairBlocks';
import type { RadialKernel } from '../compute/radialKernel';
import type { Matrix } from '../matrix';
import type { Random } from '../random';
import { mean, standardDeviation } from '../stats/moments';
import { manyKernels, medianBandwidthOf, pairsOf } from './bandwidths';
import type { BatchDetector } from './driftResult';
import { kernelEffect, sampleWitness } from './kernelFinding';
import { matrixDetector, type Exchanged, type Finding, type MatrixDriftOptions } from './matrixDetector';
import type { Bandwidth } from './mmd';
import { splitEstimates } from './mmdEstimates';

// sharper finds more fine structure and less of a shift of the mean
const SHARPNESS = 3;
// of the kernels of the median distance and of 1/√2 of it, which come first; the others have 1
const CENTRAL = 3;
// kernels are of the order of 1
const ROUNDING = 1e-12;

/** Options of `mmdDrift`. */
export interface MmdDriftOptions extends MatrixDriftOptions {
  /**
   * 'fused', the default: nine bandwidths; finds drift at scales that one bandwidth misses, for up to nine times the time. 'median': one Gaussian kernel with the median distance. Or σ; several stand for the mean of their kernels.
   */
  readonly bandwidth?: 'fused' | 'median' | Bandwidth;
}

/**
 * Kernel two-sample test of the rows of a matrix, such as embeddings: unbiased MMD² (Gretton et al. 2012, Lemma 6), by default
 * fused over nine Gaussian kernels by a soft maximum, ⅓ log mean exp(3 zₖ), as in MMD-FUSE (Biggs, Schrab & Gretton 2023), where zₖ is
 * the estimate of kernel k less its mean over all permutations, divided by their standard deviation; the two bandwidths about
 * the median distance count three times. (MMD-FUSE divides by the root
 * mean square of the kernel instead, which silences wide kernels: it finds 0.39 of the small shifts of the mean of which this
 * finds 0.63.) One permutation null serves all kernels. Null: units (rows, groups, blocks) of reference and sample are
 * exchangeable; then p ≤ alpha in at most alpha of samples, for any sizes and ties. Bandwidths come from the pooled sample. Columns
 * are not scaled: bring them to one scale first, by numbers that do not come from the sample.
 *
 * The effect is MMD with the Gaussian kernel of the median distance, in [0, √2], or with the bandwidth given. Rows of the sample
 * are ordered by the witness function of the kernel that tells the samples apart best.
 * O(kernels · (n + m)² · (columns + permutations)) time, in bounded memory.
 * @throws {RangeError} if a sample has fewer than 2 rows, columns differ, a number is not finite, `permutations` are fewer than
 * 1 / alpha − 1, groups and blocks are not as `exchange` wants them, or another option is out of range.
 * @example
 * const detector = mmdDrift(reference, { random: createRandom(1) });
 * const { drift, pValue, effect, mostDrifted } = await detector.compare(sample);
 */
export function mmdDrift(reference: Matrix, options: MmdDriftOptions): BatchDetector<Matrix> {
  const { bandwidth = 'fused' } = options;
  return matrixDetector('mmdDrift', reference, options, async ({ pooled, subsets, random }: Exchanged) => {
    const blocks = pairsOf(pooled);
    const kernels = await chooseKernels(bandwidth, pooled, blocks, random.fork('bandwidth'));
    const sums = await kernelSums(blocks, subsets, kernels, { witness: true });
    return bandwidth === 'fused' ? fusedFinding(sums, subsets) : plainFinding(sums[0], subsets);
  });
}

async function chooseKernels(
  bandwidth: NonNullable<MmdDriftOptions['bandwidth']>,
  pooled: Matrix,
  blocks: PairBlocks,
  random: Random,
): Promise<RadialKernel[]> {
  if (bandwidth === 'fused') return manyKernels(pooled, blocks, random);
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

function fusedFinding(sums: readonly KernelSums[], subsets: Subsets): Finding {
  const scaled = sums.map((each) => standardised(splitEstimates(each, subsets)));
  const best = scaled.reduce((most, each, k) => (each[0] > scaled[most][0] ? k : most), 0);
  return {
    statistics: softMaximum(scaled, subsets.count),
    scores: sampleWitness(sums[best], subsets),
    effect: kernelEffect('MMD', sums[0], subsets),
    method: `fused MMD², ${sums.length} Gaussian kernels`,
  };
}

/** Less the mean, divided by the standard deviation; all 0 where that is nothing but rounding. */
function standardised(values: Float64Array): Float64Array {
  const centre = mean(values);
  const deviation = standardDeviation(values);
  return values.map((value) => (deviation > ROUNDING ? (value - centre) / deviation : 0));
}

/** (1 / SHARPNESS) log weighted mean exp(SHARPNESS · value) over the lists, position by position. */
function softMaximum(lists: readonly Float64Array[], count: number): Float64Array {
  const weights = lists.map((_, k) => (k < 2 ? CENTRAL : 1));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return Float64Array.from({ length: count }, (_, s) => {
    const most = Math.max(...lists.map((list) => list[s]));
    const sum = lists.reduce((total, list, k) => total + weights[k] * Math.exp(SHARPNESS * (list[s] - most)), 0);
    return most + Math.log(sum / all) / SHARPNESS;
  });
}
