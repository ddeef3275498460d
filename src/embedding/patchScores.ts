/** A score for each patch of `count` images: that of patch (y, x) of image i is `values[(i·gridHeight + y)·gridWidth + x]`. */
export interface PatchScores {
  readonly values: Float32Array;
  readonly count: number;
  readonly gridHeight: number;
  readonly gridWidth: number;
}

/**
 * The mean over a window of `size` × `size` patches around each patch. At the border it is the nearest window that lies in the grid: a mean of
 * fewer patches scatters more, and the maximum over an image would be found there for no other reason. `size` is odd; 1 changes nothing.
 * @example
 * averageScores(patchScores, 3); // one stray patch counts a ninth
 */
export function averageScores(scores: PatchScores, size: number): PatchScores {
  if (size === 1) return scores;
  const { values: from, count, gridHeight, gridWidth } = scores;
  const values = new Float32Array(from.length);
  for (let r = 0; r < count * gridHeight; r++) {
    const [top, bottom] = nearestWindow(r % gridHeight, size, gridHeight).map((y) => r - (r % gridHeight) + y);
    for (let x = 0; x < gridWidth; x++)
      values[r * gridWidth + x] = windowMean(from, gridWidth, top, bottom, ...nearestWindow(x, size, gridWidth));
  }
  return { ...scores, values };
}

/** First and last position of the window that has `at` as near to its middle as the length allows. */
function nearestWindow(at: number, size: number, length: number): [number, number] {
  const first = Math.max(0, Math.min(at - (size - 1) / 2, length - size));
  return [first, Math.min(first + size, length) - 1];
}

/** The position in `values` of each image's largest score; the first one on ties. */
export function farthestPatches({ values, count, gridHeight, gridWidth }: PatchScores): Uint32Array {
  const cells = gridHeight * gridWidth;
  return Uint32Array.from({ length: count }, (_, i) => farthest(values, i * cells, (i + 1) * cells));
}

/** The position of the largest value in [start, end); the first one on ties. */
export function farthest(values: Float32Array | Float64Array, start = 0, end = values.length): number {
  let far = start;
  for (let p = start + 1; p < end; p++) if (values[p] > values[far]) far = p;
  return far;
}

function windowMean(
  values: Float32Array,
  width: number,
  top: number,
  bottom: number,
  left: number,
  right: number,
): number {
  let sum = 0;
  for (let y = top; y <= bottom; y++) for (let x = left; x <= right; x++) sum += values[y * width + x];
  return sum / ((bottom - top + 1) * (right - left + 1));
}
