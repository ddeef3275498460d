/** ln(p / q) of positive numbers, exact to the last digits also where they are almost equal, tiny or huge. */
export function logRatio(p: number, q: number): number {
  const relative = (p - q) / q;
  return Math.abs(relative) < 0.5 ? Math.log1p(relative) : Math.log(p) - Math.log(q);
}

/**
 * p·ln(p / q) − p + q: what one category adds to a divergence of equal totals. Never negative, 0 if p = q, q if p = 0,
 * Infinity if only q is 0. Added up, nothing cancels, where Σ p·ln(p / q) loses all digits for almost equal p and q.
 */
export function excessLog(p: number, q: number): number {
  if (p === q) return 0;
  if (q === 0) return Infinity;
  if (p === 0) return q;
  const t = (p - q) / q;
  return Math.abs(t) < 0.1 ? q * excessSeries(t) : p * logRatio(p, q) - (p - q);
}

/** (1 + t)·ln(1 + t) − t = Σ (−t)ᵏ / (k(k − 1)), k ≥ 2. */
function excessSeries(t: number): number {
  let sum = 0;
  let power = t * t;
  for (let k = 2; k < 20; k++) {
    sum += power / (k * (k - 1));
    power *= -t;
  }
  return sum;
}
