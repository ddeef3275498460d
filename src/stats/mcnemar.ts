import { checkOneOf } from '../errors';
import type { CountTable } from './contingency';
import { binomialCdf, binomialPmf } from './distributions/binomial';
import { chiSquareSf } from './distributions/chiSquare';
import { readTwoByTwo } from './fisherExact';
import type { TestResult } from './testResult';

/** How `mcnemar` finds its p value. */
export type McnemarMethod = 'exact' | 'midP' | 'asymptotic' | 'corrected';

/** Options of `mcnemar`. */
export interface McnemarOptions {
  /** Default 'exact'. */
  readonly method?: McnemarMethod;
}

/**
 * McNemar's test of two models on the same examples, from [[both right, A right and B wrong], [A wrong and B right, both wrong]]
 * (`agreementTable`). Null: where just one of them is right, it is either with probability 1/2, so both have the same accuracy. Only
 * these discordant examples b and c count; an unpaired test of the two accuracies loses most of the power.
 *
 * 'exact' (default; binomial, conservative) and 'midP' (about exact in level, more power: Fagerland, Lydersen & Laake 2013) have the
 * statistic min(b, c); 'asymptotic' has (b − c)²/(b + c) and 'corrected' (|b − c| − 1)²/(b + c), both χ² with one degree of freedom.
 * Without discordant examples p is 1, or 1/2 for 'midP'.
 * @throws {TypeError | RangeError} if the table is not 2 × 2, a count is not an integer ≥ 0, or the method is unknown.
 * @example
 * mcnemar([[50, 5], [15, 30]]).pValue; // 0.0413…
 */
export function mcnemar(table: CountTable, { method = 'exact' }: McnemarOptions = {}): TestResult {
  checkOneOf('method', method, Object.keys(tests) as McnemarMethod[]);
  const [[, b], [c]] = readTwoByTwo(table);
  return { ...tests[method](b, c), method: `McNemar's test, ${method}` };
}

/**
 * The table of `mcnemar` from which examples each model got right (true or 1) and wrong (false or 0).
 * @throws {TypeError | RangeError} if the lists differ in length or hold something else.
 * @example
 * agreementTable([1, 1, 0], [1, 0, 1]); // [[1, 1], [1, 0]]
 */
export function agreementTable(
  rightA: ArrayLike<boolean | number>,
  rightB: ArrayLike<boolean | number>,
): [[number, number], [number, number]] {
  if (rightA.length !== rightB.length)
    throw new RangeError(`invalid rightB: expected as many as rightA has, ${rightA.length}, got ${rightB.length}`);
  const table: [[number, number], [number, number]] = [
    [0, 0],
    [0, 0],
  ];
  for (let i = 0; i < rightA.length; i++) {
    table[isRight('rightA', rightA[i]) ? 0 : 1][isRight('rightB', rightB[i]) ? 0 : 1]++;
  }
  return table;
}

function isRight(name: string, value: boolean | number): boolean {
  if (value !== true && value !== false && value !== 0 && value !== 1)
    throw new RangeError(`invalid ${name}: expected true, false, 0 or 1, got ${String(value)}`);
  return Boolean(value);
}

type Outcome = Omit<TestResult, 'method'>;

const tests: Readonly<Record<McnemarMethod, (b: number, c: number) => Outcome>> = {
  exact: (b, c) => {
    const fewer = Math.min(b, c);
    return { statistic: fewer, pValue: Math.min(1, 2 * binomialCdf(fewer, b + c, 0.5)) };
  },
  midP: (b, c) => {
    const fewer = Math.min(b, c);
    const mass = binomialPmf(fewer, b + c, 0.5);
    return { statistic: fewer, pValue: b === c ? 1 - mass / 2 : 2 * binomialCdf(fewer, b + c, 0.5) - mass };
  },
  asymptotic: (b, c) => chiSquareOutcome((b - c) ** 2, b + c),
  corrected: (b, c) => chiSquareOutcome((Math.abs(b - c) - 1) ** 2, b + c),
};

function chiSquareOutcome(square: number, discordant: number): Outcome {
  const statistic = discordant === 0 ? 0 : square / discordant;
  return { statistic, pValue: chiSquareSf(statistic, 1) };
}
