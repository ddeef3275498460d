/**
 * P(X > x) of Landau's law with density (1/π) ∫ exp(−t ln t − xt) sin(πt) dt: E exp(−sX) = s^s. It is the limit of sums of 1/p
 * for independent p values, less their number times a logarithm. Small tails keep their digits.
 * @example
 * landauSf(10); // 0.11706…
 */
export function landauSf(x: number): number {
  return x > -1 ? upperIntegral(x) : 1 - lowerIntegral(x);
}

/** (1/π) ∫ exp(−t ln t − xt) sin(πt) dt/t, as a trapezoid sum over ln t. */
function upperIntegral(x: number): number {
  const step = 1 / 32;
  const scale = 1 / Math.max(1, x);
  let sum = 0;
  for (let t = 40 * scale; t > 1e-17 * scale; t *= Math.exp(-step))
    sum += Math.exp(-t * (Math.log(t) + x)) * Math.sin(Math.PI * t);
  return (sum * step) / Math.PI;
}

/** P(X ≤ x) = (1/2πi) ∫ exp(s ln s + xs) ds/s upwards through the saddle point exp(−1 − x). */
function lowerIntegral(x: number): number {
  const saddle = Math.exp(-1 - x);
  if (saddle > 745) return 0;
  const step = 0.15 * Math.sqrt(saddle);
  const real = (y: number): number => {
    const size = Math.log(Math.hypot(saddle, y));
    const angle = Math.atan2(y, saddle);
    const exponent = saddle * (size + x) - y * angle;
    return Math.exp(exponent - size) * Math.cos(saddle * angle + y * (size + x) - angle);
  };
  let sum = real(0) / 2;
  for (let i = 1; i < 300; i++) sum += real(i * step);
  return (sum * step) / Math.PI;
}
