import { pelzGood } from '../pelzGood';
import { ksoneSf } from './ksone';
import { poissonMass } from './stirling';

/** Up to this size the law is computed exactly. */
const EXACT_UP_TO = 1000;

/**
 * P(Dₙ ≥ d): the upper tail of the two-sided one-sample Kolmogorov–Smirnov statistic sup |Fₙ − F| of n values from a
 * continuous F. To about 13 digits up to n = 1000, to 9 digits above.
 *
 * Up to n = 1000 the empirical count is a Poisson process with rate n, given that it ends at n. Dₙ ≥ d if its path leaves the
 * band nt ± nd; the probability is the sum, over the moments when it can leave first, of what leaves there. All terms are
 * positive, so that small tails keep their digits, which 1 − P(Dₙ < d) by Durbin's matrix or Pomeranz' recursion does not.
 *
 * Above, it is the expansion of Pelz and Good, whose relative error is (e₀ + e₁/√n + …)/n²: e₀ and e₁ are taken from n = 250
 * and 500. Far out a path that leaves on both sides does not count, and it is twice the one-sided tail, in O(n) time.
 * @example
 * kstwoSf(0.2, 50); // 0.03143…
 */
export function kstwoSf(d: number, n: number): number {
  if (!(n >= 1) || Number.isNaN(d)) return NaN;
  const z = Math.sqrt(n) * d;
  if (d <= 0.5 / n || z < 0.17) return 1; // to the last digit
  if (d >= 1) return 0;
  if (d >= 0.5 || z > 2.65) return Math.min(1, 2 * ksoneSf(d, n));
  if (n <= EXACT_UP_TO) return Math.min(1, leavingMass(d, n));
  return z < 1.8 ? correctedExpansion(z, n) : 2 * ksoneSf(d, n) - bothSides(z, n);
}

/** The paths that leave on both sides, which twice the one-sided tail counts twice, by Kolmogorov's law. */
function bothSides(z: number, n: number): number {
  return 2 * Math.exp(-8 * (z + 1 / (6 * Math.sqrt(n))) ** 2);
}

function correctedExpansion(z: number, n: number): number {
  const error = (size: number) => {
    const d = z / Math.sqrt(size);
    return size * size * ((1 - pelzGood(d, size)) / leavingMass(d, size) - 1);
  };
  const last = error(500);
  // e₁ (1/√n − 1/√500)
  const rest = ((error(250) - last) * (Math.sqrt(500 / n) - 1)) / (Math.SQRT2 - 1);
  return (1 - pelzGood(z / Math.sqrt(n), n)) / (1 + (last + rest) / (n * n));
}

/** What leaves the band, over what ends at n. */
function leavingMass(d: number, n: number): number {
  const whole = Math.floor(n * d);
  const part = n * d - whole;
  // inside[j] is the probability to have been inside so far, with the count j; time is counted in 1 / n
  let inside = new Float64Array(n + 1);
  inside[0] = 1;
  let next = new Float64Array(n + 1);
  let [low, high, time, left] = [0, 0, 0, 0];
  const advance = (to: number): void => {
    const reach = spread(inside, low, high, to - time, next);
    [inside, next, high, time] = [next, inside, reach, to];
  };
  const leave = (count: number): void => {
    left += inside[count] * poissonMass(n - count, n - time);
  };
  // the count must be below j just before time j − nd, and above j at time j + nd
  for (let above = whole + 1, below = 0; below + whole + part < n || above <= n; below++) {
    const fall = Math.min(below + whole + part, n);
    for (; above <= n && above - whole - part <= fall; above++) {
      advance(above - whole - part);
      for (; high >= above; high--) leave(high);
    }
    if (fall >= n) break;
    advance(fall);
    if (low === below) leave(low++);
  }
  return left / poissonMass(n, n);
}

/** The probabilities of the counts low to high after Poisson arrivals, into `next`. @returns the highest count now */
function spread(inside: Float64Array, low: number, high: number, mean: number, next: Float64Array): number {
  const arrivals = [Math.exp(-mean)];
  for (let k = 1; arrivals[k - 1] > 1e-20; k++) arrivals.push((arrivals[k - 1] * mean) / k);
  const reach = Math.min(high + arrivals.length - 1, next.length - 1);
  for (let count = low; count <= reach; count++) {
    const most = Math.min(arrivals.length - 1, count - low);
    let sum = 0;
    for (let k = Math.max(0, count - high); k <= most; k++) sum += inside[count - k] * arrivals[k];
    next[count] = sum;
  }
  return reach;
}
