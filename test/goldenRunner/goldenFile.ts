import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type GoldenFile, type GoldenCase, isRecord } from './goldenCase';

/**
 * Reads a file of the format that test/golden/README.md describes.
 * @throws {Error} that names the file, the case and what is wrong with it.
 */
export function readGoldenFile(path: string): GoldenFile {
  const name = basename(path);
  const file = parse(path, name) as Partial<GoldenFile> & { schema?: unknown };
  if (file?.schema !== 1) throw new Error(`${name}: expected schema 1, got ${JSON.stringify(file?.schema)}`);
  if (typeof file.family !== 'string')
    throw new Error(`${name}: expected a family, got ${JSON.stringify(file.family)}`);
  if (!Array.isArray(file.cases)) throw new Error(`${name}: expected a list of cases`);
  file.cases.forEach((one: Partial<GoldenCase> | null, i) => {
    const wrong = faultOf(one);
    if (wrong) throw new Error(`${name}: case ${one?.case ?? i}: ${wrong}`);
  });
  return { family: file.family, cases: file.cases as GoldenCase[] };
}

function parse(path: string, name: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${name}: ${(error as Error).message}`, { cause: error });
  }
}

function faultOf(one: Partial<GoldenCase> | null): string | undefined {
  if (typeof one?.case !== 'string') return 'expected a name in "case"';
  if (typeof one.op !== 'string') return 'expected the name of an operation in "op"';
  if (!isRecord(one.input)) return 'expected an object in "input"';
  if (one.expected === undefined) return 'expected something in "expected"';
  const tolerances = [one.tolerance, ...Object.values(one.tolerance_by_key ?? {})];
  return tolerances.every(isTolerance) ? undefined : 'expected numbers abs and rel in every tolerance';
}

function isTolerance(value: unknown): boolean {
  return isRecord(value) && typeof value.abs === 'number' && typeof value.rel === 'number';
}
