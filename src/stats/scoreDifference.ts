import { checkProbability } from './checkProbability';
import { normalUpperQuantile } from './distributions/normal';
import type { Interval } from './interval';
import { proportionInterval } from './proportionInterval';

/** Successes and trials. */
export type Trials = readonly [successes: number, trials: number];

/**
 * Score interval of the first less the second probability of two independent samples (Miettinen & Nurminen 1985): the
 * differences that a score test does not reject, its variance estimated under each difference, times N/(N − 1). Within
 * [−1, 1]; never empty or of no width. On average over all probabilities it covers `level`; with 20 and 20 trials at
 * least 0.93 of 0.95, where Newcombe's falls to 0.88.
 * @throws {TypeError | RangeError} if `trials` is not an integer ≥ 1, `successes` not one in [0, trials], or `level`
 * is not in (0, 1).
 * @example
 * scoreDifference([45, 100], [60, 100]); // { estimate: −0.15, low: −0.2830…, high: −0.0112…, … }
 */
export function scoreDifference(
  first: Trials,
  second: Trials,
  { level = 0.95 }: { readonly level?: number } = {},
): Interval {
  const [a, b] = [proportionInterval(...first), proportionInterval(...second)];
  const z = normalUpperQuantile((1 - checkProbability('level', level)) / 2);
  const estimate = a.estimate - b.estimate;
  return {
    estimate,
    low: -farthest(second, first, z),
    high: farthest(first, second, z),
    standardError: Math.hypot(a.standardError, b.standardError),
    level,
  };
}

/** The largest difference whose score is z standard errors or less above the observed one. */
function farthest(first: Trials, second: Trials, z: number): number {
  let [low, high] = [first[0] / first[1] - second[0] / second[1], 1];
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return high;
    if (isWithin(middle, first, second, z)) low = middle;
    else high = middle;
  }
}

function isWithin(difference: number, first: Trials, second: Trials, z: number): boolean {
  const [[a, n], [b, m]] = [first, second];
  const p = likeliestFirst(difference, first, second);
  const q = p - difference;
  const variance = ((p * (1 - p)) / n + (q * (1 - q)) / m) * ((n + m) / (n + m - 1));
  return difference - (a / n - b / m) <= z * Math.sqrt(Math.max(0, variance));
}

/**
 * The most likely first probability where it is the second plus a difference: a root of a cubic (Farrington & Manning
 * 1990).
 */
function likeliestFirst(difference: number, [a, n]: Trials, [b, m]: Trials): number {
  const d = difference;
  const ratio = m / n;
  const [p, q] = [a / n, b / m];
  const cubic = 1 + ratio;
  const square = -(1 + ratio + p + ratio * q + d * (ratio + 2));
  const linear = d * d + d * (2 * p + ratio + 1) + p + ratio * q;
  const constant = -p * d * (1 + d);
  const centre = -square / (3 * cubic);
  const v = (square / (3 * cubic)) ** 3 - (square * linear) / (6 * cubic ** 2) + constant / (2 * cubic);
  const spread = Math.sqrt(Math.max(0, centre ** 2 - linear / (3 * cubic))) * (v < 0 ? -1 : 1);
  const cosine = spread === 0 ? 0 : Math.min(1, Math.max(-1, v / spread ** 3));
  const root = 2 * spread * Math.cos((Math.PI + Math.acos(cosine)) / 3) + centre;
  return Math.min(Math.max(root, 0, d), 1, 1 + d);
}
