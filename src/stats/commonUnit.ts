/**
 * Samples in one unit, a power of two, in which the largest absolute value of all is between 1 and 2: nothing that counts is
 * rounded, and neither squares nor differences leave the range of numbers.
 */
export function inCommonUnit(samples: readonly Float64Array[]): { unit: number; samples: Float64Array[] } {
  let largest = 0;
  for (const values of samples) for (const value of values) largest = Math.max(largest, Math.abs(value));
  const unit = unitOf(largest);
  return { unit, samples: samples.map((values) => values.map((value) => value / unit)) };
}

/** The power of two in which a number above 0 is between 1 and 2; 1 for 0. */
export function unitOf(largest: number): number {
  return largest > 0 ? 2 ** Math.floor(Math.log2(largest)) : 1;
}
