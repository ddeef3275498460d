import { checkInteger, checkOneOf } from '../errors';
import { checkProbability } from './checkProbability';
import { betaQuantile } from './distributions/beta';
import { normalUpperQuantile } from './distributions/normal';
import type { Interval } from './interval';

/** How `proportionInterval` is made. */
export type ProportionMethod = 'wilson' | 'clopperPearson' | 'jeffreys' | 'agrestiCoull' | 'normal';

/** Options of `proportionInterval`. */
export interface ProportionOptions {
  /** Nominal coverage, in (0, 1); default 0.95. */
  readonly level?: number;
  /** Default 'wilson'. */
  readonly method?: ProportionMethod;
}

/**
 * Interval for the probability behind `successes` of `trials` independent trials, within [0, 1]. 'wilson' (score; Wilson 1927)
 * covers about `level` on average, 'clopperPearson' (exact tails; 1934) never less, 'jeffreys' is the equal-tailed posterior under
 * Beta(1/2, 1/2), 'agrestiCoull' widens Wilson's (Agresti & Coull 1998), 'normal' (Wald) is here for comparison: it has no width at 0
 * and 1, and covers far too little near them (Brown, Cai & DasGupta 2001).
 * @throws {TypeError | RangeError} if `trials` is not an integer ≥ 1, `successes` not one in [0, trials], or an option is wrong.
 * @example
 * proportionInterval(3, 20); // { estimate: 0.15, low: 0.0523…, high: 0.3604…, … }
 */
export function proportionInterval(
  successes: number,
  trials: number,
  { level = 0.95, method = 'wilson' }: ProportionOptions = {},
): Interval {
  checkInteger('trials', trials, 1);
  checkInteger('successes', successes, 0, trials);
  checkOneOf('method', method, Object.keys(ends) as ProportionMethod[]);
  const tail = (1 - checkProbability('level', level)) / 2;
  const [low, high] = ends[method](successes, trials, tail);
  const estimate = successes / trials;
  const standardError = Math.sqrt((estimate * (1 - estimate)) / trials);
  return { estimate, low: Math.max(low, 0), high: Math.min(high, 1), standardError, level };
}

type Ends = (k: number, n: number, tail: number) => readonly [low: number, high: number];

const ends: Readonly<Record<ProportionMethod, Ends>> = {
  wilson: (k, n, tail) => {
    const z2 = normalUpperQuantile(tail) ** 2;
    // the upper end by way of the failures: their lower end keeps its digits
    return [wilsonLow(k, n, z2), 1 - wilsonLow(n - k, n, z2)];
  },
  clopperPearson: (k, n, tail) => [
    k === 0 ? 0 : betaQuantile(tail, k, n - k + 1),
    k === n ? 1 : 1 - betaQuantile(tail, n - k, k + 1),
  ],
  jeffreys: (k, n, tail) => [betaQuantile(tail, k + 0.5, n - k + 0.5), 1 - betaQuantile(tail, n - k + 0.5, k + 0.5)],
  agrestiCoull: (k, n, tail) => {
    const z = normalUpperQuantile(tail);
    return around((k + z ** 2 / 2) / (n + z ** 2), n + z ** 2, z);
  },
  normal: (k, n, tail) => around(k / n, n, normalUpperQuantile(tail)),
};

/** The smaller root of (p − k/n)² = z²·p(1 − p)/n, from the larger one: nothing cancels. */
function wilsonLow(k: number, n: number, z2: number): number {
  const middle = 2 * k + z2;
  const root = Math.sqrt(z2 * (z2 + (4 * k * (n - k)) / n));
  return (2 * k * k) / n / (middle + root);
}

function around(centre: number, n: number, z: number): readonly [number, number] {
  const margin = z * Math.sqrt((centre * (1 - centre)) / n);
  return [centre - margin, centre + margin];
}
