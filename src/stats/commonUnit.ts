/**
 * Samples in one unit, a power of two, in which the largest absolute value of all is between 1 and 2: nothing that counts is
 * rounded, and neither squares nor differences leave the range of numbers.
 */
export function inCommonUnit(samples: readonly Float64Array[]): { unit: number; samples: Float64Array[] } {
  let largest = 0;
  for (const values of samples) for (const value of values) largest = Math.max(largest, Math.abs(value));
  const unit = largest > 0 ? 2 ** Math.floor(Math.log2(largest)) : 1;
  return { unit, samples: samples.map((values) => values.map((value) => value / unit)) };
}
