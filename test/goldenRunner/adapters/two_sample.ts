import { andersonDarlingSamples, type AndersonDarlingVariant } from '../../../src/stats/andersonDarling';
import { cramerVonMises, type CramerVonMisesOptions } from '../../../src/stats/cramerVonMises';
import { effectSize } from '../../../src/stats/effectSize';
import { energyDistance } from '../../../src/stats/energyDistance';
import { eppsSingleton } from '../../../src/stats/eppsSingleton';
import { wasserstein } from '../../../src/stats/wasserstein';
import { kruskalWallis } from '../../../src/stats/kruskalWallis';
import { levene as leveneTest, type LeveneOptions } from '../../../src/stats/levene';
import { mannWhitney, type MannWhitneyOptions } from '../../../src/stats/mannWhitney';
import { welch } from '../../../src/stats/welch';
import { kolmogorovSmirnov, type KsMethod } from '../../../src/stats/kolmogorovSmirnov';
import type { NanPolicy } from '../../../src/stats/numericSample';
import type { Alternative, TestResult } from '../../../src/stats/testResult';

interface Pair {
  readonly x: number[];
  readonly y: number[];
  readonly nan_policy?: string;
}

interface Sided extends Pair {
  readonly alternative: Alternative;
  readonly method: string;
}

/** Not-a-number is refused where it would be passed on. */
const nanPolicy = ({ nan_policy }: { nan_policy?: string }): NanPolicy => (nan_policy === 'omit' ? 'omit' : 'error');

export function ks_2samp(input: Sided): unknown {
  const { x, y, alternative } = input;
  const method = (input.method === 'asymp' ? 'asymptotic' : input.method) as KsMethod;
  const {
    statistic,
    pValue,
    location,
    sign,
    method: used,
  } = kolmogorovSmirnov(x, y, {
    alternative,
    method,
    nanPolicy: nanPolicy(input),
  });
  return {
    statistic,
    pvalue: pValue,
    method_used: used.endsWith('asymptotic') ? 'asymp' : 'exact',
    statistic_location: location,
    statistic_sign: sign,
  };
}

export function mannwhitneyu(input: Sided & { readonly use_continuity: boolean }): unknown {
  const { x, y, alternative, use_continuity: continuity } = input;
  const method = input.method as MannWhitneyOptions['method'];
  return pair(mannWhitney(x, y, { alternative, method, continuity, nanPolicy: nanPolicy(input) }));
}

export function ttest_welch(input: Pair & { readonly alternative: Alternative }): unknown {
  const { x, y, alternative } = input;
  const found = welch(x, y, { alternative, nanPolicy: nanPolicy(input) });
  const { degreesOfFreedom, difference } = found;
  return { ...pair(found), df: degreesOfFreedom, ci_low: difference.low, ci_high: difference.high };
}

interface Several {
  readonly samples: number[][];
  readonly nan_policy?: string;
}

export function levene(input: Several & { readonly center: LeveneOptions['center'] }): unknown {
  return pair(leveneTest(input.samples, { center: input.center, nanPolicy: nanPolicy(input) }));
}

export function kruskal(input: Several): unknown {
  return pair(kruskalWallis(input.samples, { nanPolicy: nanPolicy(input) }));
}

export function cramervonmises_2samp(input: Pair & { readonly method: CramerVonMisesOptions['method'] }): unknown {
  return pair(cramerVonMises(input.x, input.y, { method: input.method, nanPolicy: nanPolicy(input) }));
}

export function epps_singleton_2samp(input: Pair): unknown {
  return pair(eppsSingleton(input.x, input.y, { nanPolicy: nanPolicy(input) }));
}

interface Weighted extends Pair {
  readonly x_weights?: number[];
  readonly y_weights?: number[];
}

const weights = (input: Weighted) => ({
  referenceWeights: input.x_weights ?? undefined,
  sampleWeights: input.y_weights ?? undefined,
  nanPolicy: nanPolicy(input),
});

export function wasserstein_distance(input: Weighted): unknown {
  return { distance: wasserstein(input.x, input.y, weights(input)) };
}

export function energy_distance(input: Weighted): unknown {
  return { distance: energyDistance(input.x, input.y, weights(input)) };
}

export function effect_size({ x, y }: Pair): unknown {
  const { cohenD, hedgesG, cliffsDelta, superiority, meanShift } = effectSize(x, y);
  return {
    cohen_d: cohenD,
    hedges_g: hedgesG,
    cliffs_delta: cliffsDelta,
    prob_superiority: superiority,
    mean_diff_z: meanShift,
  };
}

export function anderson_ksamp(input: Several & { readonly variant: AndersonDarlingVariant }): unknown {
  const found = andersonDarlingSamples(input.samples, { variant: input.variant, nanPolicy: nanPolicy(input) });
  return { ...pair(found), pvalue_capped: found.pValueCapped, pvalue_floored: found.pValueFloored };
}

const pair = ({ statistic, pValue }: TestResult) => ({ statistic, pvalue: pValue });
