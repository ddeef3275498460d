import type { Random } from '../../src/random';
import { between, blurred, type Field, field, noise, type Picture, plane, sampled, SIZE, smoothStep } from './field';

/** A picture with a defect, and how much of each pixel it covers, 0 … 1. */
export interface Blemished {
  readonly picture: Picture;
  readonly cover: Field;
}

/** Puts a defect into `picture`, which is not changed. `other` draws a picture of another surface. */
export type Blemish = (picture: Picture, random: Random, other: () => Picture) => Blemished;

/** The defects of which the model knows what they do to its features. */
export const modelBlemishes: Readonly<Record<string, Blemish>> = { stain, blot, scratch, hole, bald, patch, specks };

/** Other defects, for the benchmark. */
export const benchBlemishes: Readonly<Record<string, Blemish>> = { cut, thread, blur, warp, dent, burn };

function stain(picture: Picture, random: Random): Blemished {
  const cover = spot(random, between(random, 12, 28), 5);
  const darkness = random.uniform() < 0.7 ? -between(random, 0.18, 0.4) : between(random, 0.15, 0.32);
  const tint = [0, 1, 2].map(() => (1 + darkness) * Math.exp(0.06 * random.normal()));
  return mixed(picture, cover, (light, channel) => light * tint[channel]);
}

function blot(picture: Picture, random: Random): Blemished {
  const cover = spot(random, between(random, 5, 11), 2);
  const grain = noise(random, 2);
  const light = random.uniform() < 0.5 ? between(random, 1.35, 1.8) : between(random, 0.3, 0.65);
  const colour = meanColour(picture);
  return mixed(picture, cover, (_, channel, i) => colour[channel] * light * (1 + 0.06 * grain[i]));
}

function scratch(picture: Picture, random: Random): Blemished {
  const cover = line(random, between(random, 50, 110), between(random, 1.4, 2.8));
  const light = random.uniform() < 0.5 ? between(random, 0.45, 0.7) : between(random, 1.3, 1.6);
  return mixed(picture, cover, (value) => value * light);
}

function hole(picture: Picture, random: Random): Blemished {
  const cover = spot(random, between(random, 7, 15), 2);
  const rim = blurred(cover, 2);
  const [grain, light] = [noise(random, 2.5), between(random, 0.3, 0.55)];
  const colour = meanColour(picture);
  return mixed(
    picture.map((value, j) => value * (1 + 0.3 * rim[Math.floor(j / 3)])),
    cover.map((value, i) => Math.max(value, rim[i] > 0.02 ? 1e-3 : 0)),
    (_, channel, i) => colour[channel] * light * (1 + 0.08 * grain[i]),
  );
}

/** The pattern is gone, its colour is left. */
function bald(picture: Picture, random: Random): Blemished {
  const cover = spot(random, between(random, 12, 21), 2);
  const smooth = blurredPicture(picture, 12);
  const [grain, light] = [noise(random, 2), between(random, 0.8, 1)];
  return mixed(picture, cover, (_, channel, i) => smooth[3 * i + channel] * light * (1 + 0.03 * grain[i]));
}

/** Another surface in the colour and contrast of this one. */
function patch(picture: Picture, random: Random, other: () => Picture): Blemished {
  const cover = spot(random, between(random, 15, 28), 2);
  const smooth = blurredPicture(picture, 16);
  const pattern = plane(other(), 1);
  const [own, foreign] = [plane(picture, 1), pattern].map(moments);
  const strength = own.deviation / own.mean / foreign.deviation;
  return mixed(picture, cover, (_, channel, i) => {
    return smooth[3 * i + channel] * (1 + strength * (pattern[i] - foreign.mean));
  });
}

function specks(picture: Picture, random: Random): Blemished {
  const [x, y] = place(random, 30);
  const grains = Array.from({ length: 2 + random.integer(3) }, () => ({
    x: x + 6 * random.normal(),
    y: y + 6 * random.normal(),
    radius: between(random, 1.5, 3),
  }));
  const cover = field((px, py) =>
    grains.reduce(
      (most, grain) => Math.max(most, smoothStep(grain.radius - Math.hypot(px - grain.x, py - grain.y) + 0.5)),
      0,
    ),
  );
  const [light, colour] = [between(random, 0.6, 0.9), meanColour(picture)];
  const mean = (colour[0] + colour[1] + colour[2]) / 3;
  return mixed(picture, cover, (_, channel) => (light * colour[channel]) / mean);
}

function cut(picture: Picture, random: Random): Blemished {
  const cover = line(random, between(random, 35, 75), between(random, 3.5, 6.5));
  const [light, colour] = [between(random, 0.25, 0.45), meanColour(picture)];
  return mixed(picture, cover, (_, channel) => colour[channel] * light);
}

function thread(picture: Picture, random: Random): Blemished {
  const cover = line(random, between(random, 60, 140), between(random, 2.5, 5));
  const light = random.uniform() < 0.6 ? between(random, 1.3, 1.8) : between(random, 0.4, 0.7);
  const colour = meanColour(picture).map((value) => value * light * Math.exp(0.04 * random.normal()));
  const round = blurred(cover, 1);
  return mixed(picture, cover, (_, channel, i) => colour[channel] * (0.7 + 0.35 * round[i]));
}

