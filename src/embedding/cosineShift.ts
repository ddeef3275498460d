import { row, type Matrix } from '../matrix';
import { checkRows, columnMeans } from '../stats/covariance';
import { dot, norm, squaredDistance } from '../stats/vectors';

/** How far apart the directions of two samples of embeddings are. */
export interface CosineShift {
  /** 1 − cosine of the two means, in [0, 2]. */
  readonly centroids: number;
  /** The mean of 1 − cosine over all pairs of a row of each, in [0, 2]. */
  readonly pairs: number;
  /** Euclidean distance of the two means. */
  readonly euclidean: number;
}

/**
 * Cosine distances between two samples of embeddings. The distance of the means is near 0 for equal laws unless their mean is near
 * the origin; the mean over pairs is not: compare it with that within the reference. O((n + m) · columns).
 * @throws {RangeError} if a sample is empty, columns differ, a number is not finite, or a row or a mean is 0 and has no direction.
 * @example
 * cosineShift(fromRows([[1, 0]]), fromRows([[0, 2]])); // { centroids: 1, pairs: 1, euclidean: √5 }
 */
export function cosineShift(reference: Matrix, sample: Matrix): CosineShift {
  checkRows('reference', reference, 1);
  checkRows('sample', sample, 1, reference.columns);
  const [first, second] = [columnMeans(reference), columnMeans(sample)];
  return {
    centroids: 1 - dot(direction('mean of reference', first), direction('mean of sample', second)),
    pairs: 1 - dot(meanDirection('reference', reference), meanDirection('sample', sample)),
    euclidean: Math.sqrt(squaredDistance(first, second)),
  };
}

function meanDirection(name: string, source: Matrix): Float64Array {
  const sum = new Float64Array(source.columns);
  for (let i = 0; i < source.rows; i++)
    direction(`row ${i} of ${name}`, row(source, i)).forEach((value, j) => (sum[j] += value / source.rows));
  return sum;
}

function direction(name: string, vector: ArrayLike<number>): Float64Array {
  const largest = Array.from(vector, Math.abs).reduce((most, value) => Math.max(most, value), 0);
  if (largest === 0) throw new RangeError(`invalid ${name}: expected a vector with a direction, got all 0`);
  // the largest number is 1: squares neither overflow nor vanish
  const scaled = Float64Array.from(vector, (value) => value / largest);
  const length = norm(scaled);
  return scaled.map((value) => value / length);
}
