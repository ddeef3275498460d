import type { Random } from '../../random';
import { beside, between, canvas, change, clouds, disc, line, paint, place, scattered, type Canvas } from './canvas';
import type { Painter } from './painter';
import { stained } from './stains';

// densities of haematoxylin, which takes nuclei, and of eosin, which takes the rest
const HAEMATOXYLIN = [0.75, 0.9, 0.38] as const;
const EOSIN = [0.12, 0.85, 0.4] as const;
const NUCLEUS = [1.5, 0.6];

type DrawTissue = (on: Canvas, random: Random) => void;

function nuclei(on: Canvas, random: Random, pitch: number, low: number, high: number, stretch = 1.2): void {
  for (const [x, y] of scattered(random, pitch)) {
    const radius = between(random, low, high);
    paint(on, disc(x, y, radius, random, { stretch: between(random, 1, stretch) }), NUCLEUS, between(random, 0.6, 1));
  }
}

function background(on: Canvas, level: number, rough: number, random: Random): void {
  const [wide, fine] = [clouds(random, 9), clouds(random, 2.5)];
  change(on, (value, x, y, c) => (c === 1 ? level + rough * (0.6 * wide(x, y) + 0.4 * fine(x, y)) : value));
}

const adipose: DrawTissue = (on, random) => {
  background(on, 0.9, 0.05, random);
  for (const [x, y] of scattered(random, between(random, 7, 10)))
    paint(on, disc(x, y, between(random, 3.6, 5), random, { stretch: 1.2 }), [0, 0.06]);
};

const blank: DrawTissue = (on, random) => {
  background(on, between(random, 0.1, 0.75), 0.06, random);
  for (let i = random.integer(4); i > 0; i--) paint(on, disc(...place(random, 1), 0.8, random), [0.2, 0.5], 0.5);
};

const debris: DrawTissue = (on, random) => {
  const [lumps, grains] = [clouds(random, 5), clouds(random, 1.7)];
  change(on, (_, x, y, c) =>
    Math.max(0, (c === 0 ? 0.25 : 0.5) + 0.25 * grains(x, y) + 0.35 * Math.tanh(3 * lumps(x, y))),
  );
};

const lymphocytes: DrawTissue = (on, random) => {
  background(on, between(random, 0.2, 0.6), 0.1, random);
  nuclei(on, random, 3.9, 1.2, 1.7, 1.15);
};

const mucus: DrawTissue = (on, random) => {
  const waves = clouds(random, 5, 3);
  const level = between(random, 0.3, 0.6);
  change(on, (_, x, y, c) => Math.max(0, level * (c === 0 ? 0.7 : 1) + 0.22 * waves(x, y)));
};

const muscle: DrawTissue = (on, random) => {
  const angle = between(random, 0, Math.PI);
  const [pitch, sway] = [between(random, 2.6, 3.6), clouds(random, 12)];
  background(on, between(random, 0.5, 0.9), 0.06, random);
  const fibre = (x: number, y: number): number =>
    Math.sin((2 * Math.PI * (y * Math.cos(angle) - x * Math.sin(angle) + 0.5 * sway(x, y))) / pitch);
  change(on, (value, x, y, c) => (c === 1 ? value + 0.22 * fibre(x, y) : value));
  for (const [x, y] of scattered(random, 9))
    paint(on, disc(x, y, 0.9, random, { stretch: 2.8, angle: angle + 0.15 * random.normal() }), NUCLEUS, 0.85);
};

const mucosa: DrawTissue = (on, random) => {
  background(on, between(random, 0.4, 0.7), 0.1, random);
  for (const [x, y] of scattered(random, 15)) {
    const radius = between(random, 4.6, 6.2);
    paint(on, disc(x, y, radius + 0.6, random), [0.25, 0.75]);
    paint(on, disc(x, y, between(random, 1.2, 2.4), random), [0, 0.1]);
    const count = Math.round(radius * 2.6);
    const start = random.uniform();
    for (let i = 0; i < count; i++) {
      const angle = (2 * Math.PI * (i + start)) / count;
      paint(on, disc(...beside([x, y], radius, angle), 0.95, random, { stretch: 1.4, angle }), NUCLEUS, 0.9);
    }
  }
};

const stroma: DrawTissue = (on, random) => {
  background(on, between(random, 0.3, 0.6), 0.08, random);
  for (const [x, y] of scattered(random, 4.5))
    paint(on, line(x, y, between(random, 9, 16), 1.2, random), [0.1, 1], between(random, 0.35, 0.7));
  for (const [x, y] of scattered(random, 8))
    paint(on, disc(x, y, 0.9, random, { stretch: between(random, 1.6, 3) }), NUCLEUS, 0.85);
};

const carcinoma: DrawTissue = (on, random) => {
  background(on, between(random, 0.5, 0.8), 0.12, random);
  nuclei(on, random, 6.4, 1.9, 3, 1.6);
};

const draws = [adipose, blank, debris, lymphocytes, mucus, muscle, mucosa, stroma, carcinoma];

/** Colon tissue in two stains: vacuoles, fibres, glands, small round and large irregular nuclei. */
export const pathTissue: Painter = {
  attribute: 'laboratory',
  groups: ['A', 'B'],
  difference: 'laboratory B stains bluer',
  alike: [1, 0, 4, 8, 2, 7, 8, 5, 3],
  paint: (label, group, random) => {
    const densities = canvas([0.05, 0.3]);
    draws[label](densities, random);
    return stained(densities, [HAEMATOXYLIN, EOSIN], 0.5 * group, random);
  },
};
