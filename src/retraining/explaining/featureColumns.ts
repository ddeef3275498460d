import { matrix, type Matrix } from '../../matrix';
import { checkRows, columnMeans, deviation, scatter } from '../../stats/covariance';

/** Features on one scale, in both samples, with their squares. */
export interface FeatureColumns {
  readonly reference: Matrix<Float64Array>;
  readonly sample: Matrix<Float64Array>;
  /** The feature that each column is of. */
  readonly features: readonly number[];
}

/**
 * Each feature about the middle of its two means, in pooled standard deviations, and with `squares` its square too, which
 * shows a change of spread; not of a feature with two values, whose square is no news.
 * @throws {RangeError} if a sample has fewer than two rows, columns differ, or a number is not finite.
 */
export function featureColumns(reference: Matrix, sample: Matrix, squares: boolean): FeatureColumns {
  checkRows('reference', reference, 2);
  checkRows('sample', sample, 2, reference.columns);
  const [first, second] = [columnMeans(reference), columnMeans(sample)];
  const middle = first.map((mean, j) => mean + (second[j] - mean) / 2);
  const scale = first.map((mean, j) => pooledDeviation(j, [reference, mean], [sample, second[j]]) || Math.abs(second[j] - mean) || 1); // prettier-ignore
  const own = [...first.keys()];
  const bent = squares ? own.filter((j) => manyValued(j, reference, sample)) : [];
  const expand = ({ values, rows, columns }: Matrix) => {
    const width = columns + bent.length;
    const expanded = new Float64Array(rows * width);
    for (let i = 0; i < rows; i++) {
      const at = (j: number) => (values[i * columns + j] - middle[j]) / scale[j];
      own.forEach((j) => (expanded[i * width + j] = at(j)));
      bent.forEach((j, k) => (expanded[i * width + columns + k] = at(j) ** 2));
    }
    return matrix(expanded, rows, width);
  };
  return { reference: expand(reference), sample: expand(sample), features: [...own, ...bent] };
}

function pooledDeviation(column: number, ...samples: readonly [Matrix, number][]): number {
  let [squares, freedom] = [0, 0];
  for (const [{ values, rows, columns }, mean] of samples) {
    for (let i = 0; i < rows; i++) squares += (values[i * columns + column] - mean) ** 2;
    freedom += rows - 1;
  }
  return Math.sqrt(squares / freedom);
}

function manyValued(column: number, ...samples: readonly Matrix[]): boolean {
  const seen = new Set<number>();
  for (const { values, rows, columns } of samples)
    for (let i = 0; i < rows && seen.size <= 2; i++) seen.add(values[i * columns + column]);
  return seen.size > 2;
}

/** What separates two samples: the shift of the means and the covariance within. */
export interface Separation {
  readonly shift: Float64Array;
  /** Pooled within the samples, columns × columns; made regular where columns repeat each other. */
  readonly covariance: Float64Array;
  /** n + m. */
  readonly rows: number;
  /** nm / (n + m). */
  readonly weight: number;
}

/** @throws {RangeError} unless there are more rows than columns + 3. */
export function separation({ reference, sample }: FeatureColumns): Separation {
  const { columns } = reference;
  const rows = reference.rows + sample.rows;
  if (rows <= columns + 3)
    throw new RangeError(
      `invalid sample: expected more than ${columns + 3} rows in both samples for ${columns} columns, got ${rows}`,
    );
  const [first, second] = [columnMeans(reference), columnMeans(sample)];
  const others = scatter(sample, second);
  const covariance = scatter(reference, first).map((sum, k) => (sum + others[k]) / (rows - 2));
  const shift = deviation(second, first);
  for (let j = 0; j < columns; j++) {
    const own = covariance[j * columns + j];
    // a constant that moved is all but infinitely far, one that stayed is nowhere
    covariance[j * columns + j] = own > 0 ? own * (1 + 1e-9) : 1e-12 * shift[j] ** 2 || 1;
  }
  return { shift, covariance, rows, weight: (reference.rows * sample.rows) / rows };
}
