import type { Random } from '../../random';
import { beside, between, canvas, change, clouds, disc, paint, place, ring, SIDE, type Canvas } from './canvas';
import type { Painter } from './painter';
import { stained } from './stains';

// densities of the blue dye, which takes nuclei, and of eosin, which takes red cells and granules
const BLUE = [0.8, 0.95, 0.25] as const;
const EOSIN = [0.08, 0.55, 0.5] as const;
const NUCLEUS = [1.35, 0.5];

type Place = readonly [number, number];
type DrawCell = (on: Canvas, at: Place, random: Random) => void;

function body(on: Canvas, at: Place, radius: number, colour: readonly number[], random: Random): void {
  paint(on, disc(...at, radius, random, { stretch: between(random, 1, 1.15) }), colour, 0.9);
}

function granules(
  on: Canvas,
  at: Place,
  within: number,
  size: number,
  count: number,
  colour: readonly number[],
  random: Random,
): void {
  for (let i = 0; i < count; i++) {
    const where = beside(at, within * Math.sqrt(random.uniform()), 2 * Math.PI * random.uniform());
    paint(on, disc(...where, size, random), colour, 0.85);
  }
}

/** Round lobes in a row along an arc. */
function lobes(on: Canvas, at: Place, count: number, radius: number, bend: number, random: Random): void {
  const start = 2 * Math.PI * random.uniform();
  for (let i = 0; i < count; i++) {
    const where = beside(at, bend, start + (i * 1.15 * (radius + 0.9)) / bend);
    paint(on, disc(...where, radius * between(random, 0.85, 1.15), random, { stretch: 1.15 }), NUCLEUS);
  }
}

const basophil: DrawCell = (on, at, random) => {
  body(on, at, between(random, 6, 7.2), [0.35, 0.4], random);
  body(on, at, between(random, 3.2, 4.2), [0.9, 0.4], random);
  granules(on, at, 5.6, 0.75, 26, [1.9, 0.8], random);
};

const eosinophil: DrawCell = (on, at, random) => {
  body(on, at, between(random, 6.2, 7.4), [0.15, 0.7], random);
  granules(on, at, 5.8, 0.75, 26, [0.15, 1.8], random);
  lobes(on, at, 2, between(random, 2.2, 2.7), 2.6, random);
};

const erythroblast: DrawCell = (on, at, random) => {
  body(on, at, between(random, 4.6, 5.6), [0.5, 0.35], random);
  paint(on, disc(...at, between(random, 2.3, 2.9), random), [1.7, 0.5]);
};

const immature: DrawCell = (on, at, random) => {
  body(on, at, between(random, 7.2, 8.8), [0.45, 0.35], random);
  const where = beside(at, between(random, 1.5, 2.6), 2 * Math.PI * random.uniform());
  paint(on, disc(...where, between(random, 3.6, 4.6), random, { stretch: 1.25 }), NUCLEUS, 0.85);
  granules(on, at, 6.6, 0.5, 14, [0.95, 0.6], random);
};

const lymphocyte: DrawCell = (on, at, random) => {
  const radius = between(random, 4.6, 5.8);
  body(on, at, radius, [0.5, 0.3], random);
  paint(on, disc(...at, radius - between(random, 0.7, 1.2), random), NUCLEUS);
};

const monocyte: DrawCell = (on, at, random) => {
  body(on, at, between(random, 7.4, 8.8), [0.4, 0.3], random);
  lobes(on, at, 4, between(random, 2, 2.4), between(random, 3, 3.4), random);
};

const neutrophil: DrawCell = (on, at, random) => {
  body(on, at, between(random, 6.2, 7.4), [0.12, 0.35], random);
  const start = 2 * Math.PI * random.uniform();
  const count = 3 + random.integer(3);
  for (let i = 0; i < count; i++) {
    const where = beside(
      at,
      between(random, 2.8, 3.6),
      start + (2 * Math.PI * (i + 0.2 * random.normal())) / (count + 0.6),
    );
    paint(on, disc(...where, between(random, 1.3, 1.75), random), NUCLEUS);
  }
};

const platelet: DrawCell = (on, at, random) => {
  for (let i = 1 + random.integer(3); i > 0; i--) {
    const where = i === 1 ? at : beside(at, between(random, 3, 8), 2 * Math.PI * random.uniform());
    body(on, where, between(random, 1.4, 2.2), [0.75, 0.45], random);
    granules(on, where, 1, 0.5, 3, [1.2, 0.5], random);
  }
};

const cells = [basophil, eosinophil, erythroblast, immature, lymphocyte, monocyte, neutrophil, platelet];

/** Pale red cells, hollow in the middle, that fill the picture up to `clear` pixels from its cell. */
function redCells(on: Canvas, at: Place, random: Random): void {
  for (let i = 4 + random.integer(4); i > 0; i--) {
    const [x, y] = place(random, -2);
    if (Math.hypot(x - at[0], y - at[1]) < 10.5) continue;
    const radius = between(random, 3.6, 4.6);
    paint(on, disc(x, y, radius, random), [0.08, 0.75], 0.8);
    paint(on, ring(x, y, 0, radius * 1.1, random, { soft: 2 }), [0.05, 0.4], 0.6);
  }
}

/** Blood cells in two stains: lobed, folded and round nuclei, granules, sizes. */
export const bloodCell: Painter = {
  attribute: 'analyser',
  groups: ['A', 'B'],
  difference: 'analyser B stains bluer',
  alike: [1, 0, 4, 5, 2, 3, 1, 2],
  paint: (label, group, random) => {
    const densities = canvas([0.03, 0.12]);
    const at = place(random, SIDE / 2 - 4.5);
    const haze = clouds(random, 10);
    const level = between(random, 0, 0.25);
    change(densities, (value, x, y) => Math.max(0, value + level + 0.03 * haze(x, y)));
    redCells(densities, at, random);
    cells[label](densities, at, random);
    return stained(densities, [BLUE, EOSIN], 0.5 * group, random);
  },
};
