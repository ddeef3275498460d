import type { Images } from '../images';
import { runKernel } from './kernels/runKernel';
import { imagePixels, mapPixels, toByte } from './mapPixels';

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
 * as real numbers, in memory that the next one uses again.
 * @param target height and width of the results, default those of the input.
 */
export function mapImages(
  source: Images,
  change: (image: FloatImage) => FloatImage,
  target: { readonly height: number; readonly width: number } = source,
): Images {
  const { height, width, channels } = source;
  const image = { values: new Float64Array(height * width * channels), height, width, channels };
  const changeBytes = (from: Uint8Array, to: Uint8Array) => {
    image.values.set(from);
    roundToBytes(change(image).values, to);
  };
  return mapPixels(source, changeBytes, target);
}

/**
 * Like {@link mapImages}, many times faster, for a corruption that changes each value by itself and all images alike: `change` sees the 256 levels
 * that a value can have, once for all channels, or once for each with `apart`.
 */
export function mapLevels(
  source: Images,
  change: (levels: FloatImage) => FloatImage,
  { apart = false }: { readonly apart?: boolean } = {},
): Images {
  const table = levelTable(apart ? source.channels : 1, change);
  return mapPixels(source, (from, to) => lookUp(from, to, table));
}

/** What becomes of each level, channels last. */
export function levelTable(channels: number, change: (levels: FloatImage) => FloatImage): Uint8Array {
  const table = new Uint8Array(256 * channels);
  const values = Float64Array.from(table.keys(), (i) => Math.floor(i / channels));
  roundToBytes(change({ values, height: 256, width: 1, channels }).values, table);
  return table;
}

/** Replaces each value of an image by what a {@link levelTable} of one channel, or of three, says. */
export function lookUp(from: Uint8Array, to: Uint8Array, table: Uint8Array): void {
  const channels = table.length / 256;
  const tables = new Uint8Array(768);
  for (let i = 0; i < 768; i++) tables[i] = table[(i & 255) * channels + ((i >> 8) % channels)];
  runKernel('lookUp', from, to, tables);
}

/** gain · x + offset, each of them one for all channels or one for each. */
export function affine(
  image: FloatImage,
  gain: number | readonly number[],
  offset: number | readonly number[] = 0,
): FloatImage {
  const { values, channels } = image;
  const changed = new Float64Array(values.length);
  for (let c = 0; c < channels; c++) {
    const factor = typeof gain === 'number' ? gain : gain[c];
    const shift = typeof offset === 'number' ? offset : offset[c];
    for (let i = c; i < values.length; i += channels) changed[i] = factor * values[i] + shift;
  }
  return { ...image, values: changed };
}

/** The same image with every value brought into [0, 255], not rounded. */
export function clip(image: FloatImage): FloatImage {
  return { ...image, values: image.values.map((value) => Math.min(255, Math.max(0, value))) };
}

function roundToBytes(values: Float64Array, target: Uint8Array): void {
  for (let i = 0; i < values.length; i++) target[i] = toByte(values[i]);
}
