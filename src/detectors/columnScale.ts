import { matrix, type Matrix } from '../matrix';
import { columnMeans } from '../stats/covariance';

/** Centre and scale of each column. */
export interface ColumnScale {
  readonly mean: Float64Array;
  /** Standard deviations; 1 for a constant column. */
  readonly deviation: Float64Array;
}

/** The mean and the standard deviation of each column. */
export function columnScale(source: Matrix): ColumnScale {
  const mean = columnMeans(source);
  const squares = new Float64Array(source.columns);
  for (let at = 0; at < source.values.length; at++) {
    const column = at % source.columns;
    squares[column] += (source.values[at] - mean[column]) ** 2;
  }
  return { mean, deviation: squares.map((sum) => Math.sqrt(sum / Math.max(1, source.rows - 1)) || 1) };
}

/** (value − mean) / deviation, column by column, in float64. */
export function scaleColumns(source: Matrix, { mean, deviation }: ColumnScale): Matrix<Float64Array> {
  const values = new Float64Array(source.values.length);
  for (let at = 0; at < values.length; at++) {
    const column = at % source.columns;
    values[at] = (source.values[at] - mean[column]) / deviation[column];
  }
  return matrix(values, source.rows, source.columns);
}
