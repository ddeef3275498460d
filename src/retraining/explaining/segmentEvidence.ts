import { betaln, lgamma } from '../../stats/distributions/lgamma';

/** Sums over a segment of a series; `count` may be an effective number. */
export interface Segment {
  readonly count: number;
  readonly sum: number;
  readonly squares: number;
}

/** ln of the probability (density) of a segment's values, its parameters integrated out. */
export type SegmentEvidence = (segment: Segment) => number;

// normal–inverse-gamma prior for values on unit scale: a mean worth one value, a variance worth two
const MEAN_WEIGHT = 1;
const SHAPE = 1;
const SCALE = 1;

/** Normal values of unknown mean and variance, for a series of unit scale (Murphy 2007, eq. 95). */
export function normalEvidence({ count, sum, squares }: Segment): number {
  const weight = MEAN_WEIGHT + count;
  const shape = SHAPE + count / 2;
  const scale = SCALE + (squares - (sum * sum) / weight) / 2;
  const laws = lgamma(shape) - lgamma(SHAPE) + SHAPE * Math.log(SCALE) - shape * Math.log(scale);
  return laws + Math.log(MEAN_WEIGHT / weight) / 2 - (count / 2) * Math.log(2 * Math.PI);
}

/** Zeros and ones of unknown rate under Jeffreys' Beta(1/2, 1/2) prior. */
export function binaryEvidence({ count, sum }: Segment): number {
  return betaln(0.5 + sum, 0.5 + Math.max(0, count - sum)) - betaln(0.5, 0.5);
}
