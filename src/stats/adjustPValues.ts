import { checkOneOf } from '../errors';
import { checkProbability } from './checkProbability';
import { checkPValues } from './checkPValues';

/** A correction of p values for the number of tests; see `adjustPValues`. */
export type AdjustMethod = keyof typeof RULES | 'hommel' | 'fdr_tsbh';

/** Options of `adjustPValues` and `rejections`. */
export interface AdjustOptions {
  /** Level of the whole family, in (0, 1); default 0.05. The adjusted p values depend on it for 'fdr_tsbh' only. */
  readonly alpha?: number;
}

/**
 * Adjusted p values of many tests, in the order of the input: a test is rejected at level alpha if its adjusted p value is at
 * most alpha. O(n log n) time, 'hommel' O(n²).
 *
 * The family-wise error rate (any false rejection) is kept
 * - under any dependence: 'bonferroni', and 'holm' (Holm 1979), which rejects at least as much;
 * - for independent tests: 'sidak', 'holm-sidak' (also under positive dependence of the usual statistics);
 * - where Simes' inequality holds, so for independent or positively dependent tests: 'simes-hochberg' (Hochberg 1988) and
 *   'hommel' (1988), which rejects at least as much.
 *
 * The false discovery rate (the expected share of false ones among the rejected) is kept by
 * - 'bh' for independent or positively dependent tests (Benjamini & Hochberg 1995);
 * - 'by' under any dependence (Benjamini & Yekutieli 2001);
 * - 'fdr_tsbh' approximately, for independent tests: 'bh' at alpha tells how many nulls are true, and 'bh' again for as many
 *   (Benjamini, Krieger & Yekutieli 2006, with alpha instead of alpha/(1 + alpha) in the first stage).
 * @returns nothing for no p values.
 * @throws {TypeError | RangeError} if a p value is not a number in [0, 1], `method` is none of these, or alpha is outside (0, 1).
 * @example
 * adjustPValues([0.01, 0.04, 0.03], 'holm'); // Float64Array [0.03, 0.06, 0.06]
 */
export function adjustPValues(
  pValues: ArrayLike<number>,
  method: AdjustMethod = 'holm',
  { alpha = 0.05 }: AdjustOptions = {},
): Float64Array {
  return run(pValues, method, alpha).adjusted;
}

/**
 * Which null hypotheses the correction rejects at level alpha. It compares p values with the method's critical values, so that
 * a p value exactly at one is rejected, where `adjustPValues(…)[i] <= alpha` may round it away.
 * @throws as `adjustPValues` does.
 * @example
 * rejections([0.01, 0.04, 0.03], 'bh'); // [true, true, true]
 */
export function rejections(
  pValues: ArrayLike<number>,
  method: AdjustMethod = 'holm',
  { alpha = 0.05 }: AdjustOptions = {},
): boolean[] {
  return run(pValues, method, alpha).rejected;
}

interface Decision {
  readonly adjusted: Float64Array;
  readonly rejected: boolean[];
}

interface Rule {
  /** Whether rejecting one null depends on those with smaller p values (down), larger ones (up) or none (single). */
  readonly steps: 'single' | 'down' | 'up';
  /** The adjusted p value of the p value with `i` smaller ones among n, before steps. */
  readonly adjust: (p: number, i: number, n: number) => number;
  /** The critical value of that p value. */
  readonly critical: (alpha: number, i: number, n: number) => number;
}

const RULES = {
  bonferroni: divided('single', (_, n) => n),
  sidak: sidak('single', (_, n) => n),
  holm: divided('down', (i, n) => n - i),
  'holm-sidak': sidak('down', (i, n) => n - i),
  'simes-hochberg': divided('up', (i, n) => n - i),
  bh: shared((i, n) => (i + 1) / n),
  by: shared((i, n) => (i + 1) / n / harmonic(n)),
};

