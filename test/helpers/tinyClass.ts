import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CarpetOptions, generateCarpet } from '../../src/data/carpet';

/** A few carpets of 64 pixels: quick to make and to read, large enough for a mask. */
export const tinyCarpet = { train: 6, calibration: 4, good: 3, defects: 5, size: 64, seed: 0 } as const;

/** A folder for one test, and the function that removes it. */
export async function scratchFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'driftlab-'));
  return { folder, remove: () => rm(folder, { recursive: true }) };
}

/** A carpet class on disk under `root`, small enough for a test. Gives its folder. */
export function makeTinyClass(
  root: string,
  options: CarpetOptions & { readonly className?: string } = {},
): Promise<string> {
  return generateCarpet({ root, ...tinyCarpet, ...options });
}
