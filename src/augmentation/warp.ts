import type { Images } from '../images';
import { runKernel } from './kernels/runKernel';
import { mapPixels } from './mapPixels';

/** Where the pixels of the result are taken from, row by row. */
export interface WarpMap {
  /** Where the upper left one of four pixels begins in the bytes of an image. */
  readonly starts: Int32Array;
  /** How far from it to the right and down, in [0, 1), two for each pixel. */
  readonly shares: Float32Array;
}

/**
 * A map for images of one size; `place` writes which column and row pixel (x, y) comes from into the first two numbers of what it is given. Places
 * outside the frame are mirrored into it (torch's "reflect").
 */
export function warpMap(
  { height, width, channels }: Images,
  place: (at: Float64Array, x: number, y: number) => void,
): WarpMap {
  const starts = new Int32Array(height * width);
  const shares = new Float32Array(2 * height * width);
  const at = new Float64Array(2);
  for (let y = 0, p = 0; y < height; y++)
    for (let x = 0; x < width; x++, p++) {
      place(at, x, y);
      const column = fold(at[0], width - 1);
      const row = fold(at[1], height - 1);
      starts[p] = (Math.floor(row) * width + Math.floor(column)) * channels;
      shares[2 * p] = column - Math.floor(column);
      shares[2 * p + 1] = row - Math.floor(row);
    }
  return { starts, shares };
}

/** Brings a place into [0, end], mirrored at both ends. */
function fold(place: number, end: number): number {
  if (place >= 0 && place <= end) return place;
  if (end === 0) return 0;
  const phase = Math.abs(place) % (2 * end);
  return phase <= end ? phase : 2 * end - phase;
}

/**
 * Moves pixels, bilinear between them; `mapOf` is asked once for each image. As torch's grid_sample with align_corners, or OpenCV's
 * remap, which rounds places to 1/32 of a pixel.
 */
export function warp(images: Images, mapOf: () => WarpMap): Images {
  const { width, channels } = images;
  return mapPixels(images, (from, to) => {
    const { starts, shares } = mapOf();
    // what is read of the row below the last, with a share of 0, lies in the shares
    runKernel('bilinear', starts, to, from, shares, width * channels, channels);
  });
}
