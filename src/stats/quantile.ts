import { checkNumber, checkOneOf } from '../errors';
import { roundHalfToEven } from './roundHalfToEven';

/** Position among n ascending values, from 0; the value between two positions is interpolated. */
type Position = (n: number, p: number) => number;

/** Plotting positions with parameters α and β (Hyndman & Fan 1996, section 2). */
const plotting =
  (alpha: number, beta: number): Position =>
  (n, p) =>
    n * p + (alpha + p * (1 - alpha - beta)) - 1;

const linear: Position = (n, p) => p * (n - 1);

/** Hyndman & Fan's types 1 to 9 except 2, and four rules on type 7's positions. */
const POSITIONS = {
  inverted_cdf: (n, p) => Math.ceil(n * p - 1),
  closest_observation: (n, p) => roundHalfToEven(n * p) - 1,
  interpolated_inverted_cdf: plotting(0, 1),
  hazen: plotting(0.5, 0.5),
  weibull: plotting(0, 0),
  linear,
  median_unbiased: plotting(1 / 3, 1 / 3),
  normal_unbiased: plotting(3 / 8, 3 / 8),
  lower: (n, p) => Math.floor(linear(n, p)),
  higher: (n, p) => Math.ceil(linear(n, p)),
  midpoint: (n, p) => (Math.floor(linear(n, p)) + Math.ceil(linear(n, p))) / 2,
  nearest: (n, p) => roundHalfToEven(linear(n, p)),
} satisfies Record<string, Position>;

/** NumPy's name of a definition of quantiles. */
export type QuantileMethod = keyof typeof POSITIONS;

const METHODS = Object.keys(POSITIONS) as QuantileMethod[];

/** Options of `quantile`. */
export interface QuantileOptions {
  /**
   * Default 'linear' (Hyndman & Fan 1996, type 7; NumPy's default). The others: 'inverted_cdf' (type 1),
   * 'closest_observation' (3), 'interpolated_inverted_cdf' (4), 'hazen' (5), 'weibull' (6), 'median_unbiased' (8),
   * 'normal_unbiased' (9); 'lower', 'higher', 'midpoint' and 'nearest' take the values next to the place that 'linear'
   * takes, the even one of two as near.
   */
  readonly method?: QuantileMethod;
}

/**
 * The quantile of ascending values at a probability.
 * @throws {RangeError} if there are no values or the probability is outside [0, 1].
 * @example
 * quantile([1, 2, 4], 0.75); // 3
 */
export function quantile(
  sorted: ArrayLike<number>,
  probability: number,
  { method = 'linear' }: QuantileOptions = {},
): number {
  checkNumber('probability', probability, 0, 1);
  checkOneOf('method', method, METHODS);
  if (sorted.length === 0) throw new RangeError('invalid sorted: expected at least one value, got none');
  const position = Math.min(Math.max(POSITIONS[method](sorted.length, probability), 0), sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.ceil(position);
  if (sorted[below] === sorted[above]) return sorted[below]; // infinite ones have no difference
  const share = position - below;
  const step = sorted[above] - sorted[below];
  // from the nearer of the two, as NumPy does: edges of bins then agree to the last bit
  return share < 0.5 ? sorted[below] + share * step : sorted[above] - (1 - share) * step;
}
