import type { Images } from '../images';

/**
 * Applies `change` to each image in turn: it reads the bytes of one and writes those of its result, which are 0 before. The
 * input is not changed.
 * @param target height and width of the results, default those of the input.
 */
export function mapPixels(
  source: Images,
  change: (from: Uint8Array, to: Uint8Array) => void,
  { height, width }: { readonly height: number; readonly width: number } = source,
): Images {
  const { count, channels } = source;
  const target = { pixels: new Uint8Array(count * height * width * channels), count, height, width, channels };
  for (let i = 0; i < count; i++) change(imagePixels(source, i), imagePixels(target, i));
  return target;
}

/** The bytes of image `index`, as a view into the batch. */
export function imagePixels({ pixels, height, width, channels }: Images, index: number): Uint8Array {
  const size = height * width * channels;
  return pixels.subarray(index * size, (index + 1) * size);
}

/** The same bytes, which round to the nearest integer and clip to [0, 255] what is written: faster than {@link toByte} where halves do not matter. */
export function clamped(bytes: Uint8Array): Uint8ClampedArray {
  return new Uint8ClampedArray(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** The nearest integer, halves up, clipped to [0, 255]; truncation would darken by half a level. For writing into bytes only. */
export function toByte(value: number): number {
  return value <= 0 ? 0 : value >= 255 ? 255 : value + 0.5;
}
