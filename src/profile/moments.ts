/** Sums from which mean, variance, skewness and kurtosis follow, of values that need not be kept. */
export interface Moments {
  readonly count: number;
  readonly mean: number;
  /** What the float64 `mean` leaves of the true one: far from zero the digits of a variance are in it. */
  readonly meanRest: number;
  /** Σ (x − mean)², with cubes and fourth powers. */
  readonly m2: number;
  readonly m3: number;
  readonly m4: number;
}

export const noMoments: Moments = { count: 0, mean: 0, meanRest: 0, m2: 0, m3: 0, m4: 0 };

/**
 * Moments of finite numbers, in two passes.
 * @example
 * momentsOf([1, 2, 3]).m2; // 2
 */
export function momentsOf(values: ArrayLike<number>): Moments {
  const { length: count } = values;
  if (count === 0) return noMoments;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[i] / count;
  let rest = 0;
  for (let i = 0; i < count; i++) rest += values[i] - sum;
  rest /= count;
  let [m2, m3, m4] = [0, 0, 0];
  for (let i = 0; i < count; i++) {
    const deviation = values[i] - sum - rest;
    const square = deviation * deviation;
    m2 += square;
    m3 += square * deviation;
    m4 += square * square;
  }
  return { count, ...normal(sum, rest), m2, m3, m4 };
}

/**
 * Moments of both samples together (Pébay 2008, eqs. 1.5–1.6 of SAND2008-6212; Chan, Golub & LeVeque 1979): as if made from all
 * values, to about 1e-15 of their spread.
 * @example
 * mergeMoments(momentsOf([1, 2]), momentsOf([3])).mean; // 2
 */
export function mergeMoments(a: Moments, b: Moments): Moments {
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  const count = a.count + b.count;
  const [p, q] = [a.count / count, b.count / count];
  const delta = b.mean - a.mean + (b.meanRest - a.meanRest);
  const square = delta * delta;
  const pairs = a.count * q;
  return {
    count,
    ...normal(a.mean, a.meanRest + delta * q),
    m2: a.m2 + b.m2 + square * pairs,
    m3: a.m3 + b.m3 + square * delta * pairs * (p - q) + 3 * delta * (p * b.m2 - q * a.m2),
    m4:
      a.m4 +
      b.m4 +
      square * square * pairs * (p * p - p * q + q * q) +
      6 * square * (p * p * b.m2 + q * q * a.m2) +
      4 * delta * (p * b.m3 - q * a.m3),
  };
}

/** With n in the denominator; 0 of nothing. */
export function populationDeviation({ count, m2 }: Moments): number {
  return count === 0 ? 0 : Math.sqrt(m2 / count);
}

/** The moments, powers beyond the range of doubles as the largest one: JSON has no infinity. */
export function storable(moments: Moments): Moments {
  const bounded = (value: number) => Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value || 0));
  return { ...moments, m2: bounded(moments.m2), m3: bounded(moments.m3), m4: bounded(moments.m4) };
}

/** A sum of two in float64, and what rounding took from it (Knuth's two-sum). */
function normal(mean: number, rest: number): Pick<Moments, 'mean' | 'meanRest'> {
  const sum = mean + rest;
  const added = sum - mean;
  return { mean: sum, meanRest: mean - (sum - added) + (rest - added) };
}
