import { checkInteger, checkNumber } from '../errors';
import { checkProbability } from './checkProbability';
import { betaCdf, betaQuantile, betaSf } from './distributions/beta';
import { binomialMass } from './distributions/stirling';
import type { Interval } from './interval';

/** Options of `compareRates`. */
export interface CompareRatesOptions {
  /** Both parameters of the Beta prior of each rate, above 0; default [1, 1], uniform. */
  readonly prior?: readonly [a: number, b: number];
  /** Posterior probability of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** Posterior of two rates of success. */
export interface RateComparison {
  /** Posterior mean, equal-tailed interval and standard deviation of the rate of A. */
  readonly a: Interval;
  readonly b: Interval;
  /** P(rate of B > rate of A). */
  readonly bGreater: number;
  /** E[max(rate of A − rate of B, 0)]: what the choice of B costs on average. */
  readonly expectedLossOfB: number;
}

/**
 * Bayesian comparison of two independent rates of success, such as a champion A and a challenger B on different users: each has the
 * posterior Beta(a + successes, b + failures). A probability of B > A is no p value: it depends on the prior, and it is not
 * calibrated for looking again and again.
 * @throws {TypeError | RangeError} if trials are not integers ≥ 0, successes not integers in [0, trials], a prior parameter is not
 * above 0 or `level` is outside (0, 1).
 * @example
 * compareRates([45, 100], [60, 100]).bGreater; // 0.9828…
 */
export function compareRates(
  a: readonly [successes: number, trials: number],
  b: readonly [successes: number, trials: number],
  { prior = [1, 1], level = 0.95 }: CompareRatesOptions = {},
): RateComparison {
  checkProbability('level', level);
  for (const value of prior) {
    if (checkNumber('prior', value, 0) === 0) throw new RangeError('invalid prior: expected numbers above 0, got 0');
  }
  const [p, q] = [posterior('a', a, prior), posterior('b', b, prior)];
  const bGreater = probabilityGreater(q, p);
  return { a: summary(p, level), b: summary(q, level), bGreater, expectedLossOfB: expectedExcess(p, q) };
}

interface Beta {
  readonly a: number;
  readonly b: number;
}

function posterior(name: string, [successes, trials]: readonly [number, number], prior: readonly number[]): Beta {
  checkInteger(`trials of ${name}`, trials, 0);
  checkInteger(`successes of ${name}`, successes, 0, trials);
  return { a: prior[0] + successes, b: prior[1] + trials - successes };
}

function summary(law: Beta, level: number): Interval {
  const { a, b } = law;
  const tail = (1 - level) / 2;
  const standardError = Math.sqrt(((a / (a + b)) * (b / (a + b))) / (a + b + 1));
  return {
    estimate: meanOf(law),
    low: betaQuantile(tail, a, b),
    high: 1 - betaQuantile(tail, b, a),
    standardError,
    level,
  };
}

/** P(X > Y) for independent Beta variables, integrated over the narrower one. */
function probabilityGreater(x: Beta, y: Beta): number {
  const p =
    spread(x) < spread(y)
      ? expectation(x, (share) => betaCdf(share, y.a, y.b))
      : expectation(y, (share) => betaSf(share, x.a, x.b));
  return Math.min(p, 1);
}

/** E[max(X − Y, 0)], likewise: E[max(x − Y, 0)] = (x − E[Y])·P(Y ≤ x) + x^a (1 − x)^b / ((a + b)·B(a, b)). */
function expectedExcess(x: Beta, y: Beta): number {
  return spread(x) < spread(y)
    ? expectation(x, (share, rest) => (share - meanOf(y)) * betaCdf(share, y.a, y.b) + edge(y, share, rest))
    : expectation(y, (share, rest) => (meanOf(x) - share) * betaSf(share, x.a, x.b) + edge(x, share, rest));
}

function edge({ a, b }: Beta, share: number, rest: number): number {
  return binomialMass(a, b, share, rest) * (a / (a + b)) * (b / (a + b));
}

function meanOf({ a, b }: Beta): number {
  return a / (a + b);
}

/** About the standard deviation of the logit. */
function spread({ a, b }: Beta): number {
  return Math.sqrt(1 / a + 1 / b);
}

/**
 * E[f(X)] for a Beta variable: the trapezoid rule on the logit u, where the density is smooth and falls off like e^(au) and e^(−bu), so that
 * the error falls exponentially with the step.
 */
function expectation({ a, b }: Beta, f: (share: number, rest: number) => number): number {
  const step = Math.min(spread({ a, b }) / 5, 0.3);
  const peak = Math.log(a / b);
  const logDensity = (u: number) => -a * softplus(-u) - b * softplus(u);
  const most = logDensity(peak);
  let sum = 0;
  let total = 0;
  for (const direction of [1, -1]) {
    for (let i = direction === 1 ? 0 : 1; ; i++) {
      const u = peak + direction * i * step;
      const weight = Math.exp(logDensity(u) - most);
      total += weight;
      sum += weight * f(1 / (1 + Math.exp(-u)), 1 / (1 + Math.exp(u)));
      if (weight < 1e-18 * total) break;
    }
  }
  return sum / total;
}

/** ln(1 + eᵘ). */
function softplus(u: number): number {
  return Math.max(u, 0) + Math.log1p(Math.exp(-Math.abs(u)));
}
