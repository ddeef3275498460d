import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { type Images, images } from '../../src/images';

const FOLDER = join(__dirname, '../fixtures/dino');

export const MODELS = ['dinov3', 'dinov2', 'dinov2-registers'] as const;

/** A path inside the fixtures that export.py makes. */
export function fixture(...parts: string[]): string {
  return join(FOLDER, ...parts);
}

export function readFixture(...parts: string[]): unknown {
  return JSON.parse(readFileSync(fixture(...parts), 'utf8'));
}

export async function photograph(name: string): Promise<Images> {
  const { data, info } = await sharp(fixture('photographs', `${name}.png`))
    .raw()
    .toBuffer({ resolveWithObject: true });
  return images(new Uint8Array(data), 1, info.height, info.width, info.channels);
}
