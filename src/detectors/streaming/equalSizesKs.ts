/**
 * P(D ≥ steps/size) of the two-sample Kolmogorov–Smirnov statistic D = max |F − G| for two samples of `size` values
 * without ties: exact, 2 Σ (−1)^(j−1) C(2 size, size − j·steps) / C(2 size, size) over j ≥ 1 (Gnedenko & Korolyuk
 * 1951). With ties it is an upper bound. O(size · log size) time.
 */
export function equalSizesPValue(size: number, steps: number): number {
  if (steps <= 0) return 1;
  // from the last term inwards, each as a share of the one before it
  let sum = 0;
  for (let j = Math.floor(size / steps); j >= 1; j--) sum = termRatio(size, (j - 1) * steps, j * steps) * (1 - sum);
  return Math.min(1, 2 * sum);
}

/** C(2n, n − to) / C(2n, n − from). */
function termRatio(n: number, from: number, to: number): number {
  let ratio = 1;
  for (let i = from; i < to; i++) ratio *= (n - i) / (n + i + 1);
  return ratio;
}
