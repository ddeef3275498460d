import type { Random } from '../../src/random';
import { between, field, type Picture, SIZE } from './field';

/**
 * A photograph of a picture: uneven light, a tint and sensor noise of its own, then bytes. The same `random` gives the same light and noise.
 */
export function photographed(picture: Picture, random: Random): Uint8Array {
  const [level, slope, bow] = [0.08 * random.normal(), between(random, 0, 0.18), 0.05 * random.normal()];
  const angle = between(random, 0, 2 * Math.PI);
  const light = field((px, py) => {
    const [x, y] = [(2 * px) / SIZE - 1, (2 * py) / SIZE - 1];
    return Math.exp(level + slope * (Math.cos(angle) * x + Math.sin(angle) * y) + bow * (x * x + y * y));
  });
  const tint = [0, 1, 2].map(() => Math.exp(0.025 * random.normal()));
  const grain = between(random, 0.007, 0.018);
  const pixels = new Uint8Array(picture.length);
  for (let i = 0; i < light.length; i++) {
    const shared = random.normal();
    for (let channel = 0; channel < 3; channel++) {
      const value = picture[3 * i + channel] * light[i] * tint[channel] + grain * (shared + random.normal());
      pixels[3 * i + channel] = Math.round(255 * Math.min(1, Math.max(0, value)));
    }
  }
  return pixels;
}