function blur(picture: Picture, random: Random): Blemished {
  const soft = blurredPicture(picture, 2 + random.integer(2));
  return mixed(picture, spot(random, between(random, 20, 34), 3), (_, channel, i) => soft[3 * i + channel]);
}

function warp(picture: Picture, random: Random): Blemished {
  const radius = between(random, 22, 36);
  const [x, y] = place(random, radius);
  const turn = (random.uniform() < 0.5 ? 1 : -1) * between(random, 1, 2);
  const cover = field((px, py) => smoothStep(1.3 - (1.3 * Math.hypot(px - x, py - y)) / radius));
  const bent = picture.map((_, j) => {
    const i = Math.floor(j / 3);
    const [dx, dy] = [(i % SIZE) - x, Math.floor(i / SIZE) - y];
    const [c, s] = [Math.cos(turn * cover[i]), Math.sin(turn * cover[i])];
    return sampled(picture, x + c * dx - s * dy, y + s * dx + c * dy, 3, j % 3);
  });
  return { picture: bent, cover };
}

/** A hollow: bright on one side, dark on the other. */
function dent(picture: Picture, random: Random): Blemished {
  const depth = blurred(spot(random, between(random, 9, 16), 3), 2);
  const angle = between(random, 0, 2 * Math.PI);
  const [dx, dy, strength] = [Math.cos(angle), Math.sin(angle), between(random, 2.5, 4.5)];
  const slope = field((x, y) => strength * (sampled(depth, x + dx, y + dy) - sampled(depth, x - dx, y - dy)));
  return mixed(picture, depth, (light, _, i) => light * Math.exp(slope[i] / Math.max(depth[i], 0.05)));
}

function burn(picture: Picture, random: Random): Blemished {
  const cover = spot(random, between(random, 9, 17), 7);
  const char = noise(random, 2);
  const tint = [1.08, 1, 0.9].map((value) => value * between(random, 0.4, 0.6));
  return mixed(picture, cover, (light, channel, i) => (0.6 * light + 0.12) * tint[channel] * (1 + 0.1 * char[i]));
}

type Paint = (light: number, channel: number, i: number) => number;

function mixed(picture: Picture, cover: Field, paint: Paint): Blemished {
  const changed = picture.map((light, j) => {
    const i = Math.floor(j / 3);
    return cover[i] === 0 ? light : light + cover[i] * (Math.min(1, Math.max(0, paint(light, j % 3, i))) - light);
  });
  return { picture: changed, cover };
}

/** A patch with a wavy outline and an edge `soft` pixels wide, well inside the picture. */
function spot(random: Random, radius: number, soft: number): Field {
  const [x, y] = place(random, radius + 4);
  const [stretch, angle] = [between(random, 1, 1.4), between(random, 0, Math.PI)];
  const [c, s, wavy] = [Math.cos(angle), Math.sin(angle), noise(random, Math.max(4, radius))];
  return field((px, py, i) => {
    const [dx, dy] = [px - x, py - y];
    const distance = Math.hypot((c * dx + s * dy) / stretch, c * dy - s * dx);
    return distance > 2 * radius ? 0 : smoothStep((radius * (1 + 0.2 * wavy[i]) - distance) / soft + 0.5);
  });
}

/** A curved line. */
function line(random: Random, length: number, width: number): Field {
  let [x, y] = place(random, 40);
  let angle = between(random, 0, 2 * Math.PI);
  const curl = 0.04 * (random.uniform() - 0.5);
  const points: [number, number][] = [];
  for (let step = 0; step < length; step++) {
    points.push([x, y]);
    angle += curl + 0.03 * random.normal();
    x += Math.cos(angle);
    y += Math.sin(angle);
  }
  const cover = new Float32Array(SIZE * SIZE);
  const reach = Math.ceil(width);
  for (const [px, py] of points)
    for (let row = Math.round(py) - reach; row <= Math.round(py) + reach; row++)
      for (let column = Math.round(px) - reach; column <= Math.round(px) + reach; column++) {
        if (row < 0 || column < 0 || row >= SIZE || column >= SIZE) continue;
        const share = smoothStep(width / 2 - Math.hypot(column - px, row - py) + 0.5);
        cover[row * SIZE + column] = Math.max(cover[row * SIZE + column], share);
      }
  return cover;
}

function place(random: Random, margin: number): [number, number] {
  return [between(random, margin, SIZE - margin), between(random, margin, SIZE - margin)];
}

function blurredPicture(picture: Picture, reach: number): Picture {
  const planes = [0, 1, 2].map((channel) => blurred(plane(picture, channel), reach));
  return picture.map((_, j) => planes[j % 3][Math.floor(j / 3)]);
}

function meanColour(picture: Picture): number[] {
  return [0, 1, 2].map((channel) => moments(plane(picture, channel)).mean);
}

function moments(values: Field): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) };
}
