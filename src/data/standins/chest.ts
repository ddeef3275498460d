import type { Random } from '../../random';
import { between, canvas, change, clouds, disc, paint, SIDE, type Canvas } from './canvas';
import type { Painter } from './painter';

/** Ribs: bright bands that run down from the spine to both sides. */
function ribs(on: Canvas, middle: number, random: Random): void {
  const [pitch, phase, slope] = [between(random, 3.6, 4.8), between(random, 0, 6.28), between(random, 0.15, 0.4)];
  const strength = between(random, 0.03, 0.07);
  change(on, (value, x, y) => {
    const down = y - slope * Math.abs(x - middle) - 0.02 * (x - middle) ** 2;
    return value + strength * Math.sin((2 * Math.PI * down) / pitch + phase);
  });
}

/** Clouded patches in the lungs. */
function infiltrates(on: Canvas, lungs: readonly (readonly [number, number])[], random: Random): void {
  for (let i = 2 + random.integer(3); i > 0; i--) {
    const [x, y] = lungs[random.integer(2)];
    const patch = disc(x + 2 * random.normal(), y + 4 * random.normal(), between(random, 2, 3.2), random, {
      soft: 3,
      stretch: 1.3,
    });
    const streaks = clouds(random, 1.6);
    paint(
      on,
      { ...patch, cover: (px, py) => patch.cover(px, py) * Math.min(1, Math.max(0, 0.6 + 0.7 * streaks(px, py))) },
      [between(random, 0.6, 0.8)],
      0.75,
    );
  }
}

/** Chests in X-rays: lungs, ribs and heart, with clouded patches in the lungs or without. */
export const chest: Painter = {
  attribute: 'site',
  groups: ['A', 'B'],
  difference: 'site B exposes longer: darker, with less contrast',
  alike: [1, 0],
  paint: (label, group, random) => {
    const on = canvas([between(random, 0.55, 0.75)]);
    const [middle, top] = [SIDE / 2 + 1.5 * random.normal(), SIDE / 2 - 1 + 1.5 * random.normal()];
    const [width, height, air] = [between(random, 3.8, 4.8), between(random, 8.5, 11), between(random, 0.15, 0.35)];
    const lungs = [-1, 1].map((side) => [middle + side * (width + 2), top + random.normal()] as const);
    for (const [x, y] of lungs)
      paint(
        on,
        disc(x, y, width, random, { stretch: height / width, angle: Math.PI / 2 + 0.06 * random.normal(), soft: 2 }),
        [air],
      );
    if (label === 1) infiltrates(on, lungs, random);
    ribs(on, middle, random);
    paint(
      on,
      disc(middle + 2, top + 5.5, between(random, 3.2, 4.6), random, { soft: 2, stretch: 1.2, angle: 0.8 }),
      [0.75],
      0.85,
    );
    const haze = clouds(random, 9);
    const veil = between(random, -0.1, 0.15);
    const [gain, dark] = group === 1 ? [0.75, -0.03] : [1, 0];
    change(on, (value, x, y) => gain * (value + veil + 0.05 * haze(x, y)) + dark);
    return on;
  },
};
