import { rbfKernel } from '../../../src/compute/rbfKernel';
import { medianBandwidth, mmd2 as mmdSquared, mmdPermutations } from '../../../src/detectors/mmd';
import { fromRows, row } from '../../../src/matrix';
import { mean } from '../../../src/stats/moments';
import { NOT_COVERED } from '../adapter';

interface Samples {
  readonly x: number[][];
  readonly y: number[][];
}

export async function bandwidth({ x, y }: Samples): Promise<unknown> {
  return {
    sigma_classic: await medianBandwidth(fromRows(x), fromRows(y)),
    sigma_classic_half: NOT_COVERED,
    gamma_scale_sklearn: NOT_COVERED,
    gamma_1_over_d: NOT_COVERED,
    sigma_alibi_ref: NOT_COVERED,
  };
}

export async function mmd2({ x, y, sigma }: Samples & { sigma: number | number[] }): Promise<unknown> {
  const { biased, unbiased } = await mmdSquared(fromRows(x), fromRows(y), sigma);
  return { biased, unbiased, mmd_biased: Math.sqrt(biased) };
}

export async function mmd_permutation(
  input: Samples & { sigma: number | number[]; permutations: number[][] },
): Promise<unknown> {
  const { x, y, permutations, sigma } = input;
  const { statistic, permuted, pValue } = await mmdPermutations(fromRows(x), fromRows(y), permutations, sigma);
  return {
    statistic,
    null_first20: permuted.subarray(0, 20),
    null_mean: mean(permuted),
    null_max: Math.max(...permuted),
    // the share of permutations alone, without the observed one
    p_value: (pValue * (1 + permuted.length) - 1) / permuted.length,
    p_value_plus_one: pValue,
  };
}

export async function rbf_kernel({ x, y, sigma }: Samples & { sigma: number }): Promise<unknown> {
  const kernel = await rbfKernel(fromRows(x), fromRows(y), sigma);
  return { matrix: Array.from({ length: kernel.rows }, (_, i) => row(kernel, i)) };
}
