import type { Random } from '../../random';
import {
  beside,
  between,
  canvas,
  change,
  clouds,
  disc,
  line,
  paint,
  place,
  ring,
  scattered,
  SIDE,
  type Canvas,
} from './canvas';
import type { Painter } from './painter';

type Place = readonly [number, number];
type DrawTissue = (on: Canvas, at: Place, random: Random) => void;

function nuclei(on: Canvas, at: Place, radius: number, count: number, size: number, random: Random): void {
  const start = random.uniform();
  for (let i = 0; i < count; i++) {
    const where = beside(at, radius, ((i + start + 0.12 * random.normal()) * 2 * Math.PI) / count);
    paint(on, disc(...where, size * between(random, 0.85, 1.15), random, { stretch: 1.15 }), [
      between(random, 0.75, 1),
    ]);
  }
}

const collectingDuct: DrawTissue = (on, at, random) => {
  const radius = between(random, 6.4, 8);
  paint(on, ring(...at, radius, 3.4, random), [0.4], 0.7);
  nuclei(on, at, radius, 7 + random.integer(3), 1.3, random);
};

const distalTubule: DrawTissue = (on, at, random) => {
  const radius = between(random, 3.6, 4.6);
  paint(on, disc(...at, radius + 2, random), [0.4], 0.7);
  nuclei(on, at, radius, 5 + random.integer(2), 1.3, random);
};

const glomerulus: DrawTissue = (on, at, random) => {
  for (let i = 0; i < 7; i++) {
    const where = beside(at, between(random, 2, 6), 2 * Math.PI * random.uniform());
    paint(on, ring(...where, between(random, 1.7, 2.5), 0.9, random), [between(random, 0.6, 0.9)], 0.9);
  }
};

const interstitial: DrawTissue = (on, at, random) => {
  for (let i = 2 + random.integer(3); i > 0; i--) {
    const where = beside(at, between(random, 0, 6), 2 * Math.PI * random.uniform());
    paint(on, line(...where, between(random, 8, 14), 1.1, random), [between(random, 0.7, 1)], 0.95);
  }
};

const leukocytes: DrawTissue = (on, at, random) => {
  for (let i = 5 + random.integer(5); i > 0; i--) {
    const where = beside(at, 9 * Math.sqrt(random.uniform()), 2 * Math.PI * random.uniform());
    paint(on, disc(...where, between(random, 1, 1.4), random), [between(random, 0.8, 1)]);
  }
};

const podocyte: DrawTissue = (on, at, random) => {
  const count = 6 + random.integer(3);
  const [start, reach] = [random.uniform(), between(random, 5, 7.5)];
  for (let i = 0; i < count; i++)
    for (let step = 2; step < reach; step += 0.8) {
      const where = beside(at, step, ((i + start) * 2 * Math.PI) / count);
      paint(on, disc(...where, 0.7, random), [0.65], 0.7);
    }
  paint(on, disc(...at, between(random, 2.2, 3), random), [between(random, 0.8, 1)]);
};

const proximalTubule: DrawTissue = (on, at, random) => {
  const [radius, count, start] = [between(random, 6.5, 8.5), 13 + random.integer(5), between(random, 0, 6)];
  const tube = disc(...at, radius, random);
  paint(on, tube, [0.45]);
  const brush = (x: number, y: number): number =>
    0.5 + 0.5 * Math.sin(count * Math.atan2(y - at[1], x - at[0]) + start);
  paint(on, { ...tube, cover: (x, y) => tube.cover(x, y) * brush(x, y) }, [0.9], 0.8);
  paint(on, disc(...at, 1.6, random), [0.15]);
};

const ascendingLimb: DrawTissue = (on, at, random) => {
  const [angle, pitch] = [between(random, 0, Math.PI), between(random, 3.2, 4.4)];
  const tube = disc(...at, between(random, 4.5, 6), random, { stretch: 2.2, angle, soft: 2 });
  const across = (x: number, y: number): number => (y - at[1]) * Math.cos(angle) - (x - at[0]) * Math.sin(angle);
  const stripes = (x: number, y: number): number => 0.5 + 0.5 * Math.sin((2 * Math.PI * across(x, y)) / pitch);
  paint(on, { ...tube, cover: (x, y) => tube.cover(x, y) * stripes(x, y) }, [0.85], 0.9);
};

const tissues = [
  collectingDuct,
  distalTubule,
  glomerulus,
  interstitial,
  leukocytes,
  podocyte,
  proximalTubule,
  ascendingLimb,
];

/** Cells of the kidney that glow: rings of nuclei, loops, threads, dots, stars, brushes, stripes. */
export const kidneyCell: Painter = {
  attribute: 'batch of staining',
  groups: ['A', 'B'],
  difference: 'batch B glows less, over a brighter ground',
  alike: [1, 0, 4, 7, 2, 6, 5, 3],
  paint: (label, group, random) => {
    const on = canvas([0.08]);
    const dim = clouds(random, 6);
    const ground = between(random, 0.02, 0.2);
    change(on, (_, x, y) => Math.max(0, ground + 0.04 * dim(x, y)));
    for (const [x, y] of scattered(random, 14))
      paint(on, disc(x, y, between(random, 1, 1.6), random), [0.6], 0.5 * random.uniform());
    tissues[label](on, place(random, SIDE / 2 - 5), random);
    const glow = between(random, 0.55, 1) * (group === 1 ? 0.75 : 1);
    const veil = group === 1 ? 0.08 : 0;
    change(on, (value) => value * glow + veil);
    return on;
  },
};
