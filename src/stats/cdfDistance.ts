import type { WeightedSample } from './weightedSample';

/** ∫ |F − G|ᵖ for the distribution functions of two ascending samples, p = 1 or 2, in O(n + m) time. */
export function cdfDistance(reference: WeightedSample, sample: WeightedSample, power: 1 | 2): number {
  const { values: x, below: fx } = reference;
  const { values: y, below: fy } = sample;
  const totalX = fx ? fx[x.length] : x.length;
  const totalY = fy ? fy[y.length] : y.length;
  let i = 0;
  let j = 0;
  let sum = 0;
  let before = Math.min(x[0], y[0]);
  // after the last value of one sample the other's are Infinity's turn
  while (i < x.length || j < y.length) {
    const a = i < x.length ? x[i] : Infinity;
    const b = j < y.length ? y[j] : Infinity;
    const takesX = j === y.length || (i < x.length && a <= b);
    const value = takesX ? a : b;
    const height = (fx ? fx[i] : i) * totalY - (fy ? fy[j] : j) * totalX;
    // equal infinities have no difference, and no height over an infinite gap counts nothing
    if (value !== before && height !== 0) sum += (power === 1 ? Math.abs(height) : height * height) * (value - before);
    before = value;
    if (takesX) i++;
    else j++;
  }
  return sum / (totalX * totalY) ** power;
}
