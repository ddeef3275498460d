import type { Random } from '../../random';
import { blob, smooth, stroke } from '../clothShapes';

/** Side of the pictures in pixels. */
export const SIDE = 28;

/** A picture in the making: numbers about 0 … 1, `channels` of them at each pixel, row by row. */
export interface Canvas {
  readonly values: Float32Array;
  readonly channels: number;
}

/** The share of a pixel that a shape covers, 0 … 1. */
export type Cover = (x: number, y: number) => number;

/** A shape, which covers nothing further than `reach` pixels from (x, y) along either axis. */
export interface Shape {
  readonly x: number;
  readonly y: number;
  readonly reach: number;
  readonly cover: Cover;
}

/** A smooth random field of mean 0. */
export type Field = (x: number, y: number) => number;

/** An empty picture of one colour. */
export function canvas(colour: readonly number[]): Canvas {
  const channels = colour.length;
  return { values: Float32Array.from({ length: SIDE * SIDE * channels }, (_, i) => colour[i % channels]), channels };
}

/** Changes every number: `change` gets it with its place and channel. */
export function change(to: Canvas, edit: (value: number, x: number, y: number, channel: number) => number): void {
  const { values, channels } = to;
  for (let i = 0; i < values.length; i++) {
    const at = Math.floor(i / channels);
    values[i] = edit(values[i], at % SIDE, Math.floor(at / SIDE), i % channels);
  }
}

/** Lays a colour over what a shape covers; `strength` 1 hides what was there. */
export function paint(on: Canvas, { x, y, reach, cover }: Shape, colour: readonly number[], strength = 1): void {
  const { values, channels } = on;
  const [left, right] = [Math.max(0, Math.ceil(x - reach)), Math.min(SIDE - 1, Math.floor(x + reach))];
  const bottom = Math.min(SIDE - 1, Math.floor(y + reach));
  for (let row = Math.max(0, Math.ceil(y - reach)); row <= bottom; row++)
    for (let column = left; column <= right; column++) {
      const share = strength * cover(column, row);
      if (share === 0) continue;
      const at = (row * SIDE + column) * channels;
      for (let c = 0; c < channels; c++) values[at + c] += share * (colour[c] - values[at + c]);
    }
}

/** A shape that may cover the whole picture. */
export function everywhere(cover: Cover): Shape {
  return { x: SIDE / 2, y: SIDE / 2, reach: SIDE, cover };
}

/** A number in [low, high). */
export function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random.uniform();
}

/** How a filled shape looks. */
export interface ShapeOptions {
  /** The longer half-length by the shorter one, default 1. */
  readonly stretch?: number;
  /** Where the longer half-length points, default anywhere. */
  readonly angle?: number;
  /** Pixels from full to nothing at the outline, default 1. */
  readonly soft?: number;
}

// how much further than its half-length an outline of `blob` may wave
const WAVES = 1.385;

/** A filled rounded patch with a slightly wavy outline; `radius` is the shorter half-length. */
export function disc(x: number, y: number, radius: number, random: Random, options: ShapeOptions = {}): Shape {
  const { stretch = 1, angle = between(random, 0, Math.PI), soft = 1 } = options;
  const depth = blob(x, y, radius * stretch, radius, angle, random);
  const cover: Cover = (px, py) => {
    const inside = depth(px, py);
    return inside <= -1 ? 0 : smooth((inside * radius) / soft + 0.5);
  };
  return { x, y, reach: WAVES * radius * stretch + soft, cover };
}

/** The outline of such a patch, `width` pixels wide. */
export function ring(
  x: number,
  y: number,
  radius: number,
  width: number,
  random: Random,
  options: ShapeOptions = {},
): Shape {
  const { stretch = 1, angle = between(random, 0, Math.PI), soft = 1 } = options;
  // the patch ends where its depth is 0, so a larger one is asked for and its rim taken
  const outer = radius + width;
  const depth = blob(x, y, outer * stretch, outer, angle, random);
  const cover: Cover = (px, py) => {
    const away = Math.abs(outer * (1 - depth(px, py)) - radius);
    return smooth((width / 2 - away) / soft + 0.5);
  };
  return { x, y, reach: WAVES * outer * stretch + soft, cover };
}

/** A bent line of `length` pixels through a point, `width` pixels wide. */
export function line(x: number, y: number, length: number, width: number, random: Random): Shape {
  const beside = stroke(x, y, length, width / 2 + 1, random);
  const cover: Cover = (px, py) => {
    const place = beside(px, py);
    return place ? smooth(width / 2 - Math.abs(place.distance) + 0.5) : 0;
  };
  return { x, y, reach: 0.75 * length + width, cover };
}

/** Smooth noise of about unit deviation with bumps `pitch` pixels apart, `pitch · stretch` along `angle`. */
export function clouds(random: Random, pitch: number, stretch = 1, angle = between(random, 0, Math.PI)): Field {
  // enough for the diagonal
  const side = Math.ceil((1.42 * SIDE) / pitch) + 3;
  const lattice = Float32Array.from({ length: side * side }, () => random.normal());
  const [c, s] = [Math.cos(angle) / pitch, Math.sin(angle) / pitch];
  const middle = side / 2;
  return (x, y) => {
    const [dx, dy] = [x - SIDE / 2, y - SIDE / 2];
    const [u, v] = [(c * dx + s * dy) / stretch + middle, c * dy - s * dx + middle];
    const [column, row] = [Math.floor(u), Math.floor(v)];
    const at = row * side + column;
    const [across, down] = [smooth(u - column), smooth(v - row)];
    const above = lattice[at] + across * (lattice[at + 1] - lattice[at]);
    const below = lattice[at + side] + across * (lattice[at + side + 1] - lattice[at + side]);
    // between its points a lattice has less variance
    return 1.35 * (above + down * (below - above));
  };
}

/** Places all over the picture and a little beyond, about `pitch` pixels apart, none nearer than about half of that. */
export function scattered(random: Random, pitch: number): readonly (readonly [number, number])[] {
  const count = Math.ceil(SIDE / pitch) + 2;
  const [left, top] = [-between(random, 0, pitch), -between(random, 0, pitch)];
  return Array.from({ length: count * count }, (_, i) => [
    left + ((i % count) + 0.6 * (random.uniform() - 0.5) + 0.5 * (Math.floor(i / count) & 1)) * pitch,
    top + (Math.floor(i / count) + 0.6 * (random.uniform() - 0.5)) * pitch,
  ]);
}

/** A place at least `margin` pixels from the border. */
export function place(random: Random, margin: number): readonly [number, number] {
  return [between(random, margin, SIDE - 1 - margin), between(random, margin, SIDE - 1 - margin)];
}

/** The place `radius` pixels from another one, in the direction `angle`. */
export function beside([x, y]: readonly [number, number], radius: number, angle: number): readonly [number, number] {
  return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
}
