import type { Random } from '../../random';
import { beside, between, canvas, change, clouds, disc, line, paint, SIDE, type Canvas } from './canvas';
import type { Painter } from './painter';

type Place = readonly [number, number];

/** What is to be seen of one grade, as ranges of counts. */
interface Signs {
  readonly aneurysms: readonly [number, number];
  readonly exudates: readonly [number, number];
  readonly blots: readonly [number, number];
  readonly newVessels: number;
}

const grades: readonly Signs[] = [
  { aneurysms: [0, 0], exudates: [0, 0], blots: [0, 0], newVessels: 0 },
  { aneurysms: [4, 7], exudates: [0, 0], blots: [0, 0], newVessels: 0 },
  { aneurysms: [3, 6], exudates: [4, 7], blots: [0, 0], newVessels: 0 },
  { aneurysms: [2, 5], exudates: [2, 5], blots: [4, 6], newVessels: 0 },
  { aneurysms: [0, 3], exudates: [0, 2], blots: [0, 1], newVessels: 4 },
];

const MIDDLE = (SIDE - 1) / 2;
const BLOOD = [0.36, 0.08, 0.06];

function anywhere(random: Random): Place {
  return beside([MIDDLE, MIDDLE], 10.5 * Math.sqrt(random.uniform()), 2 * Math.PI * random.uniform());
}

function some([low, high]: readonly [number, number], random: Random): number {
  return low + random.integer(high - low + 1);
}

function vessels(on: Canvas, [x, y]: Place, side: number, random: Random): void {
  for (const down of [-1, 1])
    for (const reach of [5, 10])
      paint(
        on,
        line(x - side * 5, y + down * reach * 0.55, 15, 0.9, random),
        [0.5, 0.14, 0.08],
        between(random, 0.3, 0.5),
      );
}

function signs(on: Canvas, { aneurysms, exudates, blots, newVessels }: Signs, random: Random): void {
  for (let i = some(exudates, random); i > 0; i--)
    paint(
      on,
      disc(...anywhere(random), between(random, 0.8, 1.2), random),
      [0.98, 0.86, 0.5],
      between(random, 0.75, 1),
    );
  for (let i = some(blots, random); i > 0; i--)
    paint(
      on,
      disc(...anywhere(random), between(random, 1.5, 2.2), random, { stretch: 1.4 }),
      BLOOD,
      between(random, 0.7, 0.9),
    );
  for (let i = some(aneurysms, random); i > 0; i--)
    paint(on, disc(...anywhere(random), between(random, 0.9, 1.1), random), BLOOD, between(random, 0.8, 1));
  const tangle = anywhere(random);
  for (let i = 3 * newVessels; i > 0; i--)
    paint(on, line(...beside(tangle, between(random, 0, 2.5), i), between(random, 5, 8), 0.7, random), BLOOD, 0.75);
}

/** The back of the eye: a disc, vessels, and the more dots, bright spots, blots and new vessels the higher the grade. */
export const fundus: Painter = {
  attribute: 'camera',
  groups: ['A', 'B'],
  difference: 'camera B is darker and yellower, with less contrast',
  alike: [1, 0, 3, 2, 3],
  paint: (label, group, random) => {
    const glow = between(random, 0.75, 1) * (group === 1 ? 0.8 : 1);
    const on = canvas([0.82 * glow, 0.42 * glow * between(random, 0.85, 1.2), (group === 1 ? 0.12 : 0.22) * glow]);
    const uneven = clouds(random, 8);
    change(on, (value, x, y) => value * (1 + 0.06 * uneven(x, y)));
    const side = random.uniform() < 0.5 ? -1 : 1;
    const nerve: Place = [MIDDLE + side * between(random, 6, 8.5), MIDDLE + 1.5 * random.normal()];
    vessels(on, nerve, side, random);
    paint(on, disc(...nerve, between(random, 1.8, 2.4), random), [0.98, 0.85, 0.6], 0.9);
    const macula = disc(MIDDLE - side * 2, MIDDLE, 2.6, random, { soft: 3 });
    paint(on, macula, [0.5 * glow, 0.2 * glow, 0.08 * glow], 0.4);
    signs(on, grades[label], random);
    const radius = between(random, 12.6, 14.5);
    change(on, (value, x, y) => value * Math.min(1, Math.max(0.02, radius - Math.hypot(x - MIDDLE, y - MIDDLE))));
    return on;
  },
};
