import erfc from '@stdlib/math-base-special-erfc';
import erfcinv from '@stdlib/math-base-special-erfcinv';

/**
 * P(Z ≤ x) for a standard normal Z.
 * @example
 * normalCdf(-1.96); // 0.02499…
 */
export function normalCdf(x: number): number {
  return normalSf(-x);
}

/**
 * P(Z > x) for a standard normal Z, computed directly: small tails keep their digits.
 * @example
 * normalSf(10); // 7.61985…e-24
 */
export function normalSf(x: number): number {
  return erfc(x / Math.SQRT2) / 2;
}

/**
 * ln P(Z > x) for a standard normal Z, also where P(Z > x) is below the smallest number.
 * @example
 * normalLogSf(100); // -5005.52…
 */
export function normalLogSf(x: number): number {
  if (x < -1) return Math.log1p(-normalSf(-x));
  if (x < 8) return Math.log(normalSf(x));
  // Mills' ratio: (1 − 1/x² + 1·3/x⁴ − …) / x
  const s = 1 / (x * x);
  let term = 1;
  let sum = 0;
  for (let k = 1; Math.abs(term) > 1e-17 && k < 32; k++) {
    term *= -(2 * k - 1) * s;
    sum += term;
  }
  return -0.5 * x * x - Math.log(x) - 0.9189385332046728 + Math.log1p(sum);
}

/**
 * The z with P(Z ≤ z) = p.
 * @example
 * normalQuantile(0.975); // 1.95996…
 */
export function normalQuantile(p: number): number {
  return -normalUpperQuantile(p);
}

/**
 * The z with P(Z > z) = q, exact for a q as small as 1e-300.
 * @example
 * normalUpperQuantile(1e-300); // 37.0470…
 */
export function normalUpperQuantile(q: number): number {
  const z = Math.SQRT2 * erfcinv(2 * q);
  // that is off by 1e-13 where q is 1e-300, and one Newton step is not; the hazard is about z + 1/z
  return q > 0 && z > 8 ? z + (normalLogSf(z) - Math.log(q)) / (z + 1 / z) : z;
}
