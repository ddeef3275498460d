import gammaln from '@stdlib/math-base-special-gammaln';

const HALF_LN_TWO_PI = 0.9189385332046728;

/**
 * What Stirling's formula lacks: ln Γ(x + 1) − ln(√(2πx) (x/e)^x), for x > 0. The absolute error is below 1e-14, so that a
 * density built from it keeps 13 digits whatever its parameters (Loader 2000, "Fast and accurate computation of binomial
 * probabilities").
 */
export function stirlingError(x: number): number {
  if (x < 10) return gammaln(x + 1) - (x + 0.5) * Math.log(x) + x - HALF_LN_TWO_PI;
  const s = 1 / (x * x);
  return (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s * (1 / 1188 - s * (691 / 360360 - s / 156)))))) / x;
}

/**
 * x ln(x / mean) + mean − x ≥ 0, without the cancellation near x = mean (Loader 2000).
 * @param difference x − mean, which the caller may know better than a subtraction would
 */
export function deviance(x: number, mean: number, difference = x - mean): number {
  if (!(Math.abs(difference) < 0.1 * (x + mean))) return x * Math.log(x / mean) - difference;
  // with v = (x − m)/(x + m): ln(x/m) = 2 (v + v³/3 + …)
  const v = difference / (x + mean);
  let sum = difference * v;
  let term = 2 * x * v;
  for (let k = 3; ; k += 2) {
    term *= v * v;
    const next = sum + term / k;
    if (next === sum) return sum;
    sum = next;
  }
}

/** mean^x e^(−mean) / Γ(x + 1), for real x ≥ 0: the Poisson law's mass, and the scale of the incomplete gamma function. */
export function poissonMass(x: number, mean: number): number {
  if (x === 0) return Math.exp(-mean);
  if (mean === 0 || mean === Infinity) return 0;
  return Math.exp(-stirlingError(x) - deviance(x, mean)) / Math.sqrt(2 * Math.PI * x);
}

/**
 * p^x q^y Γ(x + y + 1) / (Γ(x + 1) Γ(y + 1)), for real x, y ≥ 0 and q = 1 − p: the binomial law's mass at x of x + y, and the
 * scale of the incomplete beta function.
 */
export function binomialMass(x: number, y: number, p: number, q: number): number {
  if (p === 0) return x === 0 ? 1 : 0;
  if (q === 0) return y === 0 ? 1 : 0;
  const n = x + y;
  if (x === 0) return power(q, p, n);
  if (y === 0) return power(p, q, n);
  // x − np = xq − yp, also where p is so near 1 that np cannot be told from x
  const difference = x * q - y * p;
  const deviances = deviance(x, n * p, difference) + deviance(y, n * q, -difference);
  const exponent = stirlingError(n) - stirlingError(x) - stirlingError(y) - deviances;
  return Math.exp(exponent) / Math.sqrt(2 * Math.PI * x * (y / n));
}

/** base^n, where rest = 1 − base. */
function power(base: number, rest: number, n: number): number {
  return Math.exp(n * (rest < 0.5 ? Math.log1p(-rest) : Math.log(base)));
}
