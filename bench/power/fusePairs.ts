import { matrix, type Matrix } from '../../src/matrix';
import type { Random } from '../../src/random';

const ROWS = 500;

/**
 * The power that Biggs, Schrab & Gretton (2023) publish for some of their settings, 500 against 500 rows, 200 repetitions, 2000
 * permutations: MMD-FUSE, MMDAgg and MMD with the median bandwidth.
 */
export const published = {
  'mixture, σ 0.7': { fuse: 0.51, agg: 0.46, median: 0.03 },
  'mixture, σ 1.6': { fuse: 0.635, agg: 0.675, median: 0.03 },
  'perturbed uniform, 1 column, 0.3': { fuse: 0.505, agg: 0.605, median: 0.29 },
  'perturbed uniform, 1 column, 0.4': { fuse: 0.825, agg: 0.88, median: 0.465 },
  'perturbed uniform, 2 columns, 0.6': { fuse: 0.485, agg: 0.395, median: 0.05 },
  'perturbed uniform, 2 columns, 0.8': { fuse: 0.885, agg: 0.83, median: 0.06 },
} as const;

/** A setting of theirs. */
export type FuseSetting = keyof typeof published;

/** Two samples of a setting. */
export function fusePairs(setting: FuseSetting, random: Random): [Matrix, Matrix] {
  const amount = Number(setting.split(' ').at(-1));
  if (setting.startsWith('mixture')) return [mixture(1, random), mixture(amount, random)];
  const columns = setting.includes('1 column,') ? 1 : 2;
  return [uniform(columns, random), perturbed(columns, amount, random)];
}

function fill(columns: number, draw: () => readonly number[]): Matrix {
  return matrix(Float32Array.from(Array.from({ length: ROWS }, draw).flat()), ROWS, columns);
}

/** Four normal clusters about (±20, ±20), three with standard deviation 1, one with that given. */
function mixture(deviation: number, random: Random): Matrix {
  return fill(2, () => {
    const cluster = random.integer(4);
    const scale = cluster === 3 ? deviation : 1;
    return [cluster & 1, cluster >> 1].map((side) => 20 - 40 * side + scale * random.normal());
  });
}

function uniform(columns: number, random: Random): Matrix {
  return fill(columns, () => Array.from({ length: columns }, () => random.uniform()));
}

/** Uniform with two bumps along each axis, up or down by lot. */
function perturbed(columns: number, scale: number, random: Random): Matrix {
  const signs = Array.from({ length: 2 ** columns }, () => (random.uniform() < 0.5 ? -1 : 1));
  return fill(columns, () => {
    for (;;) {
      const point = Array.from({ length: columns }, () => random.uniform());
      const cell = point.reduce((index, x) => 2 * index + Math.floor(2 * x), 0);
      const bumps = point.map((x) => bump(2 * x - Math.floor(2 * x) - 1));
      const density = 1 + scale * Math.exp(columns) * signs[cell] * bumps.reduce((product, value) => product * value);
      if (random.uniform() * (1 + scale) <= density) return point;
    }
  });
}

/** Up in (−1, −½), down in (−½, 0), smooth. */
function bump(x: number): number {
  const [centre, sign] = x < -0.5 ? [3, 1] : [1, -1];
  const inside = 1 - (4 * x + centre) ** 2;
  return inside > 0 ? sign * Math.exp(-1 / inside) : 0;
}
