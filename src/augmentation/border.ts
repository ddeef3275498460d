import type { FloatImage } from './floatImage';

/**
 * What lies outside the frame of an image with the row `abcd`: nearest `aaa|abcd|ddd`, mirror `dcb|abcd|cba`, reflect
 * `cba|abcd|dcb`, constant `000|abcd|000`. Torch and OpenCV call mirror "reflect", SciPy calls it as here.
 */
export const borders = ['nearest', 'mirror', 'reflect', 'constant'] as const;

/** One of {@link borders}. */
export type Border = (typeof borders)[number];

/** The image with `rows` rows added above and below and `columns` columns left and right, filled as `border` says. */
export function pad(image: FloatImage, rows: number, columns: number, border: Border): FloatImage {
  const { channels } = image;
  const height = image.height + 2 * rows;
  const width = image.width + 2 * columns;
  const values = new Float64Array(height * width * channels);
  padInto(values, image, rows, columns, border);
  return { values, height, width, channels };
}

/** {@link pad} into an array that is there; what lies behind the padded image stays. */
export function padInto(
  padded: Float32Array | Float64Array,
  image: Omit<FloatImage, 'values'> & { readonly values: Float32Array | Float64Array },
  rows: number,
  columns: number,
  border: Border,
): void {
  const { values, channels } = image;
  const length = image.width * channels;
  const row = length + 2 * columns * channels;
  for (let y = 0; y < image.height + 2 * rows; y++) {
    const line = padded.subarray(y * row, (y + 1) * row);
    const from = borderIndex(y - rows, image.height, border) * length;
    if (border === 'constant') line.fill(0);
    if (from < 0) continue;
    line.set(values.subarray(from, from + length), columns * channels);
    for (let k = 1; k <= columns; k++)
      for (const x of [-k, image.width - 1 + k]) {
        const source = borderIndex(x, image.width, border) * channels;
        for (let c = 0; c < channels && source >= 0; c++)
          line[(columns + x) * channels + c] = values[from + source + c];
      }
  }
}

/** The index inside [0, length) that stands for `index`, however far outside it lies; −1 where the image is 0 there. */
function borderIndex(index: number, length: number, border: Border): number {
  if (index >= 0 && index < length) return index;
  if (border === 'constant') return -1;
  if (border === 'nearest' || length === 1) return index < 0 ? 0 : length - 1;
  const period = border === 'mirror' ? 2 * length - 2 : 2 * length;
  const phase = ((index % period) + period) % period;
  return phase < length ? phase : period - phase - (border === 'mirror' ? 0 : 1);
}
