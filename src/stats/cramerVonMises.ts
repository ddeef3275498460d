import { checkOneOf } from '../errors';
import { cramerVonMisesExact, cramerVonMisesSf } from './cramerVonMisesLaw';
import { numericSample, type SampleOptions } from './numericSample';
import { pooledSteps, type PooledSteps } from './pooledSteps';
import { sortNumbers } from './sortNumbers';
import type { TestResult } from './testResult';

const METHODS = ['exact', 'asymptotic', 'auto'] as const;

/** Options of `cramerVonMises`. */
export interface CramerVonMisesOptions extends SampleOptions {
  /** Default 'auto': 'exact' up to 20 values a side, else 'asymptotic'. */
  readonly method?: (typeof METHODS)[number];
}

const EXACT_UP_TO = 20;

/**
 * Two-sample Cramér–von Mises test (Anderson 1962), with mid-ranks for ties. The statistic is T, which weighs the
 * squared distance of the distribution functions over all pooled values. Null: all values are independent draws from
 * one distribution.
 *
 * 'exact' is the law of T without ties; its time grows fast, but is a tenth of a second at 40 against 40 or 20 against
 * 19. 'asymptotic' is the limiting law of T brought to its mean and variance.
 * @throws {TypeError | RangeError} if a sample has fewer than 2 values, holds NaN (unless `nanPolicy` is 'omit') or
 * something else than numbers.
 * @example
 * cramerVonMises([1, 2, 3, 4], [3, 5, 6, 7]).pValue;
 */
export function cramerVonMises(
  reference: ArrayLike<number>,
  sample: ArrayLike<number>,
  { method = 'auto', nanPolicy }: CramerVonMisesOptions = {},
): TestResult {
  checkOneOf('method', method, METHODS);
  const x = sortNumbers(numericSample('reference', reference, { nanPolicy, least: 2 }));
  const y = sortNumbers(numericSample('sample', sample, { nanPolicy, least: 2 }));
  const exact = method === 'exact' || (method === 'auto' && Math.max(x.length, y.length) <= EXACT_UP_TO);
  const u = rankStatistic(pooledSteps(x, y), x.length, y.length);
  const pairs = x.length * y.length;
  const total = x.length + y.length;
  const statistic = u / (pairs * total) - (4 * pairs - 1) / (6 * total);
  return {
    statistic,
    pValue: exact ? cramerVonMisesExact(u, x.length, y.length) : asymptotic(statistic, x.length, y.length),
    method: `two-sample Cramér–von Mises, ${exact ? 'exact' : 'asymptotic'}`,
  };
}

/** Anderson's U: n Σ (rank of the i-th value of the reference − i)² and the same of the sample with m. */
function rankStatistic({ reference, sample }: PooledSteps, n: number, m: number): number {
  let ofReference = 0;
  let ofSample = 0;
  let i = 0;
  let j = 0;
  for (let s = 0; s < reference.length; s++) {
    const rank = (i + j + 1 + reference[s] + sample[s]) / 2;
    while (i < reference[s]) ofReference += (rank - ++i) ** 2;
    while (j < sample[s]) ofSample += (rank - ++j) ** 2;
  }
  return n * ofReference + m * ofSample;
}

function asymptotic(statistic: number, n: number, m: number): number {
  const pairs = n * m;
  const total = n + m;
  const mean = (1 + 1 / total) / 6;
  const variance =
    ((total + 1) * (4 * pairs * total - 3 * (n * n + m * m) - 2 * pairs)) / (45 * total * total * 4 * pairs);
  return cramerVonMisesSf(1 / 6 + (statistic - mean) / Math.sqrt(45 * variance));
}
