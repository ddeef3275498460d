import { checkInteger, checkNumber } from '../errors';
import { checkProbability } from './checkProbability';
import { betaln, lbinom } from './distributions/lgamma';

/** The law of a count. */
export interface CountLaw {
  readonly mean: number;
  /** P(count = x). */
  readonly pmf: (x: number) => number;
  /** P(count ≤ x). */
  readonly cdf: (x: number) => number;
  /** P(count > x), summed by itself and not 1 − cdf: small tails keep their digits. */
  readonly sf: (x: number) => number;
  /** The shortest central range of counts with at most (1 − level) / 2 of the probability beyond each end. */
  readonly interval: (level?: number) => readonly [low: number, high: number];
}

/**
 * Beta-binomial law: the count of successes in `trials` when their rate is drawn once from Beta(a, b).
 *
 * It is the law of false alarms under a conformal threshold: `trials` fresh normal samples, threshold at the k-th largest of
 * n calibration scores, exchangeable and without ties: a = k, b = n + 1 − k. Wider than the binomial law, since all alarms
 * share the one threshold. With ties counts can only be smaller. A tail costs O(trials).
 * @throws {TypeError | RangeError} if `trials` is not an integer ≥ 0, or a or b is not a number > 0.
 * @example
 * betaBinomial(100, 3, 58).interval(0.95); // [0, 13]: false alarms of 100 normals, threshold at the 3rd largest of 60
 */
export function betaBinomial(trials: number, a: number, b: number): CountLaw {
  checkInteger('trials', trials, 0);
  checkPositive('a', a);
  checkPositive('b', b);
  const scale = betaln(a, b);
  const pmf = (x: number) =>
    x < 0 || x > trials || !Number.isInteger(x)
      ? 0
      : Math.exp(lbinom(trials, x) + betaln(x + a, trials - x + b) - scale);
  const cdf = (x: number) => sum(pmf, 0, Math.min(Math.floor(x), trials));
  const sf = (x: number) => sum(pmf, Math.max(Math.floor(x) + 1, 0), trials);
  const interval = (level = 0.95): readonly [number, number] => {
    const tail = (1 - checkProbability('level', level)) / 2;
    return [countWithin(pmf, 0, 1, tail), countWithin(pmf, trials, -1, tail)];
  };
  return { mean: (trials * a) / (a + b), pmf, cdf, sf, interval };
}

type Mass = (x: number) => number;

function sum(pmf: Mass, from: number, to: number): number {
  let total = 0;
  for (let x = from; x <= to; x++) total += pmf(x);
  return Math.min(total, 1);
}

/** The first count from `start` on that the tail cannot hold as well. */
function countWithin(pmf: Mass, start: number, step: number, tail: number): number {
  let x = start;
  for (let mass = pmf(x); mass <= tail; mass += pmf(x)) x += step;
  return x;
}

function checkPositive(name: string, value: number): void {
  if (checkNumber(name, value, 0) === 0) throw new RangeError(`invalid ${name}: expected a number above 0, got 0`);
}
