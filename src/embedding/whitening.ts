import { checkNumber } from '../errors';
import type { Matrix } from '../matrix';

/** Patch embeddings of `count` images: row (i·gridHeight + y)·gridWidth + x of `patches` is patch (y, x) of image i. */
interface PatchGrid {
  readonly patches: Matrix<Float32Array>;
  readonly count: number;
  readonly gridHeight: number;
  readonly gridWidth: number;
}

/** Options of {@link fitWhitening}. */
export interface WhiteningOptions {
  /** Subtract each image's own median over its grid first, feature by feature. Right for textures, wrong for objects. Default true. */
  readonly centre?: boolean;
  /** Added to the diagonal of the correlation matrix, so that directions without variance stay quiet. Default 0.02. */
  readonly ridge?: number;
}

/** A fitted whitening: plain numbers, so that it survives JSON. */
export interface Whitening {
  readonly centre: boolean;
  readonly ridge: number;
  /** Mean of each feature over the patches it was fitted on (after centring). */
  readonly mean: readonly number[];
  /** columns × columns, row-major: whitened = (patch − mean) · weights. */
  readonly weights: readonly number[];
}

/**
 * The linear map after which patches of normal images have mean 0, unit variance and no correlation (up to the ridge): with D the features'
 * standard deviations and R their correlation matrix, |(x − y) · weights|² = (x − y)ᵀ D⁻¹ (R + ridge·I)⁻¹ D⁻¹ (x − y), the Mahalanobis
 * distance with a ridge. Weights come from a Cholesky factor in float64; a feature without variance gets weight 0. O(rows · columns²) time.
 * @throws {RangeError} for a ridge outside [0, 1e6] or fewer than two patches.
 */
export function fitWhitening(
  source: PatchGrid,
  { centre = true, ridge = 0.02 }: WhiteningOptions = {},
): Promise<Whitening> {
  checkNumber('ridge', ridge, 0, 1e6);
  const { patches } = centre ? centred(source) : source;
  if (patches.rows < 2) throw new RangeError(`invalid source: expected at least 2 patches, got ${patches.rows}`);
  const { mean, covariance } = moments(patches);
  return Promise.resolve({
    centre,
    ridge,
    mean: Array.from(mean),
    weights: Array.from(inverseRoot(covariance, ridge, mean.length)),
  });
}

/** The same grid with each patch whitened by `whitening` (and centred first if it says so). */
export function whiten<Grid extends PatchGrid>(source: Grid, whitening: Whitening): Promise<Grid> {
  const { patches } = whitening.centre ? centred(source) : source;
  const { rows, columns } = patches;
  if (columns !== whitening.mean.length)
    throw new RangeError(`invalid source: expected ${whitening.mean.length} features as in the fit, got ${columns}`);
  const values = new Float32Array(rows * columns);
  const weights = Float64Array.from(whitening.weights);
  const sums = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    sums.fill(0);
    for (let i = 0; i < columns; i++) {
      const value = patches.values[row * columns + i] - whitening.mean[i];
      for (let j = i; j < columns; j++) sums[j] += value * weights[i * columns + j]; // upper triangular
    }
    values.set(sums, row * columns);
  }
  return Promise.resolve({ ...source, patches: { values, rows, columns } });
}

/** Each image's median over its grid, feature by feature: count × columns. The level of light and tint that centring takes away. */
export function imageMedians({ patches, count, gridHeight, gridWidth }: PatchGrid): Matrix<Float32Array> {
  const { columns } = patches;
  const cells = gridHeight * gridWidth;
  const values = new Float32Array(count * columns);
  const column = new Float32Array(cells);
  for (let image = 0; image < count; image++)
    for (let j = 0; j < columns; j++) {
      for (let cell = 0; cell < cells; cell++) column[cell] = patches.values[(image * cells + cell) * columns + j];
      column.sort();
      values[image * columns + j] = (column[(cells - 1) >> 1] + column[cells >> 1]) / 2;
    }
  return { values, rows: count, columns };
}

function centred<Grid extends PatchGrid>(source: Grid): Grid {
  const { columns, rows } = source.patches;
  const medians = imageMedians(source);
  const cells = source.gridHeight * source.gridWidth;
  const values = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const level = Math.floor(row / cells) * columns;
    for (let j = 0; j < columns; j++)
      values[row * columns + j] = source.patches.values[row * columns + j] - medians.values[level + j];
  }
  return { ...source, patches: { values, rows, columns } };
}

function moments({ values, rows, columns }: Matrix<Float32Array>): { mean: Float64Array; covariance: Float64Array } {
  const mean = new Float64Array(columns);
  for (let row = 0; row < rows; row++) for (let j = 0; j < columns; j++) mean[j] += values[row * columns + j] / rows;
  const covariance = new Float64Array(columns * columns);
  const deviation = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < columns; j++) deviation[j] = values[row * columns + j] - mean[j];
    for (let i = 0; i < columns; i++)
      for (let j = 0; j <= i; j++) covariance[i * columns + j] += (deviation[i] * deviation[j]) / (rows - 1);
  }
  return { mean, covariance };
}

/** Upper triangular W with W·Wᵀ = D⁻¹ (R + ridge·I)⁻¹ D⁻¹, from the lower triangle of the covariance. */
function inverseRoot(covariance: Float64Array, ridge: number, size: number): Float64Array {
  const scale = Float64Array.from({ length: size }, (_, i) => Math.sqrt(covariance[i * size + i]));
  const factor = new Float64Array(size * size); // L, lower triangular, L·Lᵀ = R + ridge·I
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      const unit = i === j ? 1 + ridge : scale[i] * scale[j] > 0 ? covariance[i * size + j] / (scale[i] * scale[j]) : 0;
      let sum = unit;
      for (let k = 0; k < j; k++) sum -= factor[i * size + k] * factor[j * size + k];
      factor[i * size + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / factor[j * size + j];
    }
  const inverse = new Float64Array(size * size); // W[j][i] = (L⁻¹)[i][j] / D[j]
  for (let j = 0; j < size; j++)
    for (let i = j; i < size; i++) {
      let sum = i === j ? 1 : 0;
      for (let k = j; k < i; k++) sum -= factor[i * size + k] * inverse[j * size + k];
      inverse[j * size + i] = sum / factor[i * size + i];
    }
  for (let j = 0; j < size; j++)
    for (let i = j; i < size; i++) inverse[j * size + i] *= scale[j] > 0 ? 1 / scale[j] : 0;
  return inverse;
}
