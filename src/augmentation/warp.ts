import type { Images } from '../images';
import { imageKernels, workspace } from './kernels/kernels';
import { mapPixels } from './mapPixels';

/** Where each pixel of the result is taken from, row by row: its column and its row inside the source, also between pixels. */
export type WarpMap = Float32Array;

/**
 * A map for images of one size; `place` writes where pixel (x, y) comes from into the first two numbers of what it is given. Places outside the
 * frame are mirrored into it (torch's "reflect").
 */
export function warpMap({ height, width }: Images, place: (at: Float64Array, x: number, y: number) => void): WarpMap {
  const map = new Float32Array(2 * height * width);
  const at = new Float64Array(2);
  for (let y = 0, p = 0; y < height; y++)
    for (let x = 0; x < width; x++, p += 2) {
      place(at, x, y);
      map[p] = fold(at[0], width - 1);
      map[p + 1] = fold(at[1], height - 1);
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
  const row = images.width * images.channels;
  const { bilinear } = imageKernels();
  return mapPixels(images, (from, to) => {
    const map = mapOf();
    // the kernel reads, and counts as 0, a row and a pixel more
    const [places, source, target] = workspace(map.byteLength, from.length + row + images.channels, to.length);
    new Float32Array(places.buffer, places.byteOffset, map.length).set(map);
    source.set(from);
    const end = places.byteOffset + places.length;
    bilinear(places.byteOffset, end, target.byteOffset, source.byteOffset, row, images.channels);
    to.set(target);
  });
}
