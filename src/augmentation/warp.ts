import type { Images } from '../images';
import { mapPixels } from './mapPixels';

/** Where each pixel of the result is taken from, row by row: columns `x` and rows `y` inside the source, also between pixels. */
export interface WarpMap {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/**
 * A map for images of one size; `place` writes where pixel (x, y) comes from into the first two numbers of what it is given. Places outside the
 * frame are mirrored into it (torch's "reflect").
 */
export function warpMap({ height, width }: Images, place: (at: Float64Array, x: number, y: number) => void): WarpMap {
  const map = { x: new Float64Array(height * width), y: new Float64Array(height * width) };
  const at = new Float64Array(2);
  for (let y = 0, p = 0; y < height; y++)
    for (let x = 0; x < width; x++, p++) {
      place(at, x, y);
      map.x[p] = fold(at[0], width - 1);
      map.y[p] = fold(at[1], height - 1);
    }
  return map;
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
  const { height, width, channels } = images;
  const row = width * channels;
  return mapPixels(images, (from, to) => {
    const { x, y } = mapOf();
    for (let p = 0, i = 0; p < x.length; p++) {
      const left = x[p] | 0;
      const top = y[p] | 0;
      const across = x[p] - left;
      const down = y[p] - top;
      const right = left + 1 < width ? channels : 0;
      const below = top + 1 < height ? row : 0;
      const start = top * row + left * channels;
      for (let k = start; k < start + channels; k++) {
        const upper = from[k] + across * (from[k + right] - from[k]);
        const lower = from[k + below] + across * (from[k + below + right] - from[k + below]);
        to[i++] = upper + down * (lower - upper) + 0.5;
      }
    }
  });
}
