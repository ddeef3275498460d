import type { Random } from '../random';

/** A piece of cloth before it is photographed: tone 0 … 255 and the share of light that a dye takes, pixel by pixel. */
export interface Cloth {
  readonly size: number;
  readonly tone: Float32Array;
  readonly dye: Float32Array;
  /** How strongly the dye takes red, green and blue, 0 … 1. */
  readonly dyeColour: ArrayLike<number>;
}

const tones = [0, 30, 60, 90, 120, 150, 255];
// how far red and green lie from the gray of a pixel, measured on photographs: gaps are bluish, dark yarn brown, bright fibres greenish
const redAt = [-3, -1.8, 0.8, 2.5, 2.2, 1.6, 0];
const greenAt = [-1, -1.7, -2.2, -1.9, -0.5, 1.4, 4];
const blueAt = redAt.map((red, i) => -red - greenAt[i]);

/**
 * A photograph of the cloth, size × size × 3 bytes: its own exposure, tint, uneven light, yarn colour, grain and sensor
 * noise, the noise last. All of it falls on defects as well, so that none is found by being too clean.
 */
export function photograph({ size, tone, dye, dyeColour }: Cloth, random: Random): Uint8Array {
  const gains = tint(random.fork('tint'));
  const [red, green, blue] = [redAt, greenAt, blueAt].map((offsets, c) => channelTable(offsets, gains[c]));
  const [dyeRed, dyeGreen, dyeBlue] = Array.from(dyeColour);
  const light = unevenLight(size, random.fork('light'));
  const [columnHue, rowHue] = ['columns', 'rows'].map((name) => yarnHue(size, random.fork(name)));
  const fillNoise = noiseRows(random.fork('noise'));
  const [grain, noiseRed, noiseGreen, noiseBlue] = Array.from({ length: 4 }, () => new Float32Array(size));
  const pixels = new Uint8ClampedArray(size * size * 3);
  for (let y = 0, at = 0, out = 0; y < size; y++) {
    fillNoise(grain, 0.09);
    for (const channel of [noiseRed, noiseGreen, noiseBlue]) fillNoise(channel, 1.4);
    for (let x = 0; x < size; x++, at++) {
      const grained = Math.min(255, Math.max(0, tone[at] * (1 + grain[x])));
      const gray = grained | 0;
      const lit = grained * light(x, y);
      const greener = columnHue[x] + rowHue[y];
      pixels[out++] = red[gray] * lit * (1 - greener / 2) * (1 - dye[at] * dyeRed) + noiseRed[x];
      pixels[out++] = green[gray] * lit * (1 + greener) * (1 - dye[at] * dyeGreen) + noiseGreen[x];
      pixels[out++] = blue[gray] * lit * (1 - greener / 2) * (1 - dye[at] * dyeBlue) + noiseBlue[x];
    }
  }
  return new Uint8Array(pixels.buffer);
}

/** Gains of red, green and blue: brownish in three of four pictures, greenish in the fourth. */
function tint(random: Random): readonly [number, number, number] {
  const exposure = 1 + 0.012 * random.normal();
  const warmth = 0.014 + 0.009 * random.normal();
  const green = 0.024 + 0.004 * random.normal();
  return random.uniform() < 0.75
    ? [exposure * (1 + warmth), exposure, exposure * (1 - warmth)]
    : [exposure * (1 - 1.2 * green), exposure * (1 + green), exposure * (1 + 0.2 * green)];
}

/** The factor from gray to one channel, for each whole tone. */
function channelTable(offsets: readonly number[], gain: number): Float32Array {
  return Float32Array.from({ length: 256 }, (_, tone) => {
    const i = Math.max(
      1,
      tones.findIndex((t) => t >= tone),
    );
    const share = (tone - tones[i - 1]) / (tones[i] - tones[i - 1]);
    const offset = offsets[i - 1] + share * (offsets[i] - offsets[i - 1]);
    return gain * (1 + offset / Math.max(tone, 8));
  });
}

/** Light that falls off by some percent to one side and to the corners: a factor at each pixel. */
function unevenLight(size: number, random: Random): (x: number, y: number) => number {
  const [a, b, c, d] = [0.025, 0.025, 0.02, 0.02].map((spread) => spread * random.normal());
  return (x, y) => {
    const u = x / size - 0.5;
    const v = y / size - 0.5;
    return 1 + a * u + b * v + c * u * v + d * (0.5 - 2 * (u * u + v * v));
  };
}

/** How much greener than others the thread at each column (or row) is: yarn takes its colour unevenly, lot by lot. */
function yarnHue(size: number, random: Random): Float32Array {
  let lot = 0.002 * random.normal();
  const threads = Float32Array.from({ length: 48 }, () => {
    lot = 0.97 * lot + 0.0005 * random.normal();
    return lot + 0.0057 * random.normal();
  });
  return Float32Array.from({ length: size }, (_, at) => threads[Math.floor((at * threads.length) / size)]);
}

/** Rows of nearly independent normals: 4096 of them, read from a new start in new steps for each row; far quicker than drawing each. */
function noiseRows(random: Random): (row: Float32Array, spread: number) => void {
  const normals = Float32Array.from({ length: 4096 }, () => random.normal());
  return (row, spread) => {
    const step = 2 * random.integer(2048) + 1;
    let at = random.integer(4096);
    for (let x = 0; x < row.length; x++, at += step) row[x] = spread * normals[at & 4095];
  };
}
