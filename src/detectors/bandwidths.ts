import { PairBlocks } from '../compute/pairBlocks';
import { precisionOf } from '../compute/precision';
import type { RadialKernel } from '../compute/radialKernel';
import { selectRows, type Matrix } from '../matrix';
import { permutation, type Random } from '../random';
import { distanceQuantiles, medianDistance } from './medianDistance';

const SAMPLED_ROWS = 4096;
const SCALES = 10;

/** The pairs of rows of a pooled sample, in the precision that it has. */
export function pairsOf(pooled: Matrix): PairBlocks {
  return new PairBlocks('samples', pooled, precisionOf(pooled));
}

/** The median distance within a pooled sample; of 4096 random rows if there are more. */
export async function medianBandwidthOf(pooled: Matrix, blocks: PairBlocks, random: Random): Promise<number> {
  return medianDistance(sampled(pooled, blocks, random));
}

/**
 * The kernels of MMD-FUSE: 10 Gaussian and 10 exponential ones, with bandwidths evenly spaced from half the 5 % quantile of the
 * distances to twice the 95 % quantile (Biggs, Schrab & Gretton 2023, section 6; the exponential kernels take the Euclidean
 * distance in place of the Manhattan distance). Before them, the Gaussian kernel of the median distance.
 */
export async function fusedKernels(pooled: Matrix, blocks: PairBlocks, random: Random): Promise<RadialKernel[]> {
  const [low, median, high] = await distanceQuantiles(sampled(pooled, blocks, random), [0.05, 0.5, 0.95]);
  const sigmas = Array.from({ length: SCALES }, (_, i) => low / 2 + ((2 * high - low / 2) * i) / (SCALES - 1));
  return [
    { kind: 'gaussian', sigma: median },
    ...sigmas.map((sigma) => ({ kind: 'gaussian', sigma: sigma / Math.SQRT2 }) as const),
    ...sigmas.map((sigma) => ({ kind: 'exponential', sigma }) as const),
  ];
}

/** The pairs of at most 4096 random rows. */
function sampled(pooled: Matrix, blocks: PairBlocks, random: Random): PairBlocks {
  if (pooled.rows <= SAMPLED_ROWS) return blocks;
  return pairsOf(selectRows(pooled, permutation(pooled.rows, random).subarray(0, SAMPLED_ROWS)));
}
