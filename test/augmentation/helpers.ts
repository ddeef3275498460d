import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Images, images } from '../../src/images';
import { createRandom } from '../../src/random';

/** A picture with shapes, shading and grain, so that every corruption has something to change. */
export function scene(height: number, width: number, channels: number, count = 1): Images {
  const random = createRandom(height * width + channels);
  const pixels = Uint8Array.from({ length: count * height * width * channels }, (_, i) => {
    const x = Math.floor(i / channels) % width;
    const y = Math.floor(i / channels / width) % height;
    const block = (x * 4 < width * 3 && y * 2 > height ? 60 : 0) + 20 * (i % channels);
    return 40 + block + (80 * (x + y)) / (width + height) + random.integer(30);
  });
  return images(pixels, count, height, width, channels);
}

/** Results of Pillow on small images; the script beside them makes them. */
export interface PillowCase {
  readonly name: string;
  readonly shape: readonly [number, number, number];
  readonly pixels: readonly number[];
  readonly resized: readonly { size: [number, number]; filter: 'bilinear' | 'bicubic'; pixels: number[] }[];
  readonly enhanced: readonly { factor: number; contrast: number[]; brightness: number[] }[];
}

export function pillowCases(): (PillowCase & { readonly images: Images })[] {
  const cases = JSON.parse(readFileSync(join(__dirname, '../fixtures/pillow/pillow.json'), 'utf8')) as PillowCase[];
  return cases.map((one) => ({ ...one, images: images(Uint8Array.from(one.pixels), 1, ...one.shape) }));
}

/** The largest and the mean absolute difference. */
export function difference(a: ArrayLike<number>, b: ArrayLike<number>): { max: number; mean: number } {
  const gaps = Array.from(a, (value, i) => Math.abs(value - b[i]));
  return { max: gaps.reduce((x, y) => Math.max(x, y), 0), mean: gaps.reduce((x, y) => x + y, 0) / gaps.length };
}
