import { DriftlabError } from '../../src/errors';
import { NOT_COVERED, type Adapter, type Adapters } from './adapter';
import { compare, type Difference } from './compare';
import { resolveInput } from './generated';
import { type GoldenCase, isRecord } from './goldenCase';

/** What became of one case. */
export interface CaseResult {
  readonly family: string;
  readonly op: string;
  readonly case: string;
  readonly advisory: boolean;
  readonly outcome: 'passed' | 'failed' | 'not covered';
  /** Why it failed. */
  readonly problems: readonly string[];
  /** Keys of the expected object that were not compared, since the library does not offer them. */
  readonly omitted: readonly string[];
}

/** Runs one case through the adapter of its operation. Needs nothing of Node: also for a browser. */
export async function runCase(family: string, one: GoldenCase, adapters: Adapters): Promise<CaseResult> {
  const about = { family, op: one.op, case: one.case, advisory: one.advisory === true, omitted: [], problems: [] };
  const adapter = find(adapters, family, one.op);
  if (!adapter) return { ...about, outcome: 'not covered' };
  try {
    const got = await adapter(resolveInput(one.input) as never, one.expected as never);
    if (got === NOT_COVERED) return { ...about, outcome: 'not covered' };
    const problems = problemsOf(got, one);
    return { ...about, outcome: problems.length > 0 ? 'failed' : 'passed', problems, omitted: omittedIn(got) };
  } catch (error) {
    if (wantsError(one) && isRefusal(error)) return { ...about, outcome: 'passed' };
    return { ...about, outcome: 'failed', problems: [`threw ${String(error)}`] };
  }
}

function find(adapters: Adapters, family: string, op: string): Adapter | undefined {
  const ops = Object.hasOwn(adapters, family) ? adapters[family] : {};
  return Object.hasOwn(ops, op) ? ops[op] : undefined;
}

function problemsOf(got: unknown, one: GoldenCase): string[] {
  if (wantsError(one)) return [`expected an error, got ${show(got)}`];
  return compare(got, one.expected, one.tolerance, one.tolerance_by_key).map(describeDifference);
}

function omittedIn(got: unknown): string[] {
  return isRecord(got) ? Object.keys(got).filter((key) => got[key] === NOT_COVERED) : [];
}

function wantsError({ expected }: GoldenCase): boolean {
  return isRecord(expected) && expected.throws === true;
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
