import { checkInteger } from '../errors';
import type { Images } from '../images';
import type { FloatImage } from './floatImage';
import { type ImageDrift, imageDrift } from './imageDrift';
import { imagePixels } from './mapPixels';

/** A rectangle of pixels; what lies outside the image counts for nothing. */
export interface Rectangle {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
}

/**
 * Covers a rectangle with one level, as in Cutout (DeVries & Taylor 2017).
 * @param fill the level, an integer in [0, 255]; default 0, black.
 * @throws {TypeError | RangeError} if the rectangle is not of integers, height and width ≥ 0, or fill is no byte.
 * @example
 * const covered = occlusion(photographs, { top: 10, left: 10, height: 50, width: 80 });
 */
export function occlusion(images: Images, rectangle: Rectangle, fill = 0): Images {
  checkRectangle(rectangle);
  checkInteger('fill', fill, 0, 255);
  return coverEach(images, fill, () => rectangle);
}

/** {@link occlusion} of real numbers. */
export function occlusionFloat(image: FloatImage, rectangle: Rectangle, fill = 0): FloatImage {
  const covered = { ...image, values: image.values.slice() };
  cover(covered, rectangle, fill);
  return covered;
}

function checkRectangle({ top, left, height, width }: Rectangle): void {
  checkInteger('top', top, Number.MIN_SAFE_INTEGER);
  checkInteger('left', left, Number.MIN_SAFE_INTEGER);
  checkInteger('height', height, 0);
  checkInteger('width', width, 0);
}

function cover(
  image: Omit<FloatImage, 'values'> & { readonly values: Float64Array | Uint8Array },
  { top, left, height, width }: Rectangle,
  fill: number,
): void {
  const start = Math.max(0, left);
  const end = Math.max(start, Math.min(image.width, left + width));
  for (let y = Math.max(0, top); y < Math.min(image.height, top + height); y++)
    image.values.fill(fill, (y * image.width + start) * image.channels, (y * image.width + end) * image.channels);
}

function coverEach(images: Images, fill: number, rectangle: () => Rectangle): Images {
  const covered = { ...images, pixels: images.pixels.slice() };
  for (let i = 0; i < images.count; i++) cover({ ...images, values: imagePixels(covered, i) }, rectangle(), fill);
  return covered;
}

/** Something in the way: a black rectangle over 0.4 · severity of the area, elsewhere for each image. It grows around one point. */
export const occlusionDrift: ImageDrift = imageDrift('occlusion', (images, severity, random) => {
  const share = Math.sqrt(0.4 * severity);
  const height = Math.ceil(share * images.height);
  const width = Math.ceil(share * images.width);
  const place = (free: number) => Math.round(random.uniform() * free);
  return coverEach(images, 0, () => ({
    top: place(images.height - height),
    left: place(images.width - width),
    height,
    width,
  }));
});
