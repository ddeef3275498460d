import { rbfKernel } from '../compute/rbfKernel';
import type { Matrix } from '../matrix';
import { checkRows } from '../stats/covariance';
import { mean } from '../stats/moments';
import { checkMatrix, checkSamples } from './checkMatrix';

const ROWS = 256;

/**
 * The kernel witness function f(t) = mean k(x, t) − mean k(y, t) over the rows x of the reference and y of the sample (Gretton et
 * al. 2012, section 2.3), at each row t of `points`: positive where the reference is denser. Gaussian kernel, or the mean of
 * several. O(points · (n + m) · columns) time.
 * @throws {TypeError} if a sample or `points` is no matrix; {RangeError} if a sample is empty, columns differ, a number is not
 * finite, or a bandwidth is not positive.
 * @example
 * (await witness(fromRows([[0]]), fromRows([[9]]), fromRows([[0], [9]]), 1)); // [1, -1]
 */
export async function witness(
  reference: Matrix,
  sample: Matrix,
  points: Matrix,
  bandwidth: number | readonly number[],
): Promise<Float64Array> {
  checkSamples(reference, sample, 1);
  checkMatrix('points', points, 0);
  checkRows('points', points, 0, reference.columns);
  const values = new Float64Array(points.rows);
  const { columns } = points;
  for (let start = 0; start < points.rows; start += ROWS) {
    const end = Math.min(start + ROWS, points.rows);
    const part = { values: points.values.subarray(start * columns, end * columns), rows: end - start, columns };
    const [first, second] = [await rbfKernel(part, reference, bandwidth), await rbfKernel(part, sample, bandwidth)];
    for (let i = 0; i < part.rows; i++) values[start + i] = rowMean(first, i) - rowMean(second, i);
  }
  return values;
}

function rowMean({ values, columns }: Matrix, index: number): number {
  return mean(values.subarray(index * columns, (index + 1) * columns));
}
