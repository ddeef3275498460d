import { checkNumber, checkOneOf } from '../errors';
import { checkPValues } from './checkPValues';
import { cauchySf } from './distributions/cauchy';
import { chiSquareCdf, chiSquareSf } from './distributions/chiSquare';
import { landauSf } from './distributions/landau';
import { normalSf, normalUpperQuantile } from './distributions/normal';
import type { TestResult } from './testResult';

/** How p values are combined; see `combinePValues`. */
export type CombineMethod = keyof typeof METHODS;

/** Options of `combinePValues`. */
export interface CombineOptions {
  /** One number ≥ 0 for each p value, not all 0; only for 'stouffer', 'cauchy' and 'harmonicMean'. Default: equal. */
  readonly weights?: ArrayLike<number>;
}

/**
 * One p value for the null hypothesis that all of several null hypotheses hold. Small tails keep their digits, to 1e-300.
 *
 * For independent p values:
 * - 'fisher': −2 Σ ln p, chi-square with 2k degrees of freedom; sees one small p value;
 * - 'pearson': 2 Σ ln(1 − p), minus a chi-square, lower tail; fires where none is large;
 * - 'stouffer': Σ wz / √Σw², normal; sees many p values that are somewhat small;
 * - 'tippett': the smallest, 1 − (1 − min)^k.
 *
 * For dependent ones too:
 * - 'bonferroni': k · min, under any dependence;
 * - 'simes': min k p₍ᵢ₎ / i, under independence and positive dependence;
 * - 'cauchy': Σ w tan(π(½ − p)) / Σw, Cauchy (Liu & Xie 2020), under any dependence of normal statistics in the limit of small
 *   p values;
 * - 'harmonicMean': Σw / Σ(w / p) with the p value of Landau's law (Wilson 2019, "The harmonic mean p-value"), robust to
 *   positive dependence in the limit of small p values. With unequal weights, the entropy of the weights takes the place of
 *   ln k in its location.
 * @throws {TypeError | RangeError} if there are no p values, one is not a number in [0, 1], weights do not fit, or 'stouffer' or
 * 'cauchy' is to weigh a p value of 0 against one of 1.
 * @example
 * combinePValues([0.04, 0.06], 'fisher'); // { statistic: 12.06…, pValue: 0.01687…, method: 'fisher' }
 */
export function combinePValues(
  pValues: ArrayLike<number>,
  method: CombineMethod,
  { weights }: CombineOptions = {},
): TestResult {
  checkOneOf('method', method, Object.keys(METHODS));
  const p = checkPValues(pValues, 1);
  const { statistic, pValue } = METHODS[method](p, checkWeights(weights, p.length, method));
  if (Number.isNaN(statistic))
    throw new RangeError(`invalid pValues: ${method} has no answer where one is 0 and one is 1`);
  return { statistic, pValue, method };
}

type Combination = Omit<TestResult, 'method'>;

const METHODS = {
  fisher(p: Float64Array): Combination {
    const statistic = -2 * sum(p, Math.log);
    return { statistic, pValue: chiSquareSf(statistic, 2 * p.length) };
  },
  pearson(p: Float64Array): Combination {
    const statistic = 2 * sum(p, (value) => Math.log1p(-value));
    return { statistic, pValue: chiSquareCdf(-statistic, 2 * p.length) };
  },
  stouffer(p: Float64Array, weights: Float64Array): Combination {
    const size = Math.hypot(...weights);
    const statistic = weighted(p, weights, (value, weight) => (weight / size) * normalUpperQuantile(value));
    return { statistic, pValue: normalSf(statistic) };
  },
  tippett(p: Float64Array): Combination {
    const statistic = smallest(p);
    return { statistic, pValue: -Math.expm1(p.length * Math.log1p(-statistic)) };
  },
  bonferroni(p: Float64Array): Combination {
    const statistic = smallest(p);
    return { statistic, pValue: Math.min(1, p.length * statistic) };
  },
  simes(p: Float64Array): Combination {
    const statistic = smallest(
      p
        .slice()
        .sort()
        .map((value, i) => (p.length * value) / (i + 1)),
    );
    return { statistic, pValue: statistic };
  },
  cauchy(p: Float64Array, weights: Float64Array): Combination {
    const statistic = weighted(p, weights, (value, weight) => weight * cotangent(value));
    return { statistic, pValue: cauchySf(statistic) };
  },
  harmonicMean(p: Float64Array, weights: Float64Array): Combination {
    const statistic = 1 / weighted(p, weights, (value, weight) => weight / value);
    const entropy = weighted(p, weights, (_, weight) => -weight * Math.log(weight));
    return { statistic, pValue: landauSf(1 / statistic - entropy - LANDAU_LOCATION) };
  },
};

const WITH_WEIGHTS: readonly CombineMethod[] = ['stouffer', 'cauchy', 'harmonicMean'];

/** 1 − Euler's constant. */
const LANDAU_LOCATION = 0.42278433509846714;

/** The weights, with sum 1. */
function checkWeights(weights: ArrayLike<number> | undefined, count: number, method: CombineMethod): Float64Array {
  if (weights === undefined) return new Float64Array(count).fill(1 / count);
  if (!WITH_WEIGHTS.includes(method)) throw new RangeError(`invalid weights: ${method} does not take any`);
  if (weights.length !== count) throw new RangeError(`invalid weights: expected ${count}, got ${weights.length}`);
  const checked = Float64Array.from(weights, (weight, i) => checkNumber(`weights[${i}]`, weight, 0));
  const largest = checked.reduce((a, b) => Math.max(a, b));
  if (largest === 0) throw new RangeError('invalid weights: expected one above 0, all are 0');
  const shares = checked.map((weight) => weight / largest);
  const total = sum(shares, (share) => share);
  return shares.map((share) => share / total);
}

function sum(values: Float64Array, f: (value: number) => number): number {
  let total = 0;
  for (const value of values) total += f(value);
  return total;
}

/** Σ f(p, weight), without those that have no weight. */
function weighted(p: Float64Array, weights: Float64Array, f: (value: number, weight: number) => number): number {
  let total = 0;
  for (let i = 0; i < p.length; i++) if (weights[i] > 0) total += f(p[i], weights[i]);
  return total;
}

function smallest(values: Float64Array): number {
  return values.reduce((a, b) => Math.min(a, b));
}

/** cot(πp) = tan(π(½ − p)), with the digits of a p near 0 or 1. */
function cotangent(p: number): number {
  return p > 0.5 ? -1 / Math.tan(Math.PI * (1 - p)) : 1 / Math.tan(Math.PI * p);
}
