/** Arithmetic mean; NaN of nothing. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

/** Standard deviation with n − 1 in the denominator; NaN of fewer than two values. */
export function standardDeviation(values: ArrayLike<number>): number {
  const centre = mean(values);
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i] - centre) ** 2;
  return Math.sqrt(squares / (values.length - 1));
}

/** Mean and variance of a sample. */
export interface MeanAndVariance {
  readonly mean: number;
  /** With n − 1 in the denominator; NaN of fewer than two values. */
  readonly variance: number;
}

/**
 * Mean and variance in two passes, each corrected by what the first mean left over (Chan, Golub & LeVeque 1983): a
 * constant sample has variance exactly 0, and values far from zero lose no digits.
 */
export function meanAndVariance(values: ArrayLike<number>): MeanAndVariance {
  const { length } = values;
  const first = mean(values);
  let rest = 0;
  for (let i = 0; i < length; i++) rest += values[i] - first;
  const centre = first + rest / length;
  let squares = 0;
  let left = 0;
  for (let i = 0; i < length; i++) {
    const deviation = values[i] - centre;
    squares += deviation * deviation;
    left += deviation;
  }
  return { mean: centre, variance: (squares - (left * left) / length) / (length - 1) };
}
