import gammaln from '@stdlib/math-base-special-gammaln';
import { stirlingError } from './stirling';

const EULER = 0.5772156649015329;

/**
 * ln |Γ(x)|.
 * @example
 * lgamma(0.5); // 0.57236…
 */
export function lgamma(x: number): number {
  return gammaln(x);
}

/** ln Γ(1 + x) for 0 ≤ x ≤ 1/2, with all its digits also where 1 + x would lose those of x. */
export function lgamma1p(x: number): number {
  // Abramowitz & Stegun 6.1.33
  let sum = (1 - EULER) * x - Math.log1p(x);
  let power = x;
  for (let k = 2; k < 2 + ZETA_MINUS_1.length; k++) {
    power *= -x;
    sum -= (ZETA_MINUS_1[k - 2] * power) / k;
  }
  return sum;
}

/** ζ(k) − 1 for k = 2, 3, …: 39 terms, and Euler and Maclaurin's for the rest. */
const ZETA_MINUS_1 = Array.from({ length: 30 }, (_, i) => {
  const k = i + 2;
  const end = 40;
  let sum = end ** (1 - k) / (k - 1) + end ** -k / 2 + (k * end ** (-k - 1)) / 12;
  const third = k * (k + 1) * (k + 2) * end ** (-k - 3);
  sum += (third * (((k + 3) * (k + 4)) / end ** 2 / 42 - 1)) / 720;
  for (let m = end - 1; m >= 2; m--) sum += m ** -k;
  return sum;
});

/**
 * ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b), for a, b > 0, without the cancellation of large arguments.
 * @example
 * betaln(1e6, 0.5); // -6.33539…
 */
export function betaln(a: number, b: number): number {
  const [small, large] = a < b ? [a, b] : [b, a];
  if (large < 10) return gammaln(small) + gammaln(large) - gammaln(small + large);
  // ln Γ(x) = (x − ½) ln x − x + ½ ln 2π + stirlingError(x)
  const rest = stirlingError(large) - stirlingError(small + large) - (large - 0.5) * Math.log1p(small / large);
  return gammaln(small) - small * Math.log(small + large) + small + rest;
}

/**
 * ln of the binomial coefficient C(n, k), for 0 ≤ k ≤ n.
 * @example
 * lbinom(100, 50); // 66.7838…
 */
export function lbinom(n: number, k: number): number {
  if (k === 0 || k === n) return 0;
  return -Math.log(n + 1) - betaln(k + 1, n - k + 1);
}
