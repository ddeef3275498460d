import { association as associationOf } from '../../../src/stats/association';
import { categoricalCompare } from '../../../src/stats/categoricalCompare';
import { chiSquare, goodnessOfFit } from '../../../src/stats/chiSquare';
import { fisherExact } from '../../../src/stats/fisherExact';
import type { Alternative } from '../../../src/stats/testResult';

const lambdas: Readonly<Record<string, number>> = {
  pearson: 1,
  'log-likelihood': 0,
  'freeman-tukey': -1 / 2,
  'mod-log-likelihood': -1,
  neyman: -2,
  'cressie-read': 2 / 3,
};

export function chi2_contingency(input: {
  observed: number[][];
  correction: boolean;
  lambda: string | number | null;
}): unknown {
  const { observed, correction, lambda } = input;
  const power = typeof lambda === 'string' ? lambdas[lambda] : (lambda ?? 1);
  const { statistic, pValue, df, expected } = chiSquare(observed, { correction, lambda: power });
  return { statistic, pvalue: pValue, dof: df, expected_freq: expected };
}

export function chi2_gof({ observed, ...options }: { observed: number[]; expected: number[]; ddof: number }): unknown {
  const { statistic, pValue } = goodnessOfFit(observed, options);
  return { statistic, pvalue: pValue };
}

export function fisher_exact({ table, alternative }: { table: number[][]; alternative: Alternative }): unknown {
  const { statistic, pValue } = fisherExact(table, { alternative });
  return { odds_ratio: statistic, pvalue: pValue };
}

export function association({ observed }: { observed: number[][] }): unknown {
  const found = associationOf(observed);
  return {
    cramers_v: found.cramersV,
    tschuprows_t: found.tschuprowsT,
    contingency_c: found.contingencyCoefficient,
    phi2: found.phiSquared,
    cramers_v_bias_corrected: found.cramersVCorrected,
  };
}

export function categorical_compare(input: { reference: unknown[]; current: unknown[]; psi_eps: number }): unknown {
  // a list of nothing but the words NaN and Infinity arrives as numbers
  const [reference, current] = [input.reference, input.current].map((labels) => labels.map(String));
  const found = categoricalCompare(reference, current, { epsilon: input.psi_eps });
  return {
    categories: found.categories,
    counts_reference: found.counts[0],
    counts_current: found.counts[1],
    unseen: found.unseen,
    missing: found.missing,
    total_variation: found.totalVariation,
    linf: found.largestDifference,
    chi2_statistic: found.test.statistic,
    chi2_pvalue: found.test.pValue,
    chi2_dof: found.test.df,
    cramers_v: found.cramersV,
    psi: found.psi,
    js_divergence_base2: found.jsDivergence,
    js_distance_base2: found.jsDistance,
    hellinger: found.hellinger,
  };
}
