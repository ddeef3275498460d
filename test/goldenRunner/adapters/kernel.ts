import { rbfKernel } from '../../../src/compute/rbfKernel';
import { bandwidthHeuristics } from '../../../src/detectors/bandwidthHeuristics';
import { c2st as classify } from '../../../src/detectors/c2st';
import { energyMultivariate, energyPermutations } from '../../../src/detectors/energyMultivariate';
import { linearMmd } from '../../../src/detectors/linearMmd';
import { mmd2 as mmdSquared, mmdPermutations } from '../../../src/detectors/mmd';
import { witness as witnessAt } from '../../../src/detectors/witness';
import { fromRows, row } from '../../../src/matrix';
import { hotelling as hotellingTest } from '../../../src/stats/hotelling';
import { mean } from '../../../src/stats/moments';

interface Samples {
  readonly x: number[][];
  readonly y: number[][];
}

type Sigma = number | number[];

export function bandwidth({ x, y }: Samples): unknown {
  const found = bandwidthHeuristics(fromRows(x), fromRows(y));
  return {
    sigma_classic: found.median,
    sigma_classic_half: found.halfMedian,
    gamma_scale_sklearn: found.scaleGamma,
    gamma_1_over_d: found.columnGamma,
    sigma_alibi_ref: found.reference,
  };
}

export async function mmd2({ x, y, sigma }: Samples & { sigma: Sigma }): Promise<unknown> {
  const { biased, unbiased } = await mmdSquared(fromRows(x), fromRows(y), sigma);
  return { biased, unbiased, mmd_biased: Math.sqrt(biased) };
}

export async function mmd2_alibi(input: { reference: number[][]; current: number[][] }): Promise<unknown> {
  const [reference, sample] = [fromRows(input.reference), fromRows(input.current)];
  const sigma = bandwidthHeuristics(reference, sample).reference;
  return { sigma, mmd2: (await mmdSquared(reference, sample, sigma)).unbiased };
}

export async function mmd_permutation(input: Samples & { sigma: Sigma; permutations: number[][] }): Promise<unknown> {
  const { x, y, permutations, sigma } = input;
  const { statistic, permuted, pValue } = await mmdPermutations(fromRows(x), fromRows(y), permutations, sigma);
  return {
    statistic,
    null_first20: permuted.subarray(0, 20),
    null_mean: mean(permuted),
    null_max: Math.max(...permuted),
    p_value: permutationsAlone(pValue, permuted.length),
    p_value_plus_one: pValue,
  };
}

export function mmd_linear({ x, y, sigma }: Samples & { sigma: number }): unknown {
  const { statistic, variance, z, pValue, pairs } = linearMmd(fromRows(x), fromRows(y), sigma);
  return { statistic, variance, z, pvalue: pValue, n_pairs: pairs };
}

export async function witness(input: Samples & { sigma: Sigma; points: number[][] }): Promise<unknown> {
  return { values: await witnessAt(fromRows(input.x), fromRows(input.y), fromRows(input.points), input.sigma) };
}

export async function energy_multivariate(input: Samples & { permutations?: number[][] }): Promise<unknown> {
  const [x, y] = [fromRows(input.x), fromRows(input.y)];
  if (input.permutations) {
    const { vStatistic, permuted, pValue } = await energyPermutations(x, y, input.permutations);
    return {
      v_statistic: vStatistic,
      null_first20: permuted.subarray(0, 20),
      p_value: permutationsAlone(pValue, permuted.length),
      p_value_plus_one: pValue,
    };
  }
  const { vStatistic, uStatistic, testStatistic, coefficient } = await energyMultivariate(x, y);
  return { v_statistic: vStatistic, u_statistic: uStatistic, test_statistic: testStatistic, coefficient };
}

export async function rbf_kernel({ x, y, sigma }: Samples & { sigma: number }): Promise<unknown> {
  const kernel = await rbfKernel(fromRows(x), fromRows(y), sigma);
  return { matrix: Array.from({ length: kernel.rows }, (_, i) => row(kernel, i)) };
}

export function hotelling({ x, y }: Samples): unknown {
  const { statistic, f, degreesOfFreedom, pValue } = hotellingTest(fromRows(x), fromRows(y));
  return { t2: statistic, f, df1: degreesOfFreedom[0], df2: degreesOfFreedom[1], pvalue: pValue };
}

export function c2st({ x, y, fold, C }: Samples & { fold: number[]; C: number }): unknown {
  const found = classify(fromRows(x), fromRows(y), { folds: fold, cost: C });
  return {
    coef: found.models.map(({ coefficients }) => coefficients),
    intercept: found.models.map(({ intercept }) => intercept),
    accuracy: found.accuracy,
    n_correct: found.correct,
    auc: found.auc,
    binomial_p: found.pValue,
    p0: found.chance,
  };
}

/** The share of permutations that reach the statistic, without the observed split. */
function permutationsAlone(pValue: number, count: number): number {
  return (pValue * (1 + count) - 1) / count;
}
