import { checkInteger, checkNumber, checkOneOf } from '../errors';
import type { Images } from '../images';
import { type Border, borders, pad } from './border';
import { type FloatImage, mapImages } from './floatImage';
import { type ImageDrift, imageDrift } from './imageDrift';

/** Options of {@link gaussianBlur}. */
export interface GaussianBlurOptions {
  /** Taps on each side of the centre. Default ⌈3 · sigma⌉. */
  readonly radius?: number;
  /** What lies outside the frame. Default mirror, as in torchvision and OpenCV. */
  readonly border?: Border;
}

/**
 * Gaussian blur with a standard deviation of `sigma` pixels in [0, 1000]: along rows, then columns, with weights
 * exp(−i² / 2σ²), |i| ≤ radius, normalised to 1. 0 is the identity. O(pixels · radius) time.
 * @throws {TypeError | RangeError} if sigma or radius is out of range or the border is unknown.
 * @example
 * const soft = gaussianBlur(photographs, 1.5);
 */
export function gaussianBlur(images: Images, sigma: number, options: GaussianBlurOptions = {}): Images {
  checkNumber('sigma', sigma, 0, 1000);
  if (options.radius !== undefined) checkInteger('radius', options.radius, 0, 3000);
  if (options.border !== undefined) checkOneOf('border', options.border, borders);
  return mapImages(images, (image) => gaussianBlurFloat(image, sigma, options));
}

/** {@link gaussianBlur} before rounding. */
export function gaussianBlurFloat(
  image: FloatImage,
  sigma: number,
  { radius = Math.ceil(3 * sigma), border = 'mirror' }: GaussianBlurOptions = {},
): FloatImage {
  const kernel = gaussianKernel(sigma, radius);
  const margin = kernel.length - 1;
  const wide = pad(image, 0, margin, border);
  const along = correlate(wide, { ...image, values: new Float64Array(image.values.length) }, image.channels, kernel);
  const tall = pad(along, margin, 0, border);
  return correlate(
    tall,
    { ...image, values: new Float64Array(image.values.length) },
    image.width * image.channels,
    kernel,
  );
}

/** Out of focus: sigma is 0.3 pixels, where bytes begin to change, plus severity / 40 of the shorter side. */
export const gaussianBlurDrift: ImageDrift = imageDrift('gaussianBlur', (images, severity) =>
  gaussianBlur(images, 0.3 + (severity * Math.min(images.height, images.width)) / 40),
);

/**
 * The right half of the kernel: weights at distance 0, 1, … scaled so that the whole sums to 1. The centre is halved
 * because it is counted from both sides; zeros are added up to a multiple of 4.
 */
function gaussianKernel(sigma: number, radius: number): Float64Array {
  const half = new Float64Array(4 * Math.ceil((radius + 1) / 4));
  half[0] = 0.5;
  for (let i = 1; i <= radius; i++) half[i] = Math.exp(-((i / sigma) ** 2) / 2);
  const sum = half.reduce((total, weight) => total + weight);
  return half.map((weight) => weight / (2 * sum));
}

/** Adds to `target` a symmetric kernel over taps that lie `step` apart in the padded image, row by row. */
function correlate(padded: FloatImage, target: FloatImage, step: number, kernel: Float64Array): FloatImage {
  const length = target.width * target.channels;
  for (let y = 0; y < target.height; y++) {
    const row = target.values.subarray(y * length, (y + 1) * length);
    const centre = y * padded.width * padded.channels + (kernel.length - 1) * step;
    for (let t = 0; t < kernel.length; t += 4) addPairs(row, padded.values, centre, t, step, kernel);
  }
  return target;
}

/** Four pairs of taps at a time: fewer passes over the target. */
function addPairs(
  row: Float64Array,
  source: Float64Array,
  centre: number,
  t: number,
  step: number,
  kernel: Float64Array,
): void {
  const a = kernel[t];
  const b = kernel[t + 1];
  const c = kernel[t + 2];
  const d = kernel[t + 3];
  const l = centre - t * step;
  const r = centre + t * step;
  for (let i = 0; i < row.length; i++)
    row[i] +=
      a * (source[l + i] + source[r + i]) +
      b * (source[l - step + i] + source[r + step + i]) +
      c * (source[l - 2 * step + i] + source[r + 2 * step + i]) +
      d * (source[l - 3 * step + i] + source[r + 3 * step + i]);
}
