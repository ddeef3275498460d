import { proportionPair } from './proportions';

/**
 * Pearson's χ² divergence Σ (p − q)²/q of p from the expected q, in [0, ∞]; Infinity if p has a category that q lacks. Of
 * proportions, so that it does not grow with the number of values: the test is `chiSquare`.
 * @throws {TypeError | RangeError} if p or q is no list of numbers ≥ 0 with a positive sum, or their lengths differ.
 * @example
 * chiSquareDivergence([0.4, 0.6], [0.8, 0.2]); // 1
 */
export function chiSquareDivergence(p: ArrayLike<number>, q: ArrayLike<number>): number {
  return sumOver(p, q, (x, y) => ((x - y) / y) * (x - y));
}

/**
 * Symmetric (triangular) χ² distance Σ (p − q)²/(p + q), in [0, 2].
 * @throws {TypeError | RangeError} as `chiSquareDivergence` does.
 * @example
 * symmetricChiSquare([0.4, 0.6], [0.8, 0.2]); // 0.3333…
 */
export function symmetricChiSquare(p: ArrayLike<number>, q: ArrayLike<number>): number {
  return Math.min(
    sumOver(p, q, (x, y) => ((x - y) / (x + y)) * (x - y)),
    2,
  );
}

function sumOver(p: ArrayLike<number>, q: ArrayLike<number>, term: (x: number, y: number) => number): number {
  const [ps, qs] = proportionPair(p, q);
  return ps.reduce((sum, value, i) => (value === qs[i] ? sum : sum + term(value, qs[i])), 0);
}
