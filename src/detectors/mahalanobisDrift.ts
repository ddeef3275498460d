import { row, type Matrix } from '../matrix';
import { cholesky, solveLower } from '../stats/cholesky';
import { deviation } from '../stats/covariance';
import { ledoitWolf } from '../stats/ledoitWolf';
import { norm } from '../stats/vectors';
import { columnScale, scaleColumns } from './columnScale';
import type { BatchDetector } from './driftResult';
import type { MatrixDriftOptions } from './matrixDetector';
import { scoreDetector, type Scorer } from './scoreDetector';

/**
 * Compares how far rows are from the centre of the reference: the Mahalanobis distance with the covariance of Ledoit & Wolf
 * of standardised columns. Mean and covariance come from one half of the reference (random rows or groups; the first half of a
 * series), and the sample is tested against the other half: a distance fitted to the rows it is tested on is smaller for them
 * than for new ones, and would always alarm. The p value exchanges units. Null: units of reference and sample are exchangeable;
 * then p ≤ alpha in at most alpha of samples. Sees rows far out, and rows all too near; little of a shift by less than the
 * spread. The effect is the chance that a row of the sample is farther out than one of the reference, ½ without drift.
 * O((n + m) · (columns² + permutations) + columns³) time.
 * @throws as `mmdDrift` does, and {RangeError} if a half of the reference has fewer than 2 rows.
 * @example
 * const { mostDrifted } = await mahalanobisDrift(reference, { random: createRandom(1) }).compare(sample); // farthest first
 */
export function mahalanobisDrift(reference: Matrix, options: MatrixDriftOptions): BatchDetector<Matrix> {
  return scoreDetector('mahalanobisDrift', reference, options, {
    fit: mahalanobis,
    method: 'ranks of Mahalanobis distances',
  });
}

function mahalanobis(rows: Matrix): Scorer {
  const scale = columnScale(rows);
  const { covariance, mean } = ledoitWolf(scaleColumns(rows, scale));
  // only where all rows are equal is there none
  const factor = cholesky(covariance, rows.columns) ?? cholesky(unit(rows.columns), rows.columns)!;
  return (others) => {
    const scaled = scaleColumns(others, scale);
    return Float64Array.from({ length: others.rows }, (_, i) =>
      norm(solveLower(factor, deviation(row(scaled, i), mean))),
    );
  };
}

function unit(size: number): Float64Array {
  return Float64Array.from({ length: size * size }, (_, k) => Number(k % (size + 1) === 0));
}
