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
  SIDE,
  type Canvas,
  type Field,
} from './canvas';
import type { Painter } from './painter';

type Place = readonly [number, number];

/** Layers of tissue that lie across, each of its own brightness. */
function layers(random: Random): Field {
  const [sway, rows] = [clouds(random, 9), Array.from({ length: 12 }, () => between(random, 0.25, 0.6))];
  return (x, y) => {
    const depth = Math.max(0, Math.min(10.99, (y + 2 * sway(x, y)) / 3));
    const i = Math.floor(depth);
    return rows[i] + (depth - i) * (rows[i + 1] - rows[i]);
  };
}

/** A column below a mass that is darker or brighter than its surroundings. */
function below(on: Canvas, [x0, y0]: Place, width: number, factor: number): void {
  change(on, (value, x, y) => {
    const share = y > y0 ? Math.max(0, 1 - Math.abs(x - x0) / width) : 0;
    return value * (1 + (factor - 1) * share);
  });
}

/** Dark, with rays that go out from an uneven outline. */
function spiculated(on: Canvas, at: Place, random: Random): void {
  const radius = between(random, 2.6, 4);
  below(on, at, radius * 1.2, between(random, 0.6, 1.15));
  for (let i = 0; i < 3; i++)
    paint(
      on,
      disc(...beside(at, radius * 0.45, 2 * Math.PI * random.uniform()), radius * 0.75, random, { stretch: 1.4 }),
      [0.1],
    );
  const start = random.uniform();
  for (let i = 0; i < 8; i++) {
    const angle = ((i + start + 0.2 * random.normal()) * 2 * Math.PI) / 8;
    const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
    const reach = between(random, 3, 5);
    for (let step = 0; step < reach; step++)
      paint(
        on,
        disc(at[0] + dx * (radius + step), at[1] + dy * (radius + step), 0.75, random),
        [0.12],
        0.85 - 0.1 * step,
      );
  }
}

/** Dark and oval with an even outline and a thin bright rim, or nothing. */
function benign(on: Canvas, at: Place, random: Random): void {
  if (random.uniform() < 0.15) return;
  const [radius, stretch] = [between(random, 3, 4.8), between(random, 1.1, 1.7)];
  const angle = 0.5 * random.normal();
  below(on, at, radius * stretch, between(random, 0.6, 1.3));
  paint(on, disc(...at, radius + 0.9, random, { stretch, angle }), [0.7], 0.5);
  paint(on, disc(...at, radius, random, { stretch, angle }), [0.12]);
}

/** Ducts and shadows that any picture may have. */
function clutter(on: Canvas, random: Random): void {
  for (let i = random.integer(3); i > 0; i--)
    paint(on, line(...place(random, 2), between(random, 5, 12), 1, random), [0.15], 0.6);
  if (random.uniform() < 0.4) below(on, place(random, 3), between(random, 3, 6), between(random, 0.55, 0.9));
}

/** Ultrasound of masses: with rays and an uneven outline, or oval and even, or none. */
export const breast: Painter = {
  attribute: 'age band',
  groups: ['50 and older', 'under 50'],
  difference: 'denser tissue: brighter, and masses stand out less',
  alike: [1, 0],
  paint: (label, group, random) => {
    const on = canvas([0]);
    const tissue = layers(random);
    const dense = group === 1 ? 1.08 : 1;
    change(on, (_, x, y) => dense * tissue(x, y));
    clutter(on, random);
    const at = [SIDE / 2 + 3.5 * random.normal(), SIDE / 2 - 1 + 3.5 * random.normal()] as const;
    (label === 0 ? spiculated : benign)(on, at, random);
    const [speckle, gain] = [clouds(random, 1.2, 2.2, 0), between(random, 0.75, 1.3)];
    const veil = group === 1 ? 0.08 : 0;
    change(on, (value, x, y) => gain * (value * (1 + 0.23 * speckle(x, y)) + veil));
    return on;
  },
};
