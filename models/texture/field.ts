import type { Random } from '../../src/random';

/** Side of the pictures in pixels. */
export const SIZE = 256;

/** One number for each pixel, row by row. */
export type Field = Float32Array;

/** A picture in light, 0 black … 1 white: pixel i has red, green and blue at 3i, 3i + 1, 3i + 2. */
export type Picture = Float32Array;

/** A field from a function of the place. */
export function field(value: (x: number, y: number, i: number) => number): Field {
  return Float32Array.from({ length: SIZE * SIZE }, (_, i) => value(i % SIZE, Math.floor(i / SIZE), i));
}

/** Smooth noise of mean 0 and about unit deviation, with bumps `pitch` pixels apart; `tall` apart along y if that is given. */
export function noise(random: Random, pitch: number, tall = pitch): Field {
  if (pitch === 1) return field(() => random.normal());
  // a lattice that lies askew leaves no rows and columns that an eye or a filter would see
  const [c, s] = pitch === tall ? [Math.cos(0.6), Math.sin(0.6)] : [1, 0];
  const columns = Math.ceil((1.5 * SIZE) / pitch) + 2;
  const lattice = Float32Array.from({ length: columns * (Math.ceil((1.5 * SIZE) / tall) + 2) }, () => random.normal());
  return field((x, y) => {
    const [across, down] = [(c * x + s * y) / pitch, (c * y - s * x + s * SIZE) / tall];
    const [column, row] = [Math.floor(across), Math.floor(down)];
    const [u, v] = [smoothStep(across - column), smoothStep(down - row)];
    const at = row * columns + column;
    const above = lattice[at] + u * (lattice[at + 1] - lattice[at]);
    const below = lattice[at + columns] + u * (lattice[at + columns + 1] - lattice[at + columns]);
    // between its points the lattice has less variance
    return 1.35 * (above + v * (below - above));
  });
}

/** 0 below 0, 1 above 1, smooth between. */
export function smoothStep(t: number): number {
  const inside = Math.min(1, Math.max(0, t));
  return inside * inside * (3 - 2 * inside);
}

/** The mean over a window of 2 · reach + 1 pixels along both axes, twice; the picture goes on as its mirror image. */
export function blurred(source: Field, reach: number): Field {
  let result = source;
  for (let pass = 0; pass < 2; pass++) result = boxed(boxed(result, 1, SIZE, reach), SIZE, 1, reach);
  return result;
}

function boxed(source: Field, step: number, stride: number, reach: number): Field {
  const result = new Float32Array(source.length);
  const mirror = (k: number): number => (k < 0 ? -k : k >= SIZE ? 2 * SIZE - 2 - k : k);
  for (let line = 0; line < SIZE; line++) {
    let sum = 0;
    for (let k = -reach; k <= reach; k++) sum += source[line * stride + mirror(k) * step];
    for (let k = 0; k < SIZE; k++) {
      result[line * stride + k * step] = sum / (2 * reach + 1);
      sum += source[line * stride + mirror(k + reach + 1) * step] - source[line * stride + mirror(k - reach) * step];
    }
  }
  return result;
}

/** The value of a field between pixels, linear; outside, that of the nearest pixel. */
export function sampled(source: ArrayLike<number>, x: number, y: number, channels = 1, channel = 0): number {
  const [u, v] = [x, y].map((t) => Math.min(SIZE - 1.001, Math.max(0, t)));
  const [left, top] = [Math.floor(u), Math.floor(v)];
  const value = (dx: number, dy: number): number => source[((top + dy) * SIZE + left + dx) * channels + channel];
  const above = value(0, 0) + (u - left) * (value(1, 0) - value(0, 0));
  const below = value(0, 1) + (u - left) * (value(1, 1) - value(0, 1));
  return above + (v - top) * (below - above);
}

/** A picture of `gray`, tinted. */
export function tinted(gray: Field, [red, green, blue]: readonly number[]): Picture {
  const picture = new Float32Array(3 * gray.length);
  gray.forEach((value, i) => picture.set([value * red, value * green, value * blue], 3 * i));
  return picture;
}

/** A plane of a picture: 0 red, 1 green, 2 blue. */
export function plane(picture: Picture, channel: number): Field {
  return field((_x, _y, i) => picture[3 * i + channel]);
}

/** A number in [low, high). */
export function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random.uniform();
}
