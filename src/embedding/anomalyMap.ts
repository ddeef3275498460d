import { checkInteger, checkNumber } from '../errors';
import type { Matrix } from '../matrix';
import type { PatchScores } from './patchScores';

/** Options of {@link anomalyMaps}. */
export interface AnomalyMapOptions {
  /** Size of the maps in pixels: that of the images. */
  readonly height: number;
  readonly width: number;
  /** Standard deviation of the Gaussian in pixels; 0 leaves it out. Default 4 for 224 pixels of the shorter side, in proportion. */
  readonly sigma?: number;
}

/**
 * Heat maps of the size of the images, a row of height · width scores for each: patch scores enlarged bilinearly (centre on centre,
 * the border goes on), then smoothed by a Gaussian cut off at 4 sigma (borders reflected), as PatchCore does (Roth et al. 2022, 4.1).
 * @throws {RangeError} if a size is not a positive integer, sigma is negative or the scores do not fill their grids.
 * @example
 * const { patchScores } = await bank.score(embedding);
 * const maps = anomalyMaps(patchScores, { height: 256, width: 256 });
 */
export function anomalyMaps(
  { values: scores, count, gridHeight, gridWidth }: PatchScores,
  { height, width, sigma = (4 * Math.min(height, width)) / 224 }: AnomalyMapOptions,
): Matrix<Float32Array> {
  checkInteger('height', height, 1, 65535);
  checkInteger('width', width, 1, 65535);
  checkNumber('sigma', sigma, 0, 65535);
  const cells = gridHeight * gridWidth;
  if (scores.length !== count * cells)
    throw new RangeError(`invalid scores: expected ${count} × ${gridHeight} × ${gridWidth}, got ${scores.length}`);
  // both steps are linear and separable: one small matrix for the rows and one for the columns do the two at once
  const down = enlargement(gridHeight, height, sigma);
  const across = enlargement(gridWidth, width, sigma);
  const values = new Float32Array(count * height * width);
  for (let i = 0; i < count; i++) {
    const wide = enlargeRows(scores.subarray(i * cells, (i + 1) * cells), gridWidth, across);
    for (let y = 0; y < height; y++) values.set(combineRows(wide, width, down[y]), (i * height + y) * width);
  }
  return { values, rows: count, columns: height * width };
}

/** What each pixel along one axis takes from each cell: bilinear weights, averaged by the Gaussian. */
function enlargement(cells: number, pixels: number, sigma: number): Float64Array[] {
  const kernel = gaussian(sigma);
  const reach = (kernel.length - 1) / 2;
  return Array.from({ length: pixels }, (_, pixel) => {
    const weights = new Float64Array(cells);
    kernel.forEach((weight, k) => {
      const position = ((reflect(pixel + k - reach, pixels) + 0.5) * cells) / pixels - 0.5;
      const inside = Math.min(Math.max(position, 0), cells - 1);
      const cell = Math.floor(inside);
      weights[cell] += weight * (cell + 1 - inside);
      if (inside > cell) weights[cell + 1] += weight * (inside - cell);
    });
    return weights;
  });
}

function gaussian(sigma: number): Float64Array {
  const reach = Math.floor(4 * sigma + 0.5);
  if (reach === 0) return Float64Array.of(1);
  const weights = Float64Array.from({ length: 2 * reach + 1 }, (_, k) => Math.exp(-(((k - reach) / sigma) ** 2) / 2));
  const sum = weights.reduce((total, weight) => total + weight);
  return weights.map((weight) => weight / sum);
}

/** The pixel that stands for one outside the frame: … 1 0 | 0 1 2 … */
function reflect(index: number, length: number): number {
  const phase = ((index % (2 * length)) + 2 * length) % (2 * length);
  return Math.min(phase, 2 * length - 1 - phase);
}

function enlargeRows(scores: Float32Array, gridWidth: number, across: readonly Float64Array[]): Float64Array {
  const wide = new Float64Array((scores.length / gridWidth) * across.length);
  for (let start = 0, to = 0; start < scores.length; start += gridWidth)
    for (const weights of across) {
      let sum = 0;
      for (let x = 0; x < gridWidth; x++) sum += weights[x] * scores[start + x];
      wide[to++] = sum;
    }
  return wide;
}

function combineRows(rows: Float64Array, width: number, weights: Float64Array): Float64Array {
  const sums = new Float64Array(width);
  for (let r = 0; r < weights.length; r++)
    if (weights[r] > 0) for (let x = 0, from = r * width; x < width; x++) sums[x] += weights[r] * rows[from + x];
  return sums;
}
