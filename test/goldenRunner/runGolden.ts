import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DriftlabError } from '../../src/errors';
import type { Adapters } from './adapter';
import { NOT_COVERED } from './adapter';
import { compare, type Difference } from './compare';
import { resolveInput } from './generated';
import { isRecord, readGoldenFile, type GoldenCase } from './goldenFile';

/** What became of one case. */
export interface CaseResult {
  readonly family: string;
  readonly op: string;
  readonly case: string;
  readonly advisory: boolean;
  readonly outcome: 'passed' | 'failed' | 'not covered';
  /** Why it failed. */
  readonly problems: readonly string[];
}

/** What became of a folder of golden files. */
export interface GoldenResult {
  readonly cases: readonly CaseResult[];
  /** Files that could not be read, and why. */
  readonly errors: readonly string[];
}

/**
 * Runs every case of the golden files in a folder through the adapter of its operation.
 * @param families only these; default all
 * @throws {Error} if there is no such folder, it has no golden files, or one of `families` is in none of them.
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

async function runCase(family: string, one: GoldenCase, adapters: Adapters): Promise<CaseResult> {
  const problems = await problemsOf(family, one, adapters);
  const outcome = problems === NOT_COVERED ? 'not covered' : problems.length > 0 ? 'failed' : 'passed';
  return {
    family,
    op: one.op,
    case: one.case,
    advisory: one.advisory === true,
    outcome,
    problems: problems === NOT_COVERED ? [] : problems,
  };
}

async function problemsOf(
  family: string,
  { op, input, expected, tolerance, tolerance_by_key }: GoldenCase,
  adapters: Adapters,
): Promise<string[] | typeof NOT_COVERED> {
  const adapter =
    Object.hasOwn(adapters, family) && Object.hasOwn(adapters[family], op) ? adapters[family][op] : undefined;
  if (!adapter) return NOT_COVERED;
  const throws = isRecord(expected) && expected.throws === true;
  try {
    const got = await adapter(resolveInput(input) as never);
    if (got === NOT_COVERED) return NOT_COVERED;
    if (throws) return [`expected an error, got ${show(got)}`];
    return compare(got, expected, tolerance, tolerance_by_key).map(describeDifference);
  } catch (error) {
    return throws && isRefusal(error) ? [] : [`threw ${String(error)}`];
  }
}

/** Whether an error is the library's answer to bad input, and not a slip of the program. */
function isRefusal(error: unknown): boolean {
  const argument = (error instanceof TypeError || error instanceof RangeError) && error.message.startsWith('invalid ');
  return argument || error instanceof DriftlabError;
}

function describeDifference({ path, expected, got }: Difference): string {
  return `${path || 'result'}: expected ${show(expected)}, got ${show(got)}`;
}

function show(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
