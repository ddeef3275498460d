import { createRandom } from '../../../src/random';
import { binomialTest } from '../../../src/stats/binomialTest';
import { bootstrapInterval } from '../../../src/stats/bootstrapInterval';
import { cochranQ } from '../../../src/stats/cochranQ';
import { compareRates } from '../../../src/stats/compareRates';
import { delong as delongTest } from '../../../src/stats/delong';
import { mcnemar as mcnemarTest, type McnemarMethod } from '../../../src/stats/mcnemar';
import { mean, standardDeviation } from '../../../src/stats/moments';
import { pairedPermutation, signFlips } from '../../../src/stats/pairedPermutation';
import { pairedTTest } from '../../../src/stats/pairedTTest';
import { proportionInterval, type ProportionMethod } from '../../../src/stats/proportionInterval';
import { quantile } from '../../../src/stats/quantile';
import type { Alternative } from '../../../src/stats/testResult';
import { twoProportions } from '../../../src/stats/twoProportions';
import { wilcoxon as signedRankTest } from '../../../src/stats/wilcoxon';

const random = createRandom(0);

type Pair = readonly [value: number, other: number];

const statistics: Readonly<Record<string, (sample: readonly Pair[]) => number>> = {
  mean: (sample) => mean(first(sample)),
  std: (sample) => standardDeviation(first(sample)),
  median: (sample) => quantile(Float64Array.from(first(sample)).sort(), 0.5),
  accuracy_diff: (sample) => mean(second(sample)) - mean(first(sample)),
  mean_ratio: (sample) => mean(second(sample)) / mean(first(sample)),
};

export function bootstrap_ci(input: {
  data: number[];
  data2?: number[];
  statistic: string;
  indices: number[][];
  level: number;
  method: 'percentile' | 'basic' | 'bca';
}): unknown {
  const { data, data2 = [], indices, level, method } = input;
  const pairs = data.map((value, i): Pair => [value, data2[i]]);
  const found = bootstrapInterval(pairs, statistics[input.statistic], { random, indices, level, method });
  return { ...found, standard_error: found.standardError };
}

const first = (sample: readonly Pair[]) => sample.map(([value]) => value);
const second = (sample: readonly Pair[]) => sample.map(([, other]) => other);

const mcnemarMethods: Readonly<Record<string, McnemarMethod>> = {
  exact: 'exact',
  midp: 'midP',
  chi2: 'asymptotic',
  chi2_corrected: 'corrected',
};

export function mcnemar({ table, variant }: { table: number[][]; variant: string }): unknown {
  const { statistic, pValue } = mcnemarTest(table, { method: mcnemarMethods[variant] });
  return { statistic, pvalue: pValue };
}

const tieWidth = 1e-12;

export function permutation_paired({ diffs, signs }: { diffs: number[]; signs: number[][] }): unknown {
  const { statistic, pValue, permuted } = signFlips(diffs, signs, { tieWidth });
  return {
    statistic,
    null_first20: permuted.subarray(0, 20),
    null_sd: standardDeviation(permuted),
    p_two_sided: pValue,
    p_greater: signFlips(diffs, signs, { alternative: 'greater', tieWidth }).pValue,
  };
}

export function permutation_paired_exact({ diffs }: { diffs: number[] }): unknown {
  const { statistic, pValue } = pairedPermutation(diffs, { random, method: 'exact', tieWidth });
  return { statistic, p_two_sided: pValue };
}

export function delong(input: { y: number[]; scores_a: number[]; scores_b: number[] }): unknown {
  const { statistic, pValue, auc, difference, covariance } = delongTest(input.y, input.scores_a, input.scores_b);
  return {
    auc_a: auc[0].estimate,
    auc_b: auc[1].estimate,
    var_a: auc[0].standardError ** 2,
    var_b: auc[1].standardError ** 2,
    cov: covariance,
    z: statistic,
    pvalue: pValue,
    diff_ci_low: difference.low,
    diff_ci_high: difference.high,
    auc_a_ci_low: auc[0].low,
    auc_a_ci_high: auc[0].high,
  };
}

export function beta_binomial(input: {
  successes_a: number;
  n_a: number;
  successes_b: number;
  n_b: number;
  prior_a: number;
  prior_b: number;
}): unknown {
  const prior = [input.prior_a, input.prior_b] as const;
  const found = compareRates([input.successes_a, input.n_a], [input.successes_b, input.n_b], { prior });
  return {
    mean_a: found.a.estimate,
    mean_b: found.b.estimate,
    ci_a: [found.a.low, found.a.high],
    ci_b: [found.b.low, found.b.high],
    prob_b_greater: found.bGreater,
    expected_loss_choose_b: found.expectedLossOfB,
  };
}

const proportionMethods: Readonly<Record<string, ProportionMethod>> = {
  wilson: 'wilson',
  clopper_pearson: 'clopperPearson',
  jeffreys: 'jeffreys',
  agresti_coull: 'agrestiCoull',
  normal: 'normal',
};

export function proportion_ci(input: { count: number; nobs: number; level: number; method: string }): unknown {
  const { count, nobs, level, method } = input;
  return proportionInterval(count, nobs, { level, method: proportionMethods[method] });
}

export function two_proportions(input: { count1: number; nobs1: number; count2: number; nobs2: number }): unknown {
  const { statistic, pValue, difference } = twoProportions([input.count1, input.nobs1], [input.count2, input.nobs2]);
  return { z: statistic, pvalue: pValue, newcombe_low: difference.low, newcombe_high: difference.high };
}

export function wilcoxon(input: {
  d: number[];
  alternative: Alternative;
  method: 'exact' | 'approx';
  correction: boolean;
}): unknown {
  const { d, alternative, method, correction } = input;
  const { statistic, pValue } = signedRankTest(d, {
    alternative,
    correction,
    method: method === 'approx' ? 'asymptotic' : method,
  });
  return { statistic, pvalue: pValue };
}

export function paired_ttest(input: { x: number[]; y: number[]; test_train_ratio?: number }): unknown {
  const { x, y, test_train_ratio: testTrainRatio } = input;
  const { statistic, df, pValue, difference } = pairedTTest(x, y);
  const corrected = pairedTTest(x, y, { testTrainRatio });
  return {
    statistic,
    df,
    pvalue: pValue,
    ci_low: difference.low,
    ci_high: difference.high,
    nadeau_bengio_t: corrected.statistic,
    nadeau_bengio_p: corrected.pValue,
  };
}

export function binomial_test(input: { k: number; n: number; p0: number; alternative: Alternative }): unknown {
  const { k, n, p0, alternative } = input;
  return { pvalue: binomialTest(k, n, { probability: p0, alternative }).pValue };
}

export function cochran_q({ x }: { x: number[][] }): unknown {
  const { statistic, pValue, df } = cochranQ(x);
  return { statistic, pvalue: pValue, df };
}
