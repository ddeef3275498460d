/**
 * P(K > x) of Kolmogorov's limit law: √n Dₙ for large n (Kolmogorov 1933). 2 Σ (−1)^(k−1) exp(−2 k² x²), or for small x
 * 1 − √(2π)/x Σ exp(−(2k − 1)² π² / (8 x²)).
 * @example
 * kolmogorovSf(1.36); // 0.04948…
 */
export function kolmogorovSf(x: number): number {
  if (x <= 0) return 1;
  return x < 1 ? 1 - smallSum(x) : largeSum(x);
}

function smallSum(x: number): number {
  let sum = 0;
  for (let k = 1; k < 9; k += 2) sum += Math.exp(-(((k * Math.PI) / x) ** 2) / 8);
  return (Math.sqrt(2 * Math.PI) / x) * sum;
}

function largeSum(x: number): number {
  let sum = 0;
  for (let k = 5; k > 0; k--) sum += (k % 2 ? 2 : -2) * Math.exp(-2 * (k * x) ** 2);
  return sum;
}
