import { forwardDct, inverseDct } from './dct';

/** One channel of bytes, its sides filled up to whole blocks of 8; `height` and `width` are those of what counts. */
export interface Plane {
  readonly bytes: Uint8ClampedArray;
  /** Bytes in a row, a multiple of 8. */
  readonly stride: number;
  readonly height: number;
  readonly width: number;
}

/** An empty plane. */
export function plane(height: number, width: number): Plane {
  const stride = 8 * Math.ceil(width / 8);
  return { bytes: new Uint8ClampedArray(stride * 8 * Math.ceil(height / 8)), stride, height, width };
}

/** Repeats the last column and the last row over what was added to fill up the blocks. */
export function extendEdges({ bytes, stride, height, width }: Plane): void {
  for (let end = stride; width < stride && end <= height * stride; end += stride)
    bytes.fill(bytes[end - stride + width - 1], end - stride + width, end);
  for (let at = height * stride; at < bytes.length; at += stride) bytes.copyWithin(at, at - stride, at);
}

/** What quantisation does to each block, in place: transform, divide and round by `table`, multiply, transform back. */
export function quantize({ bytes, stride }: Plane, table: Uint16Array): void {
  const block = new Int32Array(64);
  for (let top = 0; top < bytes.length; top += 8 * stride)
    for (let start = top; start < top + stride; start += 8) {
      for (let i = 0, at = start; i < 64; i += 8, at += stride)
        for (let x = 0; x < 8; x++) block[i + x] = bytes[at + x] - 128;
      forwardDct(block);
      roundTo(block, table);
      inverseDct(block);
      for (let i = 0, at = start; i < 64; i += 8, at += stride)
        for (let x = 0; x < 8; x++) bytes[at + x] = block[i + x] + 128;
    }
}

/** The nearest multiple of each divisor, halves away from 0. */
function roundTo(block: Int32Array, table: Uint16Array): void {
  for (let i = 0; i < 64; i++) {
    // the forward transform is 8 times too large
    const divisor = 8 * table[i];
    const size = Math.abs(block[i]) + (divisor >> 1);
    const count = size < divisor ? 0 : (size / divisor) | 0;
    block[i] = (block[i] < 0 ? -count : count) * table[i];
  }
}
