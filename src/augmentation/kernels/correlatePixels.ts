import type { Images } from '../../images';
import { type Border, padInto } from '../border';
import { extent, imageKernels, workspace } from './workspace';

/** A weight for what lies `down` and `across` pixels from the pixel that it counts for. */
export interface Tap {
  readonly down: number;
  readonly across: number;
  readonly weight: number;
}

/** Options of {@link correlatePixels}. */
export interface CorrelateOptions {
  /** What lies outside the frame. Default mirror. */
  readonly border?: Border;
  /** Taps weigh the sum of what lies to the left in the row, not the value. Default false. */
  readonly sums?: boolean;
}

/**
 * Writes the correlation of one image with `taps`, and of that with the taps of each further pass: float32 inside, rounded to bytes at the
 * end. O(pixels · taps) time, 32 values at once.
 */
export function correlatePixels(
  from: Uint8Array,
  to: Uint8Array,
  size: Omit<Images, 'pixels' | 'count'>,
  passes: readonly (readonly Tap[])[],
  { border = 'mirror', sums = false }: CorrelateOptions = {},
): void {
  const frames = passes.map((taps) => frameOf(taps, size));
  const room = Math.max(...frames.map(({ length }) => length));
  const longest = Math.max(...passes.map((taps) => taps.length));
  const [bytes, floats, padded, packed] = workspace(from.length, 4 * from.length, 4 * room, 8 * longest);
  const { widen, narrow } = imageKernels();
  bytes.set(from);
  widen(...extent(bytes), floats.byteOffset);
  const image = { ...size, values: asFloats(floats) };
  passes.forEach((taps, pass) => {
    const { rows, columns, row } = frames[pass];
    padInto(asFloats(padded), image, rows, columns, border);
    if (sums) sumRows(asFloats(padded), row, size.channels);
    const first = padded.byteOffset + 4 * (rows * row + columns * size.channels);
    correlateRows(first, 4 * row, floats.byteOffset, size, pack(taps, row, size.channels, packed));
  });
  narrow(...extent(floats), bytes.byteOffset);
  to.set(bytes);
}

const asFloats = (bytes: Uint8Array): Float32Array =>
  new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);

/** Rows and columns to add on each side so that all taps lie inside, and values in a row and in all. */
function frameOf(taps: readonly Tap[], { height, width, channels }: Omit<Images, 'pixels' | 'count'>) {
  const rows = taps.reduce((most, { down }) => Math.max(most, Math.abs(down)), 0);
  const columns = taps.reduce((most, { across }) => Math.max(most, Math.abs(across)), 0);
  const row = (width + 2 * columns) * channels;
  return { rows, columns, row, length: (height + 2 * rows) * row };
}

/** Each value becomes the sum of those to the left of it. In float32 that costs at most one level in rows of 20,000 pixels. */
function sumRows(values: Float32Array, row: number, channels: number): void {
  for (let start = 0; start < values.length; start += row)
    for (let c = 0; c < channels; c++)
      for (let i = start + c, sum = 0; i < start + row; i += channels) {
        const value = values[i];
        values[i] = sum;
        sum += value;
      }
}

/** The taps as the kernel wants them: an offset in bytes and a weight each. */
function pack(taps: readonly Tap[], row: number, channels: number, packed: Uint8Array): Uint8Array {
  const view = new DataView(packed.buffer, packed.byteOffset, 8 * taps.length);
  taps.forEach(({ down, across, weight }, t) => {
    view.setInt32(8 * t, 4 * (down * row + across * channels), true);
    view.setFloat32(8 * t + 4, weight, true);
  });
  return packed.subarray(0, 8 * taps.length);
}

function correlateRows(
  from: number,
  step: number,
  to: number,
  { height, width, channels }: Omit<Images, 'pixels' | 'count'>,
  taps: Uint8Array,
): void {
  const { correlate } = imageKernels();
  const length = 4 * width * channels;
  for (let y = 0; y < height; y++, from += step, to += length) correlate(from, from + length, to, ...extent(taps));
}
