import { PairBlocks } from '../compute/pairBlocks';
import { precisionOf } from '../compute/precision';
import type { RadialKernel } from '../compute/radialKernel';
import { selectRows, type Matrix } from '../matrix';
import { permutation, type Random } from '../random';
import { distanceQuantiles, medianDistance } from './medianDistance';

const SAMPLED_ROWS = 4096;
const SCALES = 7;
const FINE_STEPS = 23;

/** The pairs of rows of a pooled sample, in the precision that it has. */
export function pairsOf(pooled: Matrix): PairBlocks {
  return new PairBlocks('samples', pooled, precisionOf(pooled));
}

/** The median distance within a pooled sample; of 4096 random rows if there are more. */
export async function medianBandwidthOf(pooled: Matrix, blocks: PairBlocks, random: Random): Promise<number> {
  return medianDistance(sampled(pooled, blocks, random));
}

/**
 * Gaussian kernels of many bandwidths: the median distance, 1/√2 of it, and seven in geometric order from 1/√8 of the 5 % quantile
 * of the distances to √2 times the median.
 */
export async function manyKernels(pooled: Matrix, blocks: PairBlocks, random: Random): Promise<RadialKernel[]> {
  const [near, median] = await distanceQuantiles(sampled(pooled, blocks, random), [0.05, 0.5]);
  const [least, most] = [near / Math.sqrt(8), median * Math.SQRT2];
  const sigmas = Array.from({ length: SCALES }, (_, i) => least * (most / least) ** (i / (SCALES - 1)));
  return [median, median / Math.SQRT2, ...sigmas].map((sigma) => ({ kind: 'gaussian', sigma }));
}

/** Gaussian kernels from the median distance down by √2 to ¼ of the 5 % quantile of the distances, and one more: 25 at most. */
export async function fineKernels(pooled: Matrix, blocks: PairBlocks, random: Random): Promise<RadialKernel[]> {
  const [near, median] = await distanceQuantiles(sampled(pooled, blocks, random), [0.05, 0.5]);
  const steps = Math.min(FINE_STEPS, Math.ceil(2 * Math.log2((4 * median) / near)));
  return Array.from({ length: steps + 2 }, (_, i) => ({ kind: 'gaussian', sigma: median * Math.SQRT1_2 ** i }));
}

/** The pairs of at most 4096 random rows. */
function sampled(pooled: Matrix, blocks: PairBlocks, random: Random): PairBlocks {
  if (pooled.rows <= SAMPLED_ROWS) return blocks;
  return pairsOf(selectRows(pooled, permutation(pooled.rows, random).subarray(0, SAMPLED_ROWS)));
}
