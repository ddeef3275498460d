import { chiSquareSf } from './distributions/chiSquare';
import { numericSamples, type SampleOptions } from './numericSample';
import { ranks } from './ranks';
import type { TestResult } from './testResult';

/** Outcome of a test by a chi-square law. */
export interface ChiSquareTestResult extends TestResult {
  readonly degreesOfFreedom: number;
}

/**
 * Kruskal–Wallis H test of several samples with the correction for ties (Kruskal & Wallis 1952), its p value from the
 * chi-square law. Null: all values are independent draws from one distribution. If all values are equal H is 0 and the
 * p value 1.
 * @throws {TypeError | RangeError} if there are fewer than two samples, one is empty or values are NaN (unless
 * `nanPolicy` is 'omit').
 * @example
 * kruskalWallis([[1, 3, 5], [2, 4, 6], [7, 8, 9]]).statistic; // 5.6
 */
export function kruskalWallis(
  samples: readonly ArrayLike<number>[],
  { nanPolicy }: SampleOptions = {},
): ChiSquareTestResult {
  const checked = numericSamples(samples, { nanPolicy });
  const total = checked.reduce((sum, { length }) => sum + length, 0);
  const pooled = new Float64Array(total);
  const starts = checked.map((_, i) => checked.slice(0, i).reduce((sum, { length }) => sum + length, 0));
  checked.forEach((values, i) => pooled.set(values, starts[i]));
  const centred = ranks(pooled).map((rank) => rank - (total + 1) / 2);
  // H is (N − 1) times the share of the ranks' variation that lies between samples: this corrects for ties
  const variation = centred.reduce((sum, rank) => sum + rank * rank, 0);
  const between = checked.reduce((sum, { length }, i) => {
    const part = centred.subarray(starts[i], starts[i] + length).reduce((all, rank) => all + rank, 0);
    return sum + (part * part) / length;
  }, 0);
  const statistic = between === 0 ? 0 : ((total - 1) * between) / variation;
  const degreesOfFreedom = checked.length - 1;
  return { statistic, pValue: chiSquareSf(statistic, degreesOfFreedom), method: 'Kruskal–Wallis', degreesOfFreedom };
}
