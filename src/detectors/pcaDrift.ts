import { checkInteger } from '../errors';
import { row, type Matrix } from '../matrix';
import type { Random } from '../random';
import { scatter } from '../stats/covariance';
import { dot, norm } from '../stats/vectors';
import { checkMatrix } from './checkMatrix';
import { columnScale, scaleColumns } from './columnScale';
import type { BatchDetector } from './driftResult';
import type { MatrixDriftOptions } from './matrixDetector';
import { principalAxes } from './principalAxes';
import { scoreDetector, type Scorer } from './scoreDetector';

/** Options of `pcaDrift`. */
export interface PcaDriftOptions extends MatrixDriftOptions {
  /** Principal components that are kept; default a quarter of the columns, at least 1 and at most 32, and 0 of one column. */
  readonly components?: number;
}

/**
 * Compares how badly rows are rebuilt from the first principal components of the reference: the distance of a row of standardised
 * columns from their span. The components come from one half of the reference (random rows or groups; the first half of a series),
 * and the sample is tested against the other half: rebuilt errors of the rows that were fitted are smaller than those of
 * new ones, and would always alarm. The p value exchanges units. Null: units of reference and sample are exchangeable; then
 * p ≤ alpha in at most alpha of samples. Sees correlations that break and noise where there was none; blind to what happens
 * within the span. The effect is the chance that a row of the sample is rebuilt worse than one of the reference, ½ without drift.
 * O((n + m) · (columns² + permutations)) time.
 * @throws as `mmdDrift` does, and {RangeError} if a half of the reference has fewer than 2 rows, or `components` is not in
 * [0, columns − 1].
 * @example
 * const { drift } = await pcaDrift(reference, { components: 2, random: createRandom(1) }).compare(sample);
 */
export function pcaDrift(reference: Matrix, options: PcaDriftOptions): BatchDetector<Matrix> {
  checkMatrix('reference', reference, 2);
  const { columns } = reference;
  const { components = Math.min(32, columns - 1, Math.max(1, Math.floor(columns / 4))) } = options;
  checkInteger('components', components, 0, columns - 1);
  const fit = (rows: Matrix, random: Random): Scorer => reconstruction(rows, components, random);
  const method = `ranks of reconstruction errors, ${components} principal components`;
  return scoreDetector('pcaDrift', reference, options, { fit, method });
}

function reconstruction(rows: Matrix, components: number, random: Random): Scorer {
  const scale = columnScale(rows);
  const square = scatter(scaleColumns(rows, scale), new Float64Array(rows.columns));
  const axes = principalAxes(square, rows.columns, components, random);
  return (others) => {
    const scaled = scaleColumns(others, scale);
    return Float64Array.from({ length: others.rows }, (_, i) => distanceFromSpan(row(scaled, i), axes));
  };
}

function distanceFromSpan(values: Float64Array, axes: readonly Float64Array[]): number {
  const rest = values.slice();
  for (const axis of axes) {
    const part = dot(axis, values);
    axis.forEach((weight, j) => (rest[j] -= part * weight));
  }
  return norm(rest);
}
