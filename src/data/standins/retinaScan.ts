import type { Random } from '../../random';
import { between, canvas, change, clouds, disc, everywhere, paint, SIDE, type Canvas, type Cover } from './canvas';
import type { Painter } from './painter';

/** The course of the retina: how far down its upper edge and its pigmented lower edge lie in each column. */
interface Course {
  readonly top: (x: number) => number;
  readonly floor: (x: number) => number;
}

type Lesion = (on: Canvas, course: Course, random: Random) => void;

function course(random: Random): Course {
  const [start, tilt, bow] = [between(random, 6, 11), 0.12 * random.normal(), 0.008 * random.normal()];
  const [thick, pit, middle] = [between(random, 7, 9), between(random, 1, 3), SIDE / 2 + 2 * random.normal()];
  const top = (x: number): number => start + tilt * (x - SIDE / 2) + bow * (x - SIDE / 2) ** 2;
  return {
    top: (x) => top(x) + pit * Math.exp(-(((x - middle) / 4) ** 2)),
    floor: (x) => top(x) + thick,
  };
}

/** Layers from the vitreous down to the choroid: brightness by depth. */
function layers(on: Canvas, { top, floor }: Course, random: Random): void {
  const [bright, dim, deep] = [between(random, 0.55, 0.75), between(random, 0.3, 0.42), between(random, 0.25, 0.42)];
  const bands = [bright, 0.6 * bright + 0.1, dim, 0.9 * dim + 0.08, 0.8 * dim, bright + 0.15];
  change(on, (_, x, y) => {
    const share = (y - top(x)) / (floor(x) - top(x));
    if (share < 0) return 0.08;
    if (share < 1) return bands[Math.floor(share * 6)];
    return 0.1 + deep * Math.exp(-(y - floor(x)) / 6);
  });
}

/** Lifts the floor: what lies between it and its old place gets a tone. */
function raised(on: Canvas, { floor }: Course, height: (x: number) => number, tone: number): void {
  const inside: Cover = (x, y) =>
    Math.max(0, Math.min(1, y - floor(x) + height(x) + 0.5)) * (y < floor(x) + 0.5 ? 1 : 0);
  const rim: Cover = (x, y) => (height(x) < 0.3 ? 0 : Math.max(0, 1 - Math.abs(y - floor(x) + height(x))));
  paint(on, everywhere(inside), [tone], 0.9);
  paint(on, everywhere(rim), [0.85], 0.9);
}

const neovascularization: Lesion = (on, where, random) => {
  const [middle, width, high] = [between(random, 7, 21), between(random, 3, 5), between(random, 3.5, 5.5)];
  raised(on, where, (x) => high * Math.exp(-(((x - middle) / width) ** 2)), between(random, 0.45, 0.65));
};

const edema: Lesion = (on, { top, floor }, random) => {
  for (let i = 3 + random.integer(4); i > 0; i--) {
    const x = between(random, 3, 25);
    const y = top(x) + between(random, 0.3, 0.7) * (floor(x) - top(x));
    paint(on, disc(x, y, between(random, 1, 1.9), random, { stretch: 1.3, angle: 0 }), [0.06], 0.9);
  }
};

const drusen: Lesion = (on, where, random) => {
  const [pitch, phase] = [between(random, 4, 6), between(random, 0, 6)];
  const heights = Array.from({ length: 10 }, () => between(random, 0.6, 2.2));
  const bump = (x: number): number => {
    const at = (x + phase) / pitch;
    return heights[Math.floor(at)] * Math.sin(Math.PI * (at - Math.floor(at))) ** 2;
  };
  raised(on, where, bump, between(random, 0.4, 0.6));
};

const lesions: readonly (Lesion | undefined)[] = [neovascularization, edema, drusen, undefined];

/** Layers of the retina in depth: even, on small bumps, on one large rise, or with dark holes. */
export const retinaScan: Painter = {
  attribute: 'device',
  groups: ['A', 'B'],
  difference: 'device B has more speckle and less contrast',
  alike: [2, 3, 3, 2],
  paint: (label, group, random) => {
    const on = canvas([0.1]);
    const where = course(random);
    layers(on, where, random);
    lesions[label]?.(on, where, random);
    const [speckle, shadow] = [clouds(random, 1.2), clouds(random, 6)];
    const [grain, gain, veil] = group === 1 ? [0.19, 0.85, 0.05] : [0.14, 1, 0];
    const level = between(random, 0.8, 1.2);
    change(on, (value, x, y) => level * gain * (value * (1 + grain * speckle(x, y) + 0.08 * shadow(x, 0))) + veil);
    return on;
  },
};
