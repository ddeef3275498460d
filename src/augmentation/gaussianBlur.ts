import { checkInteger, checkNumber, checkOneOf } from '../errors';
import type { Images } from '../images';
import { type Border, borders } from './border';
import { convolve2dFloat } from './convolve2d';
import type { FloatImage } from './floatImage';
import { type ImageDrift, imageDrift } from './imageDrift';
import { correlatePixels } from './kernels/correlatePixels';
import { mapPixels } from './mapPixels';

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
  const weights = gaussianWeights(sigma, options.radius);
  const radius = (weights.length - 1) / 2;
  const passes = [
    weights.map((weight, i) => ({ down: 0, across: i - radius, weight })),
    weights.map((weight, i) => ({ down: i - radius, across: 0, weight })),
  ];
  return mapPixels(images, (from, to) => correlatePixels(from, to, images, passes, options));
}

/** {@link gaussianBlur} before rounding. */
export function gaussianBlurFloat(
  image: FloatImage,
  sigma: number,
  { radius, border = 'mirror' }: GaussianBlurOptions = {},
): FloatImage {
  const weights = gaussianWeights(sigma, radius);
  const along = convolve2dFloat(image, [weights], border);
  return convolve2dFloat(
    along,
    weights.map((weight) => [weight]),
    border,
  );
}

/** Out of focus: sigma is 0.3 pixels, where bytes begin to change, plus severity / 40 of the shorter side. */
export const gaussianBlurDrift: ImageDrift = imageDrift('gaussianBlur', (images, severity) =>
  gaussianBlur(images, 0.3 + (severity * Math.min(images.height, images.width)) / 40),
);

/** Weights at the places −radius, …, radius, which sum to 1. */
function gaussianWeights(sigma: number, radius = Math.ceil(3 * sigma)): number[] {
  // at 0 for a sigma of 0 too
  const weights = Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-(((i - radius) / (sigma || 1e-9)) ** 2) / 2),
  );
  const sum = weights.reduce((total, weight) => total + weight);
  return weights.map((weight) => weight / sum);
}
