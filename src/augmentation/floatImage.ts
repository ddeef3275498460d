import type { Images } from '../images';

/**
 * One image as real numbers on the scale 0–255, channels last: what a corruption computes before its result is rounded
 * and clipped. Pixel (y, x, c) is `values[(y·width + x)·channels + c]`.
 */
export interface FloatImage {
  readonly values: Float64Array;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** Image `index` of the batch as real numbers; a copy. */
export function toFloatImage(source: Images, index: number): FloatImage {
  const { height, width, channels } = source;
  return { values: new Float64Array(imagePixels(source, index)), height, width, channels };
}

/**
 * Applies `change` to each image and rounds the results to bytes. The input is not changed; one image at a time is held
 * as real numbers.
 * @param target height and width of the results, default those of the input.
 */
export function mapImages(
  source: Images,
  change: (image: FloatImage) => FloatImage,
  { height, width }: { readonly height: number; readonly width: number } = source,
): Images {
  const { count, channels } = source;
  const target = { pixels: new Uint8Array(count * height * width * channels), count, height, width, channels };
  for (let i = 0; i < count; i++) roundToBytes(change(toFloatImage(source, i)).values, imagePixels(target, i));
  return target;
}

/**
 * Like {@link mapImages}, several times faster, for a corruption that changes each value by itself: `change` sees the
 * 256 levels a value can have, and the image they are for.
 */
export function mapLevels(source: Images, change: (levels: FloatImage, pixels: Uint8Array) => FloatImage): Images {
  const { channels } = source;
  const target = { ...source, pixels: new Uint8Array(source.pixels.length) };
  const levels = Float64Array.from({ length: 256 * channels }, (_, i) => Math.floor(i / channels));
  const table = new Uint8Array(levels.length);
  for (let i = 0; i < source.count; i++) {
    const from = imagePixels(source, i);
    const to = imagePixels(target, i);
    roundToBytes(change({ values: levels, height: 256, width: 1, channels }, from).values, table);
    for (let c = 0; c < channels; c++)
      for (let p = c; p < from.length; p += channels) to[p] = table[from[p] * channels + c];
  }
  return target;
}

/** gain · x + offset, with one gain for all channels or one for each. */
export function affine(image: FloatImage, gain: number | readonly number[], offset = 0): FloatImage {
  const { values, channels } = image;
  const changed = new Float64Array(values.length);
  for (let c = 0; c < channels; c++) {
    const factor = typeof gain === 'number' ? gain : gain[c];
    for (let i = c; i < values.length; i += channels) changed[i] = factor * values[i] + offset;
  }
  return { ...image, values: changed };
}

/** The same image with every value brought into [0, 255], not rounded. */
export function clip(image: FloatImage): FloatImage {
  return { ...image, values: image.values.map((value) => Math.min(255, Math.max(0, value))) };
}

function imagePixels({ pixels, height, width, channels }: Images, index: number): Uint8Array {
  const size = height * width * channels;
  return pixels.subarray(index * size, (index + 1) * size);
}

/** Rounds to the nearest integer, halves up, and clips to [0, 255]; truncation would darken by half a level. */
function roundToBytes(values: Float64Array, target: Uint8Array): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    target[i] = value <= 0 ? 0 : value >= 255 ? 255 : value + 0.5;
  }
}
