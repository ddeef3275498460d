import { checkNumber } from '../../errors';
import type { Matrix } from '../../matrix';
import { probabilities } from '../../nn/softmax';
import { cholesky, solveLower } from '../../stats/cholesky';
import { normalCdf } from '../../stats/distributions/normal';
import { dot } from '../../stats/vectors';
import { featureColumns, separation, type Separation } from './featureColumns';
import { noncentralFLogLikelihood } from './noncentralF';
import { medianCell, shortestInterval } from './shortestInterval';

/** How severe a drift is. */
export interface DriftSeverity {
  /** In [0, 1]; the median of its posterior. Above 0 also without drift: look at `low`. */
  readonly severity: number;
  /** The shortest interval with at least `level` of the posterior; `low` is 0 where the data allow that nothing drifted. */
  readonly low: number;
  readonly high: number;
  readonly level: number;
}

/** Options of {@link driftSeverity}. */
export interface DriftSeverityOptions {
  /** Posterior probability of the interval, in [0.5, 1); default 0.95. */
  readonly level?: number;
  /** Whether squares of features count too, so that a change of spread is seen; default true. */
  readonly squares?: boolean;
}

const CELLS = 600;
// severities beyond differ from 1 by less than doubles do
const FARTHEST = 17;

/**
 * How much of two samples can be told apart: 2Φ(D/2) − 1 for the Mahalanobis distance D between the means of the features (and of their
 * squares), the pooled covariance its measure. For normal features that moved it is the total variation distance: 0 where nothing moved, 0.2
 * for half a standard deviation, 0.38 for one, 0.68 for two. It does not grow with the number of rows, which only narrow the interval.
 *
 * The posterior has a uniform prior on [0, 1] and the likelihood of Hotelling's T², a noncentral F: exact for normal features with one
 * covariance, approximate for squares and for other laws with many rows. The interval covers on average over that prior: without drift
 * it leaves 0 out more often than 1 − level, and is no test. Rows must be independent. A drift that leaves means and
 * squares as they are, such as one of correlations, has severity 0 here. O((n + m) · columns²).
 * @throws {TypeError | RangeError} if a sample has fewer than two rows, both have too few for the columns, columns differ, a
 * number is not finite, or `level` is wrong.
 * @example
 * driftSeverity(january, june); // { severity: 0.41, low: 0.33, high: 0.48, level: 0.95 }
 */
export function driftSeverity(
  reference: Matrix,
  sample: Matrix,
  { level = 0.95, squares = true }: DriftSeverityOptions = {},
): DriftSeverity {
  checkNumber('level', level, 0.5, 1 - Number.EPSILON);
  const apart = separation(featureColumns(reference, sample, squares));
  const edges = distanceEdges(apart);
  if (edges[0] >= FARTHEST) return { severity: 1, low: 1, high: 1, level };
  const severities = edges.map(severityOf);
  const probability = posterior(apart, edges);
  const { from, to } = shortestInterval(probability, severities, level);
  const middle = medianCell(probability);
  const severity = (severities[middle] + severities[middle + 1]) / 2;
  return { severity, low: severities[from], high: severities[to + 1], level };
}

/** Φ(D/2) − Φ(−D/2). */
function severityOf(distance: number): number {
  return normalCdf(distance / 2) - normalCdf(-distance / 2);
}

/** D² between the samples. */
export function squaredSeparation({ shift, covariance }: Separation): number {
  const whitened = solveLower(cholesky(covariance, shift.length, Number.MIN_VALUE), shift);
  return dot(whitened, whitened);
}

/** Edges of cells for D that hold all but nothing of the likelihood. */
function distanceEdges(apart: Separation): Float64Array {
  const { rows, weight, shift } = apart;
  const squared = squaredSeparation(apart);
  const unbiased = (squared * (rows - shift.length - 3)) / (rows - 2) - shift.length / weight;
  const deviation = Math.sqrt((1 + shift.length / rows) / weight + squared / (rows - shift.length - 2));
  const start = Math.max(0, Math.sqrt(Math.max(0, unbiased)) - 10 * deviation);
  const end = Math.min(Math.sqrt(squared) + 10 * deviation, 2 * FARTHEST);
  return Float64Array.from({ length: CELLS + 1 }, (_, i) => start + ((end - start) * i) / CELLS);
}

function posterior(apart: Separation, edges: Float64Array): Float64Array {
  const { rows, weight, shift } = apart;
  const [d1, d2] = [shift.length, rows - shift.length - 1];
  const scaled = (weight * squaredSeparation(apart)) / (rows - 2);
  const share = scaled / (1 + scaled);
  const logs = Float64Array.from({ length: CELLS }, (_, i) => {
    const distance = (edges[i] + edges[i + 1]) / 2;
    // a severity that is uniform gives D a density like exp(−D²/8)
    return noncentralFLogLikelihood(weight * distance ** 2, share, d1, d2) - distance ** 2 / 8;
  });
  return probabilities(logs);
}
