import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Adapters } from './adapter';
import { readGoldenFile } from './goldenFile';
import { type CaseResult, runCase } from './runCase';

/** What became of a folder of golden files. */
export interface GoldenResult {
  readonly cases: readonly CaseResult[];
  /** Files that could not be read, and why. */
  readonly errors: readonly string[];
}

/**
 * Runs every case of the golden files in a folder through the adapter of its operation.
 * @param families only these; default all
 * @throws {Error} if there is no such folder or it has no golden files.
 */
export async function runGolden(
  folder: string,
  adapters: Adapters,
  families: readonly string[] = [],
): Promise<GoldenResult> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  if (names.length === 0) throw new Error(`no golden files (*.json) in ${folder}`);
  const cases: CaseResult[] = [];
  const errors: string[] = [];
  const found = new Set<string>();
  for (const name of names.sort()) {
    try {
      const file = readGoldenFile(join(folder, name));
      found.add(file.family);
      if (families.length > 0 && !families.includes(file.family)) continue;
      for (const one of file.cases) cases.push(await runCase(file.family, one, adapters));
    } catch (error) {
      errors.push((error as Error).message);
    }
  }
  const missing = families.filter((family) => !found.has(family));
  if (missing.length > 0) errors.push(`no family ${missing.join(', ')} in ${folder}; it has ${[...found].join(', ')}`);
  return { cases, errors };
}
