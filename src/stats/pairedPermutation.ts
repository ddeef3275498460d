import { checkInteger, checkNumber, checkOneOf, show } from '../errors';
import type { Random } from '../random';
import { mean } from './moments';
import { numericSample } from './numericSample';
import { ALTERNATIVES, type Alternative, type TestResult } from './testResult';

/** Options of `pairedPermutation`. */
export interface PairedPermutationOptions {
  readonly random: Random;
  /** 'greater': the mean difference is above 0. Default 'two-sided'. */
  readonly alternative?: Alternative;
  /** 'exact' counts all sign flips, for at most 40 differences that are not 0; 'auto' (default) does for at most 30. */
  readonly method?: 'auto' | 'exact' | 'sampled';
  /** Random sign flips where they are sampled, default 9999. */
  readonly permutations?: number;
  /** Means closer than this count as equal, and always those that only rounding tells apart; default 0. */
  readonly tieWidth?: number;
}

/** A paired permutation test with its null distribution. */
export interface SignFlips extends TestResult {
  /** The mean difference after each flip, in the order of the flips. */
  readonly permuted: Float64Array;
}

/**
 * Paired permutation test of a mean difference by sign flips (Fisher 1935), such as per-example score differences of two models.
 * Null: each difference is as likely as its negative, independently. Exact at any size: p is the share of all sign flips whose mean is
 * at least as extreme, or (1 + number of sampled ones) / (1 + permutations). Means within 1e-12 of the largest difference are ties.
 * @throws {TypeError | RangeError} if there are no differences, one is not finite, too many for 'exact', or an option is wrong.
 * @example
 * pairedPermutation([1, 0, 1, 1, 0, 1, 1], { random: createRandom(1) }).pValue; // 0.0625: 2 of 2⁵
 */
export function pairedPermutation(
  differences: ArrayLike<number>,
  { random, alternative = 'two-sided', method = 'auto', permutations = 9999, tieWidth = 0 }: PairedPermutationOptions,
): TestResult {
  checkOneOf('alternative', alternative, ALTERNATIVES);
  checkOneOf('method', method, ['auto', 'exact', 'sampled']);
  checkInteger('permutations', permutations, 1);
  const values = numericSample('differences', differences, { finite: true });
  const nonzero = values.filter((value) => value !== 0);
  if (method === 'exact' && nonzero.length > 40)
    throw new RangeError(`invalid differences: expected at most 40 that are not 0 for 'exact', got ${nonzero.length}`);
  if (method === 'sampled' || (method === 'auto' && nonzero.length > 30)) {
    const { statistic, pValue } = signFlips(values, randomSigns(values.length, permutations, random), {
      alternative,
      tieWidth,
    });
    return { statistic, pValue, method: `paired permutation test, ${permutations} sign flips, ${alternative}` };
  }
  const pValue = exactP(nonzero, alternative, widthOf(values, tieWidth) * values.length);
  return { statistic: mean(values), pValue, method: `paired permutation test, all sign flips, ${alternative}` };
}

/**
 * The test of `pairedPermutation` for given rows of signs, +1 or −1 for each difference.
 * @throws {TypeError | RangeError} as `pairedPermutation` does, and if a row has another length or there is none.
 * @example
 * signFlips([1, 2], [[1, -1], [-1, 1]]).permuted; // Float64Array [-0.5, 0.5]
 */
export function signFlips(
  differences: ArrayLike<number>,
  signs: Iterable<ArrayLike<number>>,
  { alternative = 'two-sided', tieWidth = 0 }: Pick<PairedPermutationOptions, 'alternative' | 'tieWidth'> = {},
): SignFlips {
  const values = numericSample('differences', differences, { finite: true });
  const statistic = mean(values);
  const permuted = Float64Array.from(signs, (row) => flippedMean(values, row));
  if (permuted.length === 0) throw new RangeError('invalid signs: expected at least one row, got none');
  const size = { 'two-sided': Math.abs, greater: (value: number) => value, less: (value: number) => -value }[
    checkOneOf('alternative', alternative, ALTERNATIVES)
  ];
  const least = size(statistic) - widthOf(values, tieWidth);
  const reached = permuted.filter((value) => size(value) >= least).length;
  const pValue = (1 + reached) / (1 + permuted.length);
  return { statistic, pValue, method: `paired permutation test, given signs, ${alternative}`, permuted };
}

function flippedMean(values: Float64Array, signs: ArrayLike<number>): number {
  if (signs.length !== values.length)
    throw new RangeError(`invalid signs: expected ${values.length} in each row, got ${signs.length}`);
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    if (signs[i] !== 1 && signs[i] !== -1)
      throw new RangeError(`invalid signs: expected 1 or −1, got ${show(signs[i])}`);
    sum += signs[i] * values[i];
  }
  return sum / values.length;
}

function* randomSigns(count: number, rows: number, random: Random): Generator<Int8Array> {
  const signs = new Int8Array(count);
  for (let b = 0; b < rows; b++) {
    let bits = 0;
    for (let i = 0; i < count; i++) {
      // a draw has 32 bits
      bits = i % 32 === 0 ? random.integer(2 ** 32) : bits >>> 1;
      signs[i] = bits & 1 ? 1 : -1;
    }
    yield signs;
  }
}

/** The p value over all sign flips; differences of 0 change nothing. */
function exactP(values: Float64Array, alternative: Alternative, width: number): number {
  const observed = values.reduce((sum, value) => sum + value, 0);
  if (alternative !== 'two-sided') return shareAtLeast(values, (alternative === 'less' ? -observed : observed) - width);
  const threshold = Math.abs(observed) - width;
  return threshold <= 0 ? 1 : Math.min(1, 2 * shareAtLeast(values, threshold));
}

/** The share of all signed sums that reach a threshold: each sum of the first half is met with all of the second half. */
function shareAtLeast(values: Float64Array, threshold: number): number {
  const half = values.length >> 1;
  const [first, second] = [signedSums(values.subarray(0, half)), signedSums(values.subarray(half))];
  let count = 0;
  let j = second.length;
  for (const sum of first) {
    while (j > 0 && sum + second[j - 1] >= threshold) j--;
    count += second.length - j;
  }
  return count / (first.length * second.length);
}

/** All 2ⁿ signed sums, ascending. */
function signedSums(values: Float64Array): Float64Array {
  const sums = new Float64Array(2 ** values.length);
  values.forEach((value, bit) => {
    for (let i = 2 ** bit - 1; i >= 0; i--) {
      sums[i + 2 ** bit] = sums[i] + value;
      sums[i] -= value;
    }
  });
  return sums.sort();
}

function widthOf(values: Float64Array, least: number): number {
  checkNumber('tieWidth', least, 0);
  return values.reduce((most, value) => Math.max(most, 1e-12 * Math.abs(value)), least);
}
