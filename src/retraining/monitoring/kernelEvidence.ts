import { columnScale, scaleColumns } from '../../detectors/columnScale';
import { concatRows, matrix, row, selectRows, toFloat64, type Matrix } from '../../matrix';
import type { Random } from '../../random';
import { columnMeans, scatter } from '../../stats/covariance';
import { quantile } from '../../stats/quantile';
import { dot, squaredDistance } from '../../stats/vectors';
import type { MemberFinding } from './memberEvidence';
import { weightedChiSquareSf, type WeightSums } from './weightedChiSquare';

const FREQUENCIES = 24;
const PAIRS = 400;
const MOST_ROWS = 300;

/**
 * MMD² with a Gaussian kernel in 24 random Fourier features (Rahimi & Recht 2007) of columns on one scale, the bandwidth the median distance
 * of random pairs. Its law without drift is that of a weighted sum of χ², taken by its first three moments. O(rows · columns · 24): all
 * rows take part, where the kernel itself would cost rows² · columns.
 */
export function kernelEvidence(reference: Matrix, sample: Matrix, random: Random): MemberFinding {
  const pooled = concatRows([toFloat64(reference), toFloat64(sample)]);
  const features = fourierFeatures(scaleColumns(pooled, columnScale(pooled)), random);
  const [first, second] = parts(features, reference.rows);
  const distance = squaredDistance(columnMeans(first), columnMeans(second));
  const weight = 1 / reference.rows + 1 / sample.rows;
  const sums = spectrum([first, second].map(someRows));
  const pValue = weightedChiSquareSf(distance / weight, sums);
  return { statistic: distance - weight * sums.first, pValue, method: `unbiased MMD², ${FREQUENCIES} random frequencies, weighted χ²` }; // prettier-ignore
}

/** Sums of powers of the eigenvalues of the covariance within the windows. */
function spectrum(windows: readonly Matrix[]): WeightSums {
  const freedom = windows.reduce((sum, { rows }) => sum + rows - 1, 0);
  const [one, other] = windows.map((window) => scatter(window, columnMeans(window)));
  const covariance = one.map((sum, k) => (sum + other[k]) / freedom);
  const { columns } = windows[0];
  const line = (j: number) => covariance.subarray(j * columns, (j + 1) * columns);
  let [first, second, third] = [0, 0, 0];
  for (let j = 0; j < columns; j++) {
    first += covariance[j * columns + j];
    for (let k = 0; k < columns; k++) {
      second += covariance[j * columns + k] ** 2;
      third += covariance[j * columns + k] * dot(line(j), line(k));
    }
  }
  // powers of an estimated covariance are too large by its error; no smaller than with equal eigenvalues
  const squares = Math.max(second - first ** 2 / freedom, first ** 2 / columns);
  const cubes = third - (3 * first * second) / freedom + (2 * first ** 3) / freedom ** 2;
  return { first, second: squares, third: Math.max(cubes, squares ** 2 / first) };
}

/** Some hundred rows, evenly spaced: enough for a variance. */
function someRows(window: Matrix): Matrix {
  const stride = Math.ceil(window.rows / MOST_ROWS);
  return selectRows(
    window,
    Array.from({ length: Math.ceil(window.rows / stride) }, (_, i) => i * stride),
  );
}

function parts({ values, rows, columns }: Matrix<Float64Array>, count: number): readonly [Matrix, Matrix] {
  const cut = count * columns;
  return [matrix(values.subarray(0, cut), count, columns), matrix(values.subarray(cut), rows - count, columns)];
}

/** Cosines and sines at random frequencies: their inner products estimate the kernel. */
function fourierFeatures(source: Matrix<Float64Array>, random: Random): Matrix<Float64Array> {
  const bandwidth = medianDistance(source, random.fork('pairs'));
  const drawn = random.fork('frequencies');
  const frequencies = Float64Array.from({ length: FREQUENCIES * source.columns }, () => drawn.normal() / bandwidth);
  const scale = 1 / Math.sqrt(FREQUENCIES);
  const values = new Float64Array(source.rows * 2 * FREQUENCIES);
  for (let at = 0, i = 0; i < source.rows; i++)
    for (let k = 0; k < FREQUENCIES; k++) {
      const angle = product(source, i, frequencies, k);
      values[at++] = scale * Math.cos(angle);
      values[at++] = scale * Math.sin(angle);
    }
  return matrix(values, source.rows, 2 * FREQUENCIES);
}

/** A row with one of the frequencies; views of both would take longer than their product. */
function product({ values, columns }: Matrix<Float64Array>, i: number, frequencies: Float64Array, k: number): number {
  let sum = 0;
  for (let j = 0; j < columns; j++) sum += values[i * columns + j] * frequencies[k * columns + j];
  return sum;
}

function medianDistance(rows: Matrix<Float64Array>, random: Random): number {
  const squares = Float64Array.from({ length: PAIRS }, () => squaredDistance(row(rows, random.integer(rows.rows)), row(rows, random.integer(rows.rows)))); // prettier-ignore
  const apart = squares.filter((square) => square > 0).sort();
  return apart.length > 0 ? Math.sqrt(quantile(apart, 0.5)) : 1;
}
