import { checkNumber } from '../errors';
import type { Images } from '../images';
import { type ImageDrift, imageDrift, shorterSide } from './imageDrift';
import { mapPixels, toByte } from './mapPixels';

/**
 * Blocks of `block` × `block` pixels become their mean (the shrinking and enlarging of Hendrycks & Dietterich 2019); those at the right
 * and lower edge may be smaller. `block` in [1, 10⁶]; 1 is the identity. Between two powers of two it is the blend of both: blocks then lie
 * inside each other, and the mean squared change cannot fall as they grow.
 * @throws {TypeError | RangeError} if block is not a number in [1, 10⁶].
 * @example
 * const coarse = pixelate(photographs, 8);
 */
export function pixelate(images: Images, block: number): Images {
  const fine = 2 ** Math.floor(Math.log2(checkNumber('block', block, 1, 1e6)));
  const share = block / fine - 1;
  const { height, width, channels } = images;
  const row = width * channels;
  const line = new Uint8Array(row);
  return mapPixels(images, (from, to) => {
    let large: Float64Array | undefined;
    for (let top = 0; top < height; top += fine) {
      if (share > 0 && top % (2 * fine) === 0) large = blockMeans(from, images, top, 2 * fine);
      const small = blockMeans(from, images, top, fine);
      for (let i = 0; i < row; i++) line[i] = toByte(large ? small[i] + share * (large[i] - small[i]) : small[i]);
      for (let y = top; y < Math.min(height, top + fine); y++) to.set(line, y * row);
    }
  });
}

/** One row of pixels for a row of blocks that begins at `top`: each value is the mean of its block. */
function blockMeans(from: Uint8Array, { height, width, channels }: Images, top: number, block: number): Float64Array {
  const row = width * channels;
  const line = new Float64Array(row);
  const bottom = Math.min(height, top + block);
  const step = block * channels;
  for (let start = 0; start < row; start += step) {
    const end = Math.min(row, start + step);
    for (let c = start; c < start + channels; c++) {
      let sum = 0;
      for (let y = top; y < bottom; y++) for (let i = y * row + c; i < y * row + end; i += channels) sum += from[i];
      const mean = (sum * channels) / ((end - start) * (bottom - top));
      for (let i = c; i < end; i += channels) line[i] = mean;
    }
  }
  return line;
}

/** A smaller sensor: blocks of up to an eighth of the shorter side, at least of two pixels; their size doubles by equal steps of severity. */
export const pixelateDrift: ImageDrift = imageDrift('pixelate', (images, severity) =>
  pixelate(images, Math.max(2, shorterSide(images) / 8) ** severity),
);
