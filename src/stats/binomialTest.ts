import { checkInteger, checkNumber, checkOneOf } from '../errors';
import { atMostAsLikely, type PeakedLaw } from './asLikely';
import { binomialCdf, binomialPmf, binomialSf } from './distributions/binomial';
import { ALTERNATIVES, type Alternative, type TestResult } from './testResult';

/** Options of `binomialTest`. */
export interface BinomialTestOptions {
  /** Probability of success under the null, in [0, 1]; default 0.5. */
  readonly probability?: number;
  /** 'greater': successes are more probable than the null says. Default 'two-sided'. */
  readonly alternative?: Alternative;
}

/**
 * Exact binomial test (Clopper & Pearson 1934). Null: the trials are independent and succeed with `probability`. Two-sided: the
 * probability of all outcomes that are at most as likely as the observed one. The statistic is the number of successes.
 * @throws {TypeError | RangeError} if `trials` is not an integer ≥ 0, `successes` not one in [0, trials], or an option is wrong.
 * @example
 * binomialTest(7, 10).pValue; // 0.34375
 */
export function binomialTest(
  successes: number,
  trials: number,
  { probability = 0.5, alternative = 'two-sided' }: BinomialTestOptions = {},
): TestResult {
  checkInteger('trials', trials, 0);
  checkInteger('successes', successes, 0, trials);
  checkNumber('probability', probability, 0, 1);
  checkOneOf('alternative', alternative, ALTERNATIVES);
  const law = lawOf(trials, probability);
  const pValue = {
    'two-sided': () => atMostAsLikely(law, successes),
    less: () => law.cdf(successes),
    greater: () => law.sf(successes - 1),
  }[alternative]();
  return { statistic: successes, pValue, method: `exact binomial test, ${alternative}` };
}

function lawOf(trials: number, probability: number): PeakedLaw {
  return {
    lowest: 0,
    highest: trials,
    mode: Math.min(trials, Math.floor((trials + 1) * probability)),
    pmf: (k) => binomialPmf(k, trials, probability),
    cdf: (k) => binomialCdf(k, trials, probability),
    sf: (k) => binomialSf(k, trials, probability),
  };
}
