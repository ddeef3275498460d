import { checkInteger, checkNumber } from '../errors';
import { margins, readTable, type TableArguments } from './contingency';
import { chiSquareSf } from './distributions/chiSquare';
import { powerDivergence } from './powerDivergence';
import { checkCounts } from './proportions';
import type { TestResult } from './testResult';

/** Options of `chiSquare`. */
export interface ChiSquareOptions {
  /** Yates's correction; acts on 2 × 2 tables only. Default true. */
  readonly correction?: boolean;
  /** λ of the power divergence: 1 Pearson (default), 0 likelihood ratio, 2/3 Cressie–Read. */
  readonly lambda?: number;
}

/** Outcome of a χ² test. */
export interface ChiSquareResult extends TestResult {
  /** Degrees of freedom. */
  readonly df: number;
  /** Counts that independence expects, in the shape of the table. */
  readonly expected: readonly number[][];
}

/**
 * Pearson's χ² test of independence (Pearson 1900) on a table of counts, or on two lists of labels. Null: rows and columns are
 * independent; for two samples: both have the same distribution over the categories. The p value is the upper tail of χ² with
 * (r − 1)(c − 1) degrees of freedom, good where cells expect about 5 or more; below that `permuteCounts` or `fisherExact`.
 * Yates's correction, by which each observed count of a 2 × 2 table is moved towards the expected one by at most 1/2, keeps the
 * level at the price of power. A table with one row or column has statistic 0 and p value 1.
 * @throws {TypeError | RangeError} if counts are negative or not finite, rows differ in length, a row or column holds only zeros
 * (what it expects is 0), a list of labels is empty, or `lambda` is not finite.
 * @example
 * chiSquare([[8, 2], [1, 5]]); // { statistic: 3.8095…, pValue: 0.0509…, df: 1, … }
 * chiSquare(['a', 'a', 'b'], ['b', 'b', 'c'], { correction: false });
 */
export function chiSquare(...given: TableArguments<ChiSquareOptions>): ChiSquareResult {
  const [table, { correction = true, lambda = 1 } = {}] = readTable(given);
  checkNumber('lambda', lambda);
  const expected = expectedCounts(table);
  const df = (table.length - 1) * (table[0].length - 1);
  const yates = correction && df === 1;
  const observed = yates ? table.map((row, i) => row.map((count, j) => towards(count, expected[i][j]))) : table;
  const statistic = df === 0 ? 0 : powerDivergence(observed.flat(), expected.flat(), lambda);
  const method = `${nameOf(lambda)} test of independence${yates ? ", Yates's correction" : ''}`;
  return { statistic, pValue: df === 0 ? 1 : chiSquareSf(statistic, df), method, df, expected };
}

/**
 * Likelihood-ratio test of independence, G = 2 Σ O·ln(O/E): `chiSquare` with λ = 0, whose null, arguments and errors it has.
 * @example
 * gTest([[8, 2], [1, 5]], { correction: false }).statistic; // 6.5152…
 */
export function gTest(...given: TableArguments<Omit<ChiSquareOptions, 'lambda'>>): ChiSquareResult {
  const [table, options] = readTable(given);
  return chiSquare(table, { ...options, lambda: 0 });
}

/** Options of `goodnessOfFit`. */
export interface GoodnessOfFitOptions {
  /** Expected counts with the same sum as the observed ones; default: all equal. */
  readonly expected?: ArrayLike<number>;
  /** Parameters that were estimated from the counts: so many degrees of freedom fewer than k − 1. Default 0. */
  readonly ddof?: number;
  /** λ of the power divergence, default 1 (Pearson). */
  readonly lambda?: number;
}

/**
 * χ² test of goodness of fit. Null: the k counts come from the expected distribution, which was known beforehand. The p value is
 * the upper tail of χ² with k − 1 − ddof degrees of freedom.
 * @throws {TypeError | RangeError} if there are no counts, one is negative or not finite, an expected one is 0, lengths differ, sums
 * differ by more than 1.5e-8 of the smaller, or `ddof` is not an integer in [0, k − 1].
 * @example
 * goodnessOfFit([18, 22, 16, 14, 12, 18]).pValue; // 0.5963…
 */
export function goodnessOfFit(
  observed: ArrayLike<number>,
  { expected, ddof = 0, lambda = 1 }: GoodnessOfFitOptions = {},
): ChiSquareResult {
  checkCounts(observed, 'observed');
  checkNumber('lambda', lambda);
  const counts = Array.from(observed);
  const total = sum(counts);
  if (total === 0) throw new RangeError('invalid observed: expected at least one count above 0, got none');
  const fitted = expected ? checkExpected(expected, counts) : counts.map(() => total / counts.length);
  const df = counts.length - 1 - checkInteger('ddof', ddof, 0, counts.length - 1);
  const statistic = powerDivergence(counts, fitted, lambda);
  const pValue = df === 0 ? 1 : chiSquareSf(statistic, df);
  return { statistic, pValue, method: `${nameOf(lambda)} test of goodness of fit`, df, expected: [fitted] };
}

/** What independence expects in each cell. */
export function expectedCounts(table: readonly number[][]): number[][] {
  const { rows, columns, total } = margins(table);
  for (const [name, sums] of Object.entries({ row: rows, column: columns })) {
    const empty = sums.indexOf(0);
    if (empty >= 0) throw new RangeError(`invalid table: expected no ${name} of zeros, got ${name} ${empty}`);
  }
  return rows.map((row) => columns.map((column) => (row * column) / total));
}

function checkExpected(expected: ArrayLike<number>, observed: readonly number[]): number[] {
  checkCounts(expected, 'expected');
  const counts = Array.from(expected);
  if (counts.length !== observed.length)
    throw new RangeError(`invalid expected: expected ${observed.length} counts, got ${counts.length}`);
  if (counts.includes(0)) throw new RangeError(`invalid expected: expected numbers above 0, got 0`);
  const [found, wanted] = [sum(counts), sum(observed)];
  if (Math.abs(found - wanted) > Math.sqrt(Number.EPSILON) * Math.min(found, wanted))
    throw new RangeError(`invalid expected: expected the sum ${wanted} of the observed counts, got ${found}`);
  return counts;
}

function towards(count: number, expected: number): number {
  const difference = expected - count;
  return count + Math.sign(difference) * Math.min(0.5, Math.abs(difference));
}

function nameOf(lambda: number): string {
  if (lambda === 1) return 'χ²';
  return lambda === 0 ? 'likelihood-ratio' : `power-divergence (λ = ${lambda})`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
