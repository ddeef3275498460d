import { unitOf } from './commonUnit';

/** Arithmetic mean; NaN of nothing. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

/** Standard deviation with n − 1 in the denominator; NaN of fewer than two values. */
export function standardDeviation(values: ArrayLike<number>): number {
  return meanAndVariance(values).standardDeviation;
}

/** Mean and variance of a sample. */
export interface MeanAndVariance {
  readonly mean: number;
  /** The exact mean less the rounded one. */
  readonly remainder: number;
  /** With n − 1 in the denominator; NaN of fewer than two values. */
  readonly variance: number;
  /** The root of the variance, also where the variance itself is too small or too large for a number. */
  readonly standardDeviation: number;
}

/** Mean and variance from `centralMoments`: a constant sample has variance exactly 0. */
export function meanAndVariance(values: ArrayLike<number>): MeanAndVariance {
  const { mean, remainder, unit, second } = centralMoments(values);
  const square = (second * values.length) / (values.length - 1);
  return { mean, remainder, variance: square * unit * unit, standardDeviation: unit * Math.sqrt(square) };
}

/** Mean powers of the deviations from the mean, in a unit in which the largest deviation is between 1 and 2. */
export interface CentralMoments {
  readonly mean: number;
  /** The exact mean less the rounded one. */
  readonly remainder: number;
  readonly unit: number;
  /** Variance in unit², with n in the denominator. */
  readonly second: number;
  readonly third: number;
  readonly fourth: number;
}

/**
 * Central moments in two passes, corrected by what the rounded mean left over (Chan, Golub & LeVeque 1983): values far
 * from zero lose no digits, and powers of tiny or huge deviations do not leave the range of numbers.
 */
export function centralMoments(values: ArrayLike<number>): CentralMoments {
  const { length } = values;
  const mean = compensatedSum(values) / length;
  let largest = 0;
  for (let i = 0; i < length; i++) largest = Math.max(largest, Math.abs(values[i] - mean));
  const unit = unitOf(largest);
  let [left, squares, cubes, fourths] = [0, 0, 0, 0];
  for (let i = 0; i < length; i++) {
    const deviation = (values[i] - mean) / unit;
    const square = deviation * deviation;
    left += deviation;
    squares += square;
    cubes += square * deviation;
    fourths += square * square;
  }
  const shift = left / length;
  const second = squares / length - shift ** 2;
  const third = cubes / length - 3 * shift * second - shift ** 3;
  const fourth = fourths / length - 4 * shift * third - 6 * shift ** 2 * second - shift ** 4;
  return { mean, remainder: shift * unit, unit, second, third, fourth };
}

/** The sum with what each addition rounded away (Knuth's exact sum of two). */
export function compensatedSum(values: ArrayLike<number>): number {
  let sum = 0;
  let rest = 0;
  for (let i = 0; i < values.length; i++) {
    const next = sum + values[i];
    const added = next - sum;
    rest += sum - (next - added) + (values[i] - added);
    sum = next;
  }
  return Number.isFinite(sum) ? sum + rest : sum;
}

/** The difference of two means, exact also where they agree in most of their digits. */
export function differenceOfMeans(first: MeanAndVariance, second: MeanAndVariance): number {
  return first.mean - second.mean + (first.remainder - second.remainder);
}