function divided(steps: Rule['steps'], tests: (i: number, n: number) => number): Rule {
  return { steps, adjust: (p, i, n) => p * tests(i, n), critical: (alpha, i, n) => alpha / tests(i, n) };
}

/** 1 − (1 − p)^tests. */
function sidak(steps: Rule['steps'], tests: (i: number, n: number) => number): Rule {
  return {
    steps,
    adjust: (p, i, n) => -Math.expm1(tests(i, n) * Math.log1p(-p)),
    critical: (alpha, i, n) => -Math.expm1(Math.log1p(-alpha) / tests(i, n)),
  };
}

function shared(share: (i: number, n: number) => number): Rule {
  return { steps: 'up', adjust: (p, i, n) => p / share(i, n), critical: (alpha, i, n) => alpha * share(i, n) };
}

function run(pValues: ArrayLike<number>, method: AdjustMethod, alpha: number): Decision {
  checkOneOf('method', method, [...Object.keys(RULES), 'hommel', 'fdr_tsbh']);
  checkProbability('alpha', alpha);
  const values = checkPValues(pValues);
  const order = Uint32Array.from(values, (_, i) => i).sort((i, j) => values[i] - values[j]);
  const sorted = Float64Array.from(order, (i) => values[i]);
  const { adjusted, rejected } = decide(sorted, method, alpha);
  const decision: Decision = { adjusted: new Float64Array(values.length), rejected: [] };
  order.forEach((at, i) => {
    decision.adjusted[at] = Math.min(1, adjusted[i]);
    decision.rejected[at] = rejected[i];
  });
  return decision;
}

function decide(sorted: Float64Array, method: AdjustMethod, alpha: number): Decision {
  if (method === 'hommel') return hommel(sorted, alpha);
  return method === 'fdr_tsbh' ? twoStage(sorted, alpha) : stepwise(sorted, RULES[method], alpha);
}

function stepwise(sorted: Float64Array, { steps, adjust, critical }: Rule, alpha: number): Decision {
  const n = sorted.length;
  const adjusted = sorted.map((p, i) => adjust(p, i, n));
  const rejected = Array.from(sorted, (p, i) => p <= critical(alpha, i, n));
  if (steps === 'down')
    for (let i = 1; i < n; i++) {
      adjusted[i] = Math.max(adjusted[i], adjusted[i - 1]);
      rejected[i] &&= rejected[i - 1];
    }
  if (steps === 'up')
    for (let i = n - 2; i >= 0; i--) {
      adjusted[i] = Math.min(adjusted[i], adjusted[i + 1]);
      rejected[i] ||= rejected[i + 1];
    }
  return { adjusted, rejected };
}

function twoStage(sorted: Float64Array, alpha: number): Decision {
  const first = stepwise(sorted, RULES.bh, alpha);
  const found = first.rejected.lastIndexOf(true) + 1;
  if (found === 0 || found === sorted.length) return first;
  const nulls = sorted.length - found;
  const second = stepwise(sorted, RULES.bh, (alpha * sorted.length) / nulls);
  return { adjusted: second.adjusted.map((p) => (p * nulls) / sorted.length), rejected: second.rejected };
}

/** Hommel's procedure in the form of Wright (1992), algorithm of appendix A. */
function hommel(sorted: Float64Array, alpha: number): Decision {
  const n = sorted.length;
  const adjusted = sorted.slice();
  for (let m = n; m > 1; m--) {
    let simes = Infinity;
    for (let i = 1; i <= m; i++) simes = Math.min(simes, (m * sorted[n - m + i - 1]) / i);
    for (let i = 0; i < n; i++) adjusted[i] = Math.max(adjusted[i], i < n - m ? Math.min(m * sorted[i], simes) : simes);
  }
  return { adjusted, rejected: Array.from(adjusted, (p) => p <= alpha) };
}

function harmonic(n: number): number {
  let sum = 0;
  for (let i = 1; i <= n; i++) sum += 1 / i;
  return sum;
}
