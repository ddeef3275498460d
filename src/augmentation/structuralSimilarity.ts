import type { Images } from '../images';
import { checkSameSize } from './imageDrift';
import { imagePixels } from './mapPixels';

const WINDOW = 7;
const PIXELS = WINDOW ** 2;

/**
 * Structural similarity of each image of a batch to its original (SSIM, Wang et al. 2004): windows of 7 × 7 pixels with equal weights, sample
 * covariance, K₁ = 0.01, K₂ = 0.03, the mean over windows and channels, as scikit-image. 1 for equal images, at most 1.
 * @throws {RangeError} if the batches differ in size or number, or a side is shorter than 7 pixels.
 * @example
 * structuralSimilarity(photographs, gaussianBlur(photographs, 2)); // [0.71…, …]
 */
export function structuralSimilarity(original: Images, changed: Images): number[] {
  checkSameSize(original, changed);
  const { count, height, width } = original;
  if (Math.min(height, width) < WINDOW)
    throw new RangeError(`invalid images: expected at least ${WINDOW} × ${WINDOW} pixels, got ${height} × ${width}`);
  return Array.from({ length: count }, (_, i) =>
    meanSimilarity(imagePixels(original, i), imagePixels(changed, i), original),
  );
}

function meanSimilarity(a: Uint8Array, b: Uint8Array, size: Images): number {
  const [sumA, sumB] = [windowSums(a, size), windowSums(b, size)];
  const products = (x: Uint8Array, y: Uint8Array) =>
    windowSums(
      Float64Array.from(x, (value, i) => value * y[i]),
      size,
    );
  const [squaresA, squaresB, cross] = [products(a, a), products(b, b), products(a, b)];
  const total = sumA.reduce((sum, _, i) => sum + similarity(sumA[i], sumB[i], squaresA[i], squaresB[i], cross[i]), 0);
  return total / sumA.length;
}

/** Of one window, from its sums of a, b, a², b² and ab: whole numbers, so that nothing is lost by subtraction. */
function similarity(a: number, b: number, aa: number, bb: number, ab: number): number {
  const covariance = (product: number, x: number, y: number) => (product - (x * y) / PIXELS) / (PIXELS - 1);
  const c1 = (0.01 * 255) ** 2;
  const c2 = (0.03 * 255) ** 2;
  const [meanA, meanB] = [a / PIXELS, b / PIXELS];
  const structure = (2 * covariance(ab, a, b) + c2) / (covariance(aa, a, a) + covariance(bb, b, b) + c2);
  return (structure * (2 * meanA * meanB + c1)) / (meanA ** 2 + meanB ** 2 + c1);
}

/** Sums over all windows that lie inside the image, by channel. */
function windowSums(values: ArrayLike<number>, { height, width, channels }: Images): Float64Array {
  const row = width * channels;
  const inner = (width - WINDOW + 1) * channels;
  const along = new Float64Array(height * inner);
  for (let y = 0; y < height; y++)
    for (let i = 0; i < inner; i++)
      for (let k = 0; k < WINDOW; k++) along[y * inner + i] += values[y * row + i + k * channels];
  const sums = new Float64Array((height - WINDOW + 1) * inner);
  for (let i = 0; i < sums.length; i++) for (let k = 0; k < WINDOW; k++) sums[i] += along[i + k * inner];
  return sums;
}
