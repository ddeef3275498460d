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
  ring,
  SIDE,
  type Canvas,
  type ShapeOptions,
} from './canvas';
import type { Painter } from './painter';

type Place = readonly [number, number];
type Colour = readonly number[];

/** What a lesion is drawn with. */
interface Palette {
  readonly skin: Colour;
  readonly pigment: Colour;
  readonly blood: Colour;
}

type DrawLesion = (on: Canvas, at: Place, radius: number, palette: Palette, random: Random) => void;

const mixed = (a: Colour, b: Colour, share: number): number[] => a.map((value, c) => value + share * (b[c] - value));
const scaled = (a: Colour, factor: number): number[] => a.map((value) => Math.min(1, value * factor));

const keratosis: DrawLesion = (on, at, radius, { skin, blood }, random) => {
  const soft: ShapeOptions = { stretch: between(random, 1, 1.3), soft: 5 };
  const patch = disc(...at, radius, random, soft);
  paint(on, patch, mixed(skin, blood, 0.55), 0.8);
  const scales = clouds(random, 1.8);
  paint(
    on,
    { ...patch, cover: (x, y) => patch.cover(x, y) * Math.max(0, Math.min(1, scales(x, y) - 0.3)) },
    scaled(skin, 1.25),
    0.9,
  );
};

const basalCell: DrawLesion = (on, at, radius, { skin, pigment, blood }, random) => {
  paint(on, disc(...at, radius, random, { soft: 2 }), mixed(skin, [1, 0.9, 0.9], 0.45), 0.7);
  paint(on, ring(...at, radius, 1.6, random), mixed(skin, pigment, 0.7), 0.85);
  for (let i = 0; i < 3; i++)
    paint(
      on,
      line(...beside(at, radius * 0.4, 2 * Math.PI * random.uniform()), radius * 1.3, 0.9, random),
      blood,
      0.75,
    );
};

const benignKeratosis: DrawLesion = (on, at, radius, { skin, pigment }, random) => {
  const patch = disc(...at, radius, random, { stretch: between(random, 1, 1.4) });
  paint(on, patch, mixed(skin, pigment, between(random, 0.5, 0.9)));
  for (let i = 5 + random.integer(4); i > 0; i--) {
    const where = beside(at, radius * 0.85 * Math.sqrt(random.uniform()), 2 * Math.PI * random.uniform());
    paint(on, disc(...where, between(random, 0.7, 1), random), scaled(skin, 1.2), 0.9);
  }
};

const dermatofibroma: DrawLesion = (on, at, radius, { skin, pigment }, random) => {
  paint(on, disc(...at, radius, random, { soft: 4 }), mixed(skin, pigment, between(random, 0.45, 0.8)));
  paint(on, disc(...at, radius * 0.45, random, { soft: 2 }), scaled(skin, 1.15), 0.95);
};

const melanoma: DrawLesion = (on, at, radius, { skin, pigment }, random) => {
  for (let i = 0; i < 5; i++) {
    const where = beside(at, radius * between(random, 0.2, 0.75), 2 * Math.PI * random.uniform());
    const tone = mixed(skin, scaled(pigment, between(random, 0.4, 1.3)), between(random, 0.6, 1));
    paint(
      on,
      disc(...where, radius * between(random, 0.3, 0.6), random, { stretch: between(random, 1, 1.7) }),
      tone,
      0.9,
    );
  }
};

const nevus: DrawLesion = (on, at, radius, { skin, pigment }, random) => {
  const patch = disc(...at, radius * 0.9, random, { stretch: between(random, 1, 1.15), soft: 1.6 });
  paint(on, patch, mixed(skin, pigment, between(random, 0.5, 1)));
};

const vascular: DrawLesion = (on, at, radius, { blood }, random) => {
  for (let i = 4 + random.integer(4); i > 0; i--) {
    const where = beside(at, radius * 0.9 * Math.sqrt(random.uniform()), 2 * Math.PI * random.uniform());
    paint(on, disc(...where, between(random, 1.3, 2.1), random), scaled(blood, between(random, 0.7, 1.1)), 0.9);
  }
};

const lesions = [keratosis, basalCell, benignKeratosis, dermatofibroma, melanoma, nevus, vascular];

function palette(group: number, random: Random): Palette {
  const depth = group === 1 ? between(random, 0.42, 0.68) : between(random, 0.65, 0.95);
  const skin = [depth, depth * between(random, 0.68, 0.82), depth * between(random, 0.55, 0.72)];
  return {
    skin,
    pigment: scaled(
      [0.62, 0.4, 0.32].map((share, c) => share * skin[c]),
      between(random, 0.7, 1),
    ),
    blood: [0.75, 0.28, 0.3].map((share) => share * depth * between(random, 0.85, 1.1)),
  };
}

function hairs(on: Canvas, random: Random): void {
  for (let i = random.integer(3); i > 0; i--)
    paint(
      on,
      line(random.integer(SIDE), random.integer(SIDE), between(random, 10, 26), 0.6, random),
      [0.1, 0.08, 0.06],
      0.6,
    );
}

/** Lesions of the skin: rings, pale centres, bright dots, patches of several tones, scales, clusters. */
export const skinLesion: Painter = {
  attribute: 'skin tone',
  groups: ['lighter', 'darker'],
  difference: 'darker skin, on which lesions stand out less',
  alike: [2, 3, 5, 1, 5, 4, 4],
  paint: (label, group, random) => {
    const colours = palette(group, random);
    const on = canvas(colours.skin);
    const [wide, fine] = [clouds(random, 9), clouds(random, 2)];
    change(on, (value, x, y) => value * (1 + 0.04 * wide(x, y) + 0.025 * fine(x, y)));
    const at: Place = [SIDE / 2 + 3 * random.normal(), SIDE / 2 + 3 * random.normal()];
    lesions[label](on, at, between(random, 5.5, 9), colours, random);
    hairs(on, random);
    return on;
  },
};
