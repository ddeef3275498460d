import type { Random } from '../../random';
import { between, type Canvas } from './canvas';

/** The picture as bytes, after a gain, an offset and noise of its own, as cameras differ. */
export function camera({ values, channels }: Canvas, random: Random): Uint8Array {
  const [gain, offset] = [between(random, 0.85, 1.1), 0.03 * random.normal()];
  const grain = between(random, 0.015, 0.035);
  const pixels = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i += channels) {
    const shared = 0.5 * random.normal();
    for (let c = 0; c < channels; c++) {
      const light = gain * values[i + c] + offset + grain * (shared + random.normal());
      pixels[i + c] = Math.round(255 * Math.min(1, Math.max(0, light)));
    }
  }
  return pixels;
}
