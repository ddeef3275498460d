import type { Images } from '../images';
import { checkSameSize } from './imageDrift';
import { imagePixels } from './mapPixels';

/** How far one image is from another. */
export interface ImageDifference {
  /** Mean squared error, in squared levels. */
  readonly mse: number;
  /** Mean absolute error, in levels. */
  readonly mae: number;
  /** Peak signal-to-noise ratio, 10 · log₁₀(255² / mse), in decibels; Infinity for equal images. */
  readonly psnr: number;
}

/**
 * The difference of each image of a batch from its original: the harm that a drift does to pixels.
 * @throws {RangeError} if the batches differ in size or number.
 * @example
 * imageDifference(photographs, imageDrifts.jpeg.apply(photographs, 0.5, random))[0].psnr;
 */
export function imageDifference(original: Images, changed: Images): ImageDifference[] {
  checkSameSize(original, changed);
  return Array.from({ length: original.count }, (_, i) =>
    difference(imagePixels(original, i), imagePixels(changed, i)),
  );
}

function difference(a: Uint8Array, b: Uint8Array): ImageDifference {
  let squares = 0;
  let sizes = 0;
  for (let i = 0; i < a.length; i++) {
    const error = Math.abs(a[i] - b[i]);
    squares += error * error;
    sizes += error;
  }
  const mse = squares / a.length;
  return { mse, mae: sizes / a.length, psnr: 10 * Math.log10(255 ** 2 / mse) };
}
