import { checkInteger } from '../errors';
import type { Random } from '../random';
import { carpetDefect, type CarpetDefectKind } from './carpetDefects';
import { photograph } from './clothPhoto';
import { createWeave } from './weave';

/** A photographed carpet: size × size × 3 bytes, and a mask of size × size with 1 where the defect is. */
export interface CarpetPicture {
  readonly pixels: Uint8Array;
  readonly mask: Uint8Array;
}

/**
 * One picture of a woven carpet, without or with a defect. The same `random` gives the same cloth, light and noise for
 * every kind: outside its mask a picture with a defect is the good one, byte for byte.
 * `size` is the side in pixels, 32 … 4096; everything scales with it.
 * @example
 * renderCarpet(256, createRandom(7), 'hole').mask.some((inside) => inside === 1); // true
 */
export function renderCarpet(size: number, random: Random, kind: 'good' | CarpetDefectKind = 'good'): CarpetPicture {
  checkInteger('size', size, 32, 4096);
  const weave = createWeave(size, random.fork('weave'));
  const chance = random.fork('defect');
  const paint = kind === 'good' ? undefined : carpetDefect(kind, size, weave, chance);
  const tone = new Float32Array(size * size);
  const dye = new Float32Array(size * size);
  const mask = new Uint8Array(size * size);
  for (let at = 0; at < tone.length; at++) {
    const x = at % size;
    const y = (at / size) | 0;
    tone[at] = weave.tone(x, y);
    const touched = paint?.(x, y, tone[at]);
    if (!touched) continue;
    [tone[at], dye[at], mask[at]] = [touched.tone, touched.dye ?? 0, 1];
  }
  const dyeColour = Float32Array.from({ length: 3 }, () => 0.9 + 0.1 * chance.uniform());
  return { pixels: photograph({ size, tone, dye, dyeColour }, random.fork('photo')), mask };
}
