import { checkInteger } from '../errors';
import type { Random } from '../random';
import { checkProbability } from './checkProbability';
import type { ChanceLevel } from './chanceLevel';
import { hypergeometricDraw } from './hypergeometricDraw';
import { mean } from './moments';
import { checkCounts } from './proportions';
import { quantile } from './quantile';
import type { TestResult } from './testResult';

/** Options of `permuteCounts`. */
export interface PermuteCountsOptions {
  readonly random: Random;
  /** Default 999. */
  readonly permutations?: number;
  /** How often chance may exceed the level, in (0, 1); default 0.05. */
  readonly alpha?: number;
}

/** Any measure of how far two lists of counts are apart. */
export type CountDistance = (reference: readonly number[], sample: readonly number[]) => number;

/**
 * Permutation test of any distance between the counts of two samples over the same categories. Null: the values are exchangeable,
 * so that given the pooled counts the reference's are a draw without replacement. Exact at any size where the bins do not depend
 * on the data; nearly so with the quantile bins of the reference. p = (1 + number of permuted distances that reach the
 * observed one) / (1 + permutations); `expected` and `exceeded` say what chance alone makes of the distance.
 * The cost does not grow with the counts but for their root.
 * @throws {TypeError | RangeError} if counts are not integers ≥ 0, their lists differ in length, one holds only zeros, or an
 * option is out of range.
 * @example
 * permuteCounts([40, 60], [80, 20], psi, { random: createRandom(1) }).pValue; // 0.001
 */
export function permuteCounts(
  reference: ArrayLike<number>,
  sample: ArrayLike<number>,
  distance: CountDistance,
  { random, permutations = 999, alpha = 0.05 }: PermuteCountsOptions,
): TestResult & ChanceLevel {
  checkInteger('permutations', permutations, 1);
  checkProbability('alpha', alpha);
  const [counts, others] = [wholeCounts('reference', reference), wholeCounts('sample', sample)];
  if (counts.length !== others.length)
    throw new RangeError(`invalid sample: expected ${counts.length} counts as in reference, got ${others.length}`);
  const pooled = counts.map((count, i) => count + others[i]);
  const statistic = distance(counts, others);
  const [drawn, rest] = [pooled.slice(), pooled.slice()];
  const permuted = new Float64Array(permutations);
  for (let b = 0; b < permutations; b++) {
    drawCounts(drawn, rest, pooled, total(counts), random);
    permuted[b] = distance(drawn, rest);
  }
  permuted.sort();
  // sums in another order differ in their last digits
  const reached = permuted.filter((value) => value >= statistic - 1e-12 * Math.abs(statistic)).length;
  const pValue = (1 + reached) / (1 + permutations);
  const method = `permutation of counts, ${permutations} permutations`;
  return { statistic, pValue, method, expected: mean(permuted), exceeded: quantile(permuted, 1 - alpha) };
}

/** Counts of `draws` values drawn without replacement from the pooled ones, and of the others. */
function drawCounts(drawn: number[], rest: number[], pooled: readonly number[], draws: number, random: Random): void {
  let [left, wanted] = [total(pooled), draws];
  for (let i = 0; i < pooled.length; i++) {
    drawn[i] = hypergeometricDraw(left, pooled[i], wanted, random);
    rest[i] = pooled[i] - drawn[i];
    left -= pooled[i];
    wanted -= drawn[i];
  }
}

function wholeCounts(name: string, counts: ArrayLike<number>): number[] {
  checkCounts(counts, name);
  const whole = Array.from(counts, (count) => checkInteger(name, count, 0));
  if (total(whole) === 0) throw new RangeError(`invalid ${name}: expected at least one above 0, got none`);
  return whole;
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
