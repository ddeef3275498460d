import { Graph } from '../compute/graph';
import { gemm, matmul, sub } from '../compute/operators';
import { withSession } from '../compute/sessionCache';
import { tensor } from '../compute/tensor';
import { checkNumber } from '../errors';
import { type Matrix, selectRows } from '../matrix';
import { inverseRoot, multiply } from './inverseRoot';
import { median } from './median';
import type { PatchEmbedding } from './patchEmbedder';

/** Options of {@link fitWhitening}. */
export interface WhiteningOptions {
  /** Subtract each image's own median over its grid first, feature by feature. Right for textures, wrong for objects. Default true. */
  readonly centre?: boolean;
  /** Added to the diagonal of the correlation matrix, so that directions without variance stay quiet, in [0, 1e6]. Default 0.02. */
  readonly ridge?: number;
  /** false keeps the correlations: the features are only standardised. Default true. */
  readonly decorrelate?: boolean;
  /** Second moments of what defects do to the features, features × features. Default: nothing is known about defects. */
  readonly defects?: Matrix;
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

const ROWS = 8192;
/** Least share of a feature's own variance that a defect is taken to move it by: keeps the moments invertible. */
const FLOOR = 1e-4;

/**
 * The linear map that makes distances between patches of normal images count what is rare. With D the features' standard deviations, R their
 * correlation matrix and A = R + ridge·I, |(x − y) · weights|² = (x − y)ᵀ D⁻¹ M D⁻¹ (x − y), where M = A⁻¹: the Mahalanobis distance with a
 * ridge. If `defects` has the second moments P of the changes that defects make, M = A⁻¹ − (A + D⁻¹PD⁻¹)⁻¹: twice the logarithm of the
 * likelihood ratio of "normal" to "normal and a defect", both Gaussian, up to a constant; what defects do not do then counts for little.
 * A feature without variance gets weight 0. O(rows · columns²) time.
 * @throws {RangeError} for a ridge outside [0, 1e6], fewer than two patches, or moments of another size.
 * @example
 * const whitening = await fitWhitening(await embedder.embed(normal));
 */
export async function fitWhitening(
  source: PatchEmbedding,
  { centre = true, ridge = 0.02, decorrelate = true, defects }: WhiteningOptions = {},
): Promise<Whitening> {
  checkNumber('ridge', ridge, 0, 1e6);
  const { patches } = centre ? centred(source) : source;
  const { columns } = patches;
  if (patches.rows < 2) throw new RangeError(`invalid source: expected at least 2 patches, got ${patches.rows}`);
  if (defects && (defects.rows !== columns || defects.columns !== columns))
    throw new RangeError(`invalid defects: expected ${columns} × ${columns}, got ${defects.rows} × ${defects.columns}`);
  const mean = columnMeans(patches);
  const covariance = await covariances(patches, mean);
  const scales = Float64Array.from(mean, (_, j) => Math.sqrt(covariance[j * columns + j]));
  const normal = scaled(covariance, scales, 1 + ridge);
  if (!decorrelate) normal.forEach((_, k) => k % (columns + 1) > 0 && (normal[k] = 0));
  const unlike = defects ? scaled(defects.values, scales, 1, FLOOR) : undefined;
  const weights = inverseRoot(unlike ? addDefects(normal, unlike, columns) : normal, columns);
  for (let i = 0; i < columns; i++)
    for (let j = 0; j < columns; j++) weights[i * columns + j] *= scales[i] > 0 ? 1 / scales[i] : 0;
  return { centre, ridge, mean: Array.from(mean), weights: Array.from(weights) };
}

/**
 * The same grid with each patch whitened by `whitening` (and centred first if it says so).
 * @throws {RangeError} if the number of features is not that of the fit.
 */
export async function whiten(source: PatchEmbedding, whitening: Whitening): Promise<PatchEmbedding> {
  return { ...source, patches: await whitenRows(source, whitening) };
}

/** The patches of {@link whiten}, or those of them with the numbers `chosen`. */
export async function whitenRows(
  source: PatchEmbedding,
  whitening: Whitening,
  chosen?: Uint32Array,
): Promise<Matrix<Float32Array>> {
  const all = whitening.centre ? centred(source).patches : source.patches;
  const patches = chosen ? selectRows(all, chosen) : all;
  const { rows, columns } = patches;
  if (columns !== whitening.mean.length)
    throw new RangeError(`invalid source: expected ${whitening.mean.length} features as in the fit, got ${columns}`);
  const values = new Float32Array(rows * columns);
  const mean = tensor(whitening.mean, [columns]);
  const weights = tensor(whitening.weights, [columns, columns]);
  await withSession('whiten', whitenGraph, async (session) => {
    for (let start = 0; start < rows; start += ROWS) {
      const { whitened } = await session.run({ patches: chunk(patches, start), mean, weights });
      values.set(whitened.values as Float32Array, start * columns);
    }
  });
  return { values, rows, columns };
}

// a bank asks for the medians of one embedding three times: to fit, to whiten and for its levels
const knownMedians = new WeakMap<Matrix, Matrix<Float32Array>>();

/**
 * Each image's median over its grid, feature by feature: count × columns. What centring takes
 * away: the level of light, tint and contrast.
 */
export function imageMedians(source: PatchEmbedding): Matrix<Float32Array> {
  const known = knownMedians.get(source.patches);
  if (known) return known;
  const medians = findMedians(source);
  knownMedians.set(source.patches, medians);
  return medians;
}

function findMedians({ patches, count, gridHeight, gridWidth }: PatchEmbedding): Matrix<Float32Array> {
  const { values: from, columns } = patches;
  const cells = gridHeight * gridWidth;
  const values = new Float32Array(count * columns);
  const column = new Float32Array(cells);
  for (let image = 0; image < count; image++)
    for (let j = 0; j < columns; j++) {
      for (let cell = 0; cell < cells; cell++) column[cell] = from[(image * cells + cell) * columns + j];
      values[image * columns + j] = median(column);
    }
  return { values, rows: count, columns };
}

/** The same grid without its images' medians. */
export function centred(source: PatchEmbedding): PatchEmbedding {
  const { values: from, columns, rows } = source.patches;
  const { values: medians } = imageMedians(source);
  const cells = source.gridHeight * source.gridWidth;
  const values = new Float32Array(rows * columns);
  for (let row = 0, at = 0; row < rows; row++) {
    const level = Math.floor(row / cells) * columns;
    for (let j = 0; j < columns; j++, at++) values[at] = from[at] - medians[level + j];
  }
  return { ...source, patches: { values, rows, columns } };
}

/** B = A + A·P⁻¹·A, the inverse of A⁻¹ − (A + P)⁻¹ (Woodbury). */
function addDefects(normal: Float64Array, defects: Float64Array, size: number): Float64Array {
  const root = multiply(normal, inverseRoot(defects, size), size);
  const spread = multiply(root, transposed(root, size), size);
  return normal.map((value, k) => value + spread[k]);
}

/** D⁻¹SD⁻¹, its diagonal times `lift` and plus `floor`; the row of a feature without variance becomes that of the unit matrix. */
function scaled(square: ArrayLike<number>, scales: Float64Array, lift: number, floor = 0): Float64Array {
  const size = scales.length;
  return Float64Array.from({ length: size * size }, (_, k) => {
    const [i, j] = [Math.floor(k / size), k % size];
    if (scales[i] * scales[j] === 0) return Number(i === j);
    const value = square[k] / (scales[i] * scales[j]);
    return i === j ? value * lift + floor : value;
  });
}

function columnMeans({ values, rows, columns }: Matrix): Float64Array {
  const mean = new Float64Array(columns);
  for (let row = 0; row < rows; row++) for (let j = 0; j < columns; j++) mean[j] += values[row * columns + j] / rows;
  return mean;
}

async function covariances(patches: Matrix<Float32Array>, mean: Float64Array): Promise<Float64Array> {
  const { rows, columns } = patches;
  const sums = new Float64Array(columns * columns);
  const feed = tensor(mean, [columns], 'float32');
  await withSession('whitening', productGraph, async (session) => {
    for (let start = 0; start < rows; start += ROWS) {
      const { products } = await session.run({ patches: chunk(patches, start), mean: feed });
      (products.values as Float32Array).forEach((value, k) => (sums[k] += value / (rows - 1)));
    }
  });
  return sums;
}

function productGraph(): Graph {
  const graph = new Graph();
  const x = sub(graph.input('patches', ['n', 'd']), graph.input('mean', ['d']));
  graph.output('products', gemm(x, x, { transA: true }));
  return graph;
}

function whitenGraph(): Graph {
  const graph = new Graph();
  const x = sub(graph.input('patches', ['n', 'd']), graph.input('mean', ['d']));
  graph.output('whitened', matmul(x, graph.input('weights', ['d', 'd'])));
  return graph;
}

function chunk({ values, rows, columns }: Matrix<Float32Array>, start: number): ReturnType<typeof tensor> {
  const end = Math.min(rows, start + ROWS);
  return tensor(values.subarray(start * columns, end * columns), [end - start, columns]);
}

function transposed(square: Float64Array, size: number): Float64Array {
  return square.map((_, k) => square[(k % size) * size + Math.floor(k / size)]);
}
