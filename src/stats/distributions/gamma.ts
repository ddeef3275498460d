import { continuedFraction } from './continuedFraction';
import { lgamma1p } from './lgamma';
import { poissonMass } from './stirling';
import { fromLower, fromUpper, NO_TAILS, type Tails } from './tails';

/**
 * The regularised incomplete gamma functions P(a, x) (lower) and Q(a, x) (upper), for a > 0 and x ≥ 0: the smaller is
 * computed by itself, to about 13 digits, however small. NaN for other parameters.
 */
export function gammaTails(a: number, x: number): Tails {
  if (!(a > 0) || Number.isNaN(x)) return NO_TAILS;
  if (x <= 0) return { lower: 0, upper: 1 };
  if (x === Infinity) return { lower: 1, upper: 0 };
  if (x >= a + 1) return fromUpper(upperFraction(a, x));
  return a < 0.5 ? smallShape(a, x) : fromLower(lowerSeries(a, x));
}

/**
 * P(a, x), the regularised lower incomplete gamma function: the cdf of a gamma variable with shape `a` and scale 1.
 * @example
 * gammaP(2.5, 1); // 0.15085…
 */
export function gammaP(a: number, x: number): number {
  return gammaTails(a, x).lower;
}

/**
 * Q(a, x) = 1 − P(a, x), computed directly: the upper tail of a gamma variable with shape `a` and scale 1.
 * @example
 * gammaQ(2.5, 50); // 5.28514…e-20
 */
export function gammaQ(a: number, x: number): number {
  return gammaTails(a, x).upper;
}

/** Abramowitz & Stegun 6.5.29. */
function lowerSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= x / (a + k);
    sum += term;
  }
  return poissonMass(a, x) * sum;
}

/** Abramowitz & Stegun 6.5.31, even part. */
function upperFraction(a: number, x: number): number {
  const scale = a * poissonMass(a, x);
  return scale === 0 ? 0 : scale * continuedFraction((i) => [i * (a - i), x + 2 * i + 1 - a]);
}

/** For a shape so small that P is near 1 already for small x: Q = 1 − x^a / Γ(a + 1) · (1 + a Σ (−x)^k / ((a + k) k!)). */
function smallShape(a: number, x: number): Tails {
  let power = 1;
  let sum = 0;
  for (let k = 1; ; k++) {
    power *= -x / k;
    const next = sum + power / (a + k);
    if (next === sum) break;
    sum = next;
  }
  const exponent = a * Math.log(x) - lgamma1p(a);
  const lower = Math.exp(exponent) * (1 + a * sum);
  return { lower, upper: lower < 0.5 ? 1 - lower : -Math.expm1(exponent) - Math.exp(exponent) * a * sum };
}
