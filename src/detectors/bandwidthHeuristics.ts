import { row, type Matrix } from '../matrix';
import { standardDeviation } from '../stats/moments';
import { squaredDistance } from '../stats/vectors';
import { pool } from './splits';

/** Rules of thumb for the bandwidth of a kernel. */
export interface BandwidthHeuristics {
  /** The median distance over all pairs of different rows of both samples; 0 if most rows are duplicates. */
  readonly median: number;
  /** √(median of the squared distances / 2). */
  readonly halfMedian: number;
  /** alibi-detect's: √(lower median of the squared distances within the reference / 2). */
  readonly reference: number;
  /** scikit-learn's γ 'scale': 1 / (columns · variance of all numbers); the Gaussian kernel is exp(−γ d²). */
  readonly scaleGamma: number;
  /** 1 / columns. */
  readonly columnGamma: number;
}

// alibi-detect keeps squared distances away from 0
const LEAST = 1e-30;

/**
 * The bandwidths that libraries choose, for comparisons with them. O((n + m)² · columns) time and memory for all pairs: meant for
 * small samples.
 * @throws {RangeError} if a sample is empty or the columns differ.
 * @example
 * bandwidthHeuristics(fromRows([[0], [1]]), fromRows([[5], [9]])).median; // 4.5
 */
export function bandwidthHeuristics(reference: Matrix, sample: Matrix): BandwidthHeuristics {
  const pooled = pool(reference, sample, 1);
  const all = distances(pooled);
  const within = distances(reference);
  const lower = Math.floor((Math.floor((reference.rows * (reference.rows - 1)) / 2) - 1) / 2);
  return {
    median: middle(all),
    halfMedian: Math.sqrt(middle(all.map((distance) => distance * distance)) / 2),
    reference: Math.sqrt(Math.max((within[lower] ?? 0) ** 2, LEAST) / 2),
    scaleGamma: 1 / (pooled.columns * standardDeviation(pooled.values) ** 2 * (1 - 1 / pooled.values.length)),
    columnGamma: 1 / pooled.columns,
  };
}

/** Ascending, over pairs of different rows. */
function distances(source: Matrix): Float64Array {
  const all = new Float64Array((source.rows * (source.rows - 1)) / 2);
  for (let i = 0, at = 0; i < source.rows; i++)
    for (let j = 0; j < i; j++) all[at++] = Math.sqrt(squaredDistance(row(source, i), row(source, j)));
  return all.sort();
}

function middle(sorted: Float64Array): number {
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}
