import { checkInteger, checkOneOf } from '../errors';
import { atMostAsLikely, type PeakedLaw } from './asLikely';
import { readTable, type CountTable } from './contingency';
import { hypergeometricCdf, hypergeometricPmf, hypergeometricSf } from './distributions/hypergeometric';
import { ALTERNATIVES, type Alternative, type TestResult } from './testResult';

/** Options of `fisherExact`. */
export interface FisherOptions {
  /** 'greater': the odds ratio is above 1. Default 'two-sided'. */
  readonly alternative?: Alternative;
}

/**
 * Fisher's exact test of a 2 × 2 table [[a, b], [c, d]] (Fisher 1935). Null: the odds ratio is 1, so that a is hypergeometric given the
 * margins; conservative, since few p values are possible. Two-sided: the probability of all tables that are at most as likely. The
 * statistic is the sample's odds ratio ad/(bc), NaN where a row or column holds only zeros; then p is 1.
 * Cost: the root of the counts.
 * @throws {TypeError | RangeError} if the table is not 2 × 2, or a count is not an integer ≥ 0.
 * @example
 * fisherExact([[8, 2], [1, 5]]); // { statistic: 20, pValue: 0.0349…, … }
 */
export function fisherExact(table: CountTable, { alternative = 'two-sided' }: FisherOptions = {}): TestResult {
  checkOneOf('alternative', alternative, ALTERNATIVES);
  const [[a, b], [c, d]] = readTwoByTwo(table);
  const law = lawOf(a + b + c + d, a + b, a + c);
  const pValue = {
    'two-sided': () => atMostAsLikely(law, a),
    less: () => law.cdf(a),
    greater: () => law.sf(a - 1),
  }[alternative]();
  return { statistic: (a * d) / (b * c), pValue, method: `Fisher's exact test, ${alternative}` };
}

/**
 * A 2 × 2 table of whole counts.
 * @throws {TypeError | RangeError} if it is none.
 */
export function readTwoByTwo(table: CountTable): number[][] {
  const [rows] = readTable([table]);
  if (rows.length !== 2 || rows[0].length !== 2)
    throw new RangeError(`invalid table: expected 2 rows of 2 counts, got ${rows.length} of ${rows[0].length}`);
  for (const count of rows.flat()) checkInteger('table', count, 0);
  return rows;
}

function lawOf(total: number, marked: number, draws: number): PeakedLaw {
  const lowest = Math.max(0, draws + marked - total);
  const highest = Math.min(marked, draws);
  return {
    lowest,
    highest,
    mode: Math.min(highest, Math.floor(((draws + 1) / (total + 2)) * (marked + 1))),
    pmf: (k) => hypergeometricPmf(k, total, marked, draws),
    cdf: (k) => hypergeometricCdf(k, total, marked, draws),
    sf: (k) => hypergeometricSf(k, total, marked, draws),
  };
}
