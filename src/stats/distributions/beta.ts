import { continuedFraction } from './continuedFraction';
import { solveIncreasing } from './solveIncreasing';
import { binomialMass } from './stirling';
import { fromLower, fromUpper, NO_TAILS, type Tails } from './tails';

/**
 * The regularised incomplete beta functions I_x(a, b) (lower) and 1 − I_x(a, b) (upper), for a, b > 0: the smaller is computed
 * by itself, to about 13 digits, however small. NaN for other parameters.
 * @param y 1 − x, which the caller often knows better than a subtraction would
 */
export function betaTails(a: number, b: number, x: number, y = 1 - x): Tails {
  if (!(a > 0 && b > 0) || Number.isNaN(x)) return NO_TAILS;
  if (x <= 0) return { lower: 0, upper: 1 };
  if (y <= 0) return { lower: 1, upper: 0 };
  return x * b < y * a ? fromLower(fraction(a, b, x, y)) : fromUpper(fraction(b, a, y, x));
}

/**
 * P(X ≤ x) for a Beta(a, b) variable: the regularised incomplete beta function I_x(a, b).
 * @example
 * betaCdf(0.25, 2, 3); // 0.26171…
 */
export function betaCdf(x: number, a: number, b: number): number {
  return betaTails(a, b, x).lower;
}

/**
 * P(X > x) for a Beta(a, b) variable, computed directly: small tails keep their digits.
 * @example
 * betaSf(0.999, 2, 30); // 3.09700…e-89
 */
export function betaSf(x: number, a: number, b: number): number {
  return betaTails(a, b, x).upper;
}

/**
 * The x with P(X ≤ x) = p for a Beta(a, b) variable.
 * @example
 * betaQuantile(0.975, 2, 3); // 0.80587…
 */
export function betaQuantile(p: number, a: number, b: number): number {
  return 1 / (1 + Math.exp(-betaLogitQuantile(p, 1 - p, a, b)));
}

/**
 * ln(x / (1 − x)) of the x with I_x(a, b) = p, where q = 1 − p: the smaller of the two decides. The logit keeps the digits of
 * an x near 0 as well as those of an x near 1.
 */
export function betaLogitQuantile(p: number, q: number, a: number, b: number): number {
  if (p === 0) return -Infinity;
  if (q === 0) return Infinity;
  const lower = p < q;
  const target = Math.log(lower ? p : q);
  const f = (u: number): readonly [number, number] => {
    const x = 1 / (1 + Math.exp(-u));
    const y = 1 / (1 + Math.exp(u));
    const tails = betaTails(a, b, x, y);
    const tail = lower ? tails.lower : tails.upper;
    const value = Math.log(tail) - target;
    return [lower ? value : -value, (binomialMass(a, b, x, y) * a * (b / (a + b))) / tail];
  };
  return solveIncreasing(f, Math.log(a / b));
}

/** I_x(a, b) by DiDonato & Morris (1992), eq. 9: quick for x below a / (a + b). */
function fraction(a: number, b: number, x: number, y: number): number {
  const scale = (binomialMass(a, b, x, y) * a * b) / (a + b);
  if (scale === 0) return 0;
  const lambda = a * y - b * x;
  const second = (i: number) => ((a + i) * (lambda + 1 + i * (1 + y))) / (a + 2 * i + 1);
  const fractionTerm = (i: number): readonly [number, number] => {
    if (i === 0) return [0, second(0)];
    const size = a + 2 * i - 1; // no square of it: it may be the square of the largest number
    const step = (i * (b - i) * x) / size;
    return [((a + i - 1) / size) * (a + b + i - 1) * step * x, i + step + second(i)];
  };
  return scale * continuedFraction(fractionTerm);
}
