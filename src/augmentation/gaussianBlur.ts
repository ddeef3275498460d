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
  const { height, width, channels } = image;
  const length = width * channels;
  const tall = pad(image, margin, 0, border);
  for (let y = 0; y < tall.height; y++) {
    const line = tall.values.subarray(y * length, (y + 1) * length);
    const wide = pad({ values: line, height: 1, width, channels }, 0, margin, border);
    correlate(line.fill(0), wide.values, 0, channels, kernel);
  }
  const values = new Float64Array(height * length);
  for (let y = 0; y < height; y++)
    correlate(values.subarray(y * length, (y + 1) * length), tall.values, y * length, length, kernel);
  return { ...image, values };
}

/** Out of focus: sigma is 0.3 pixels, where bytes begin to change, plus severity / 40 of the shorter side. */
export const gaussianBlurDrift: ImageDrift = imageDrift('gaussianBlur', (images, severity) =>
  gaussianBlur(images, 0.3 + (severity * Math.min(images.height, images.width)) / 40),
);

/**
 * The right half of the kernel: weights at distance 0, 1, … scaled so that the whole sums to 1. The centre is halved
 * because it is counted from both sides; a zero is added where the length would be odd.
 */
function gaussianKernel(sigma: number, radius: number): Float64Array {
  const half = new Float64Array(2 * Math.ceil((radius + 1) / 2));
  half[0] = 0.5;
  for (let i = 1; i <= radius; i++) half[i] = Math.exp(-((i / sigma) ** 2) / 2);
  const sum = half.reduce((total, weight) => total + weight);
  return half.map((weight) => weight / (2 * sum));
}

/** Adds to `target` a symmetric kernel over taps that lie `step` apart in the source, the first of them at `from`. */
function correlate(target: Float64Array, source: Float64Array, from: number, step: number, kernel: Float64Array): void {
  const centre = from + (kernel.length - 1) * step;
  // two taps at a time: a third faster than one, for fewer passes over the target
  for (let t = 0; t < kernel.length; t += 2) {
    const near = kernel[t];
    const far = kernel[t + 1];
    const left = centre - t * step;
    const right = centre + t * step;
    for (let i = 0; i < target.length; i++)
      target[i] +=
        near * (source[left + i] + source[right + i]) + far * (source[left - step + i] + source[right + step + i]);
  }
}
