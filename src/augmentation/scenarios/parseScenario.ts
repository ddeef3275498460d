import { DriftlabError, show } from '../../errors';
import type { Scenario } from './scenario';
import { scenarioSchema } from './scenarioSchema';

/**
 * A scenario from JSON: text, or what `JSON.parse` gives.
 * @throws {DriftlabError} DRIFTLAB_INVALID_DATA for text that is no JSON, and for a field that is wrong: the error names its
 * path, what is expected (names of drifts, schedules and fields are listed) and what is there.
 * @example
 * const scenario = parseScenario(await readFile('night-shift.json', 'utf8'));
 */
export function parseScenario(json: unknown): Scenario {
  const value = typeof json === 'string' ? parse(json) : json;
  const { success, error, data } = scenarioSchema.safeParse(value);
  if (success) return data;
  throw invalid(describe(error.issues[0], value), error);
}

/** What is used of an issue of zod's. */
interface Issue {
  readonly code: string;
  readonly message: string;
  readonly path: readonly PropertyKey[];
  readonly keys?: readonly string[];
  /** Known names: of literals, and of what tells records apart. */
  readonly values?: readonly unknown[];
  readonly options?: readonly unknown[];
  readonly errors?: readonly (readonly Issue[])[];
}

function describe(issue: Issue, root: unknown): string {
  const { path, rule } = innermost(issue);
  const got = path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], root);
  const place = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  const shown = typeof got === 'object' ? JSON.stringify(got).slice(0, 60) : show(got);
  return `invalid scenario${place}: ${rule}, got ${shown}`;
}

/** Where a value fits none of several records, the one that comes nearest says why. */
function innermost(issue: Issue): { path: readonly PropertyKey[]; rule: string } {
  const { code, message, path, keys, values, options = values, errors = [] } = issue;
  if (errors.length > 0) {
    const nearest = errors.reduce((best, one) => (one.length < best.length ? one : best));
    const inner = innermost(nearest[0]);
    return { ...inner, path: [...path, ...inner.path] };
  }
  if (code === 'unrecognized_keys') return { path: [...path, keys![0]], rule: message };
  if (options) return { path, rule: `expected one of ${options.join(', ')}` };
  // zod says 'Too big: expected number to be <=1' and 'Invalid input: expected string, received number'
  return { path, rule: message.replace(/^[A-Z][^:]*: /, '').replace(/, received .*$/, '') };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw invalid(`invalid scenario: expected JSON, ${(cause as Error).message}`, cause);
  }
}

function invalid(message: string, cause: unknown): DriftlabError {
  return new DriftlabError('DRIFTLAB_INVALID_DATA', message, { cause });
}
