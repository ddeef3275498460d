import { binomialMass } from './stirling';

/**
 * P(X = k) for the count X of marked items among `draws` items drawn without replacement from `total`, of which `marked` are
 * marked.
 * @example
 * hypergeometricPmf(8, 50, 20, 12); // 0.02843…
 */
export function hypergeometricPmf(k: number, total: number, marked: number, draws: number): number {
  if (Math.floor(k) < k || k < lowest(total, marked, draws) || k > Math.min(marked, draws)) return 0;
  // a ratio of binomial masses (Loader 2000): no term of it overflows
  const p = draws / total;
  const q = (total - draws) / total;
  const found = binomialMass(k, marked - k, p, q);
  const rest = binomialMass(draws - k, total - marked - draws + k, p, q);
  return found * (rest / binomialMass(draws, total - draws, p, q));
}

/**
 * P(X ≤ k) for a hypergeometric count.
 * @example
 * hypergeometricCdf(3, 50, 20, 12); // 0.19108…
 */
export function hypergeometricCdf(k: number, total: number, marked: number, draws: number): number {
  // the unmarked items that are drawn: draws − X ≥ draws − k
  return hypergeometricSf(draws - Math.floor(k) - 1, total, total - marked, draws);
}

/**
 * P(X > k) for a hypergeometric count, computed directly: small tails keep their digits.
 * @example
 * hypergeometricSf(8, 50, 20, 12); // 0.00632…
 */
export function hypergeometricSf(k: number, total: number, marked: number, draws: number): number {
  if (Number.isNaN(k + total + marked + draws)) return NaN;
  const first = Math.max(Math.floor(k) + 1, lowest(total, marked, draws));
  const last = Math.min(marked, draws);
  if (first > last) return 0;
  if (first === lowest(total, marked, draws)) return 1;
  if (first * total < marked * draws) return 1 - sumFrom(draws - first + 1, total, total - marked, draws);
  return sumFrom(first, total, marked, draws);
}

/** P(X ≥ k) by summation of falling terms; k at or above the mean. */
function sumFrom(k: number, total: number, marked: number, draws: number): number {
  let sum = 0;
  let ratio = 1;
  for (let x = k; ratio > sum * 1e-18; x++) {
    sum += ratio;
    ratio *= ((marked - x) / (x + 1)) * ((draws - x) / (total - marked - draws + x + 1));
  }
  return Math.min(1, sum * hypergeometricPmf(k, total, marked, draws));
}

function lowest(total: number, marked: number, draws: number): number {
  return Math.max(0, draws + marked - total);
}
