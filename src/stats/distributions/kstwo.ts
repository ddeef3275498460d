import { ksoneSf } from './ksone';
import { poissonMass } from './stirling';

/**
 * P(Dₙ ≥ d): the exact upper tail of the two-sided one-sample Kolmogorov–Smirnov statistic sup |Fₙ − F| of n values from a
 * continuous F.
 *
 * The empirical count is a Poisson process with rate n, given that it ends at n. Dₙ ≥ d if its path leaves the band
 * nt ± nd; the probability is the sum, over the moments when it can leave first, of what leaves there. All terms are positive,
 * so that small tails keep their digits, which 1 − P(Dₙ < d) by Durbin's matrix or Pomeranz' recursion does not. Far out, where
 * a path that leaves on both sides does not count, it is twice the one-sided tail.
 * O(n² d) time.
 */
export function kstwoSf(d: number, n: number): number {
  if (d <= 0.5 / n) return 1;
  if (d >= 1) return 0;
  if (d >= 0.5 || n * d * d > 7) return Math.min(1, 2 * ksoneSf(d, n));
  return Math.min(1, leavingMass(d, n));
}

/** What leaves the band, over what ends at n. */
function leavingMass(d: number, n: number): number {
  const whole = Math.floor(n * d);
  const part = n * d - whole;
  // level[i] is the probability to be inside so far with count low + i; time is counted in 1 / n
  let level = Float64Array.of(1);
  let low = 0;
  let time = 0;
  let left = 0;
  const advance = (to: number): void => {
    level = spread(level, to - time);
    time = to;
  };
  // at time j − nd the count must be below j, and at time j + nd above j
  for (let upper = whole + 1, lower = 0; lower <= n - whole - 1 || upper <= n;) {
    const rise = upper - whole - part;
    const fall = lower + whole + part;
    if (upper <= n && rise <= fall) {
      advance(rise);
      for (let j = upper; j < low + level.length && j <= n; j++)
        left += level[j - low] * poissonMass(n - j, Math.max(0, n - time));
      level = level.slice(0, upper - low);
      upper++;
    } else {
      if (fall >= n) break;
      advance(fall);
      if (lower >= low) {
        left += level[lower - low] * poissonMass(n - lower, n - time);
        level = level.slice(lower + 1 - low);
        low = lower + 1;
      }
      lower++;
    }
  }
  return left / poissonMass(n, n);
}

/** The levels after Poisson arrivals with the given mean, as far up as they matter. */
function spread(level: Float64Array, mean: number): Float64Array<ArrayBuffer> {
  const arrivals = [Math.exp(-mean)];
  for (let k = 1; arrivals[k - 1] > 1e-22; k++) arrivals.push((arrivals[k - 1] * mean) / k);
  const next = new Float64Array(level.length + arrivals.length - 1);
  for (let i = 0; i < level.length; i++)
    for (let k = 0; k < arrivals.length; k++) next[i + k] += level[i] * arrivals[k];
  return next;
}
