import { checkInteger } from './errors';

/**
 * A batch of images of one size: 8 bits a channel, row-major, channels last; 1 channel (gray) or 3 (RGB).
 * Pixel (y, x, c) of image i is `pixels[((i·height + y)·width + x)·channels + c]`.
 */
export interface Images {
  readonly pixels: Uint8Array;
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/**
 * A batch over `pixels`, which are not copied.
 * @throws {RangeError} if a size is not a positive integer, channels are not 1 or 3, or the length does not fit.
 */
export function images(pixels: Uint8Array, count: number, height: number, width: number, channels: number): Images {
  checkInteger('count', count, 0);
  checkInteger('height', height, 1);
  checkInteger('width', width, 1);
  if (channels !== 1 && channels !== 3) throw new RangeError(`invalid channels: expected 1 or 3, got ${channels}`);
  const expected = count * height * width * channels;
  if (pixels.length !== expected)
    throw new RangeError(
      `invalid pixels: expected ${count} × ${height} × ${width} × ${channels} = ${expected} bytes, got ${pixels.length}`,
    );
  return { pixels, count, height, width, channels };
}

/** Images [start, end) of the batch, as views into its memory. */
export function sliceImages(source: Images, start: number, end: number): Images {
  const size = source.height * source.width * source.channels;
  return { ...source, pixels: source.pixels.subarray(start * size, end * size), count: end - start };
}

/**
 * One batch out of several of the same size.
 * @throws {RangeError} if `parts` is empty or the sizes differ.
 */
export function concatImages(parts: readonly Images[]): Images {
  if (parts.length === 0) throw new RangeError('invalid parts: expected at least one batch of images, got none');
  const [{ height, width, channels }] = parts;
  const size = height * width * channels;
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const pixels = new Uint8Array(count * size);
  let offset = 0;
  for (const part of parts) {
    if (part.height !== height || part.width !== width || part.channels !== channels)
      throw new RangeError(
        `invalid parts: expected images of ${height} × ${width} × ${channels}, got ${part.height} × ${part.width} × ${part.channels}`,
      );
    pixels.set(part.pixels, offset);
    offset += part.pixels.length;
  }
  return { pixels, count, height, width, channels };
}
