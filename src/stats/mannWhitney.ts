import { checkOneOf } from '../errors';
import { normalSf } from './distributions/normal';
import { mannWhitneyTail } from './mannWhitneyLaw';
import { numericSample, type SampleOptions } from './numericSample';
import { pooledSteps, type PooledSteps } from './pooledSteps';
import { sortNumbers } from './sortNumbers';
import { ALTERNATIVES, type Alternative, type TestResult } from './testResult';

const METHODS = ['exact', 'asymptotic', 'auto'] as const;

/** Options of `mannWhitney`. */
export interface MannWhitneyOptions extends SampleOptions {
  /** 'greater': values of the reference tend to be larger than those of the sample. Default 'two-sided'. */
  readonly alternative?: Alternative;
  /** Default 'auto': 'exact' if a sample has at most 8 values and there are no ties, else 'asymptotic'. */
  readonly method?: (typeof METHODS)[number];
  /** Whether the asymptotic p value takes half a unit off the distance from the mean; default true. */
  readonly continuity?: boolean;
}

/** Where the exact law is the default, in values of the smaller sample, and where its sums keep their digits. */
const EXACT_UP_TO = 8;
const EXACT_AT_MOST = 150;

/**
 * Mann–Whitney U test (Wilcoxon rank sum). The statistic is U of the reference: the number of pairs whose reference
 * value is the larger one, plus half the number of equal pairs. Null: all values are independent draws from one
 * distribution.
 *
 * 'exact' is the law without ties, for up to 150 values in the smaller sample, O(min(n, m)·n·m) time; with ties its p
 * value is approximate. 'asymptotic' is the normal law with the variance corrected for ties; if all values are equal
 * the p value is 1.
 * @throws {TypeError | RangeError} if a sample is empty, holds NaN (unless `nanPolicy` is 'omit') or something else
 * than numbers, or is too large for 'exact'.
 * @example
 * mannWhitney([1, 2, 3], [2.5, 4, 5, 6]); // { statistic: 1, pValue: 0.114…, … }
 */
export function mannWhitney(
  reference: ArrayLike<number>,
  sample: ArrayLike<number>,
  { alternative = 'two-sided', method = 'auto', continuity = true, nanPolicy }: MannWhitneyOptions = {},
): TestResult {
  checkOneOf('alternative', alternative, ALTERNATIVES);
  checkOneOf('method', method, METHODS);
  const x = sortNumbers(numericSample('reference', reference, { nanPolicy }));
  const y = sortNumbers(numericSample('sample', sample, { nanPolicy }));
  const steps = pooledSteps(x, y);
  const statistic = uStatistic(steps);
  const pairs = x.length * y.length;
  const tied = steps.reference.length < x.length + y.length;
  const exact = method === 'exact' || (method === 'auto' && Math.min(x.length, y.length) <= EXACT_UP_TO && !tied);
  if (exact && Math.min(x.length, y.length) > EXACT_AT_MOST)
    throw new RangeError(
      `invalid method: expected not 'exact' for more than ${EXACT_AT_MOST} values in each sample, got ${x.length} and ${y.length}`,
    );
  const u = { 'two-sided': Math.max(statistic, pairs - statistic), greater: statistic, less: pairs - statistic }[
    alternative
  ];
  const tail = exact
    ? mannWhitneyTail(Math.floor(u), x.length, y.length)
    : normalSf(standardise(u, steps, x.length, y.length, continuity));
  return {
    statistic,
    pValue: Math.min(1, alternative === 'two-sided' ? 2 * tail : tail),
    method: `Mann–Whitney U, ${alternative}, ${exact ? 'exact' : 'asymptotic'}`,
  };
}

/** U of the reference. */
export function uStatistic({ reference, sample }: PooledSteps): number {
  let twice = 0;
  for (let s = 0; s < reference.length; s++) {
    const here = reference[s] - (s > 0 ? reference[s - 1] : 0);
    twice += here * (sample[s] + (s > 0 ? sample[s - 1] : 0));
  }
  return twice / 2;
}

function standardise(u: number, steps: PooledSteps, n: number, m: number, continuity: boolean): number {
  const total = n + m;
  const variance = ((n * m) / 12) * (total + 1 - tieTerm(steps) / (total * (total - 1)));
  const distance = u - (n * m) / 2 - (continuity ? 0.5 : 0);
  // one tie of all values has no variance, or a rounding error of it
  return steps.reference.length === 1 ? -Infinity : distance / Math.sqrt(variance);
}

/** Σ t³ − t over the ties. */
function tieTerm({ reference, sample }: PooledSteps): number {
  let sum = 0;
  for (let s = 0, before = 0; s < reference.length; s++) {
    const upTo = reference[s] + sample[s];
    const t = upTo - before;
    sum += t * t * t - t;
    before = upTo;
  }
  return sum;
}
