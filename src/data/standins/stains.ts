import type { Random } from '../../random';
import { between, SIDE, type Canvas } from './canvas';

/** How strongly a stain takes red, green and blue. */
type Stain = readonly [number, number, number];

/**
 * Light through two stains: channel 0 of `densities` is how much there is of the first one, channel 1 of the second. Both are moved
 * at random for each picture, as from slide to slide, and by `shift` towards blue for a slide of another laboratory.
 */
export function stained(densities: Canvas, stains: readonly [Stain, Stain], shift: number, random: Random): Canvas {
  const strength = between(random, 0.75, 1.3);
  const [first, second] = stains.map((stain) =>
    stain.map((take, c) => strength * Math.max(0.02, take + 0.06 * random.normal() + shift * (1 - c) * 0.25)),
  );
  const lamp = between(random, 0.88, 1);
  const values = new Float32Array(SIDE * SIDE * 3);
  for (let at = 0; at < SIDE * SIDE; at++)
    for (let c = 0; c < 3; c++)
      values[3 * at + c] =
        lamp * Math.exp(-first[c] * densities.values[2 * at] - second[c] * densities.values[2 * at + 1]);
  return { values, channels: 3 };
}
