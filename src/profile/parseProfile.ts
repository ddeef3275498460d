import { DriftlabError, show } from '../errors';
import { PROFILE_FORMAT, PROFILE_VERSION, type DatasetProfile } from './datasetProfile';
import { isDistinctCount } from './distinctCount';
import { MODALITIES } from './taskSpec';

/** Turns a profile of one version into one of the next. */
export type Migration = (older: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/** By the version that is read. A new version adds the step from the one before it. */
const migrations: Readonly<Record<number, Migration>> = {};

/**
 * A profile from its JSON. Older versions are brought to this one.
 * @param source what errors call it.
 * @throws {DriftlabError} DRIFTLAB_INVALID_DATA if it is no JSON, no profile, of a newer version, or a field is not what it must be.
 * @example
 * parseProfile(JSON.stringify(profile)).rows;
 */
export function parseProfile(text: string, source = 'the profile'): DatasetProfile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new DriftlabError(
      'DRIFTLAB_INVALID_DATA',
      `cannot read ${source}: it is no JSON (${(cause as Error).message})`,
    );
  }
  return readProfile(value, source);
}

/** The same of parsed JSON. */
export function readProfile(value: unknown, source = 'the profile'): DatasetProfile {
  const refuse: Refuse = (rule) => {
    throw new DriftlabError('DRIFTLAB_INVALID_DATA', `cannot read ${source}: ${rule}`);
  };
  if (!isRecord(value) || value.format !== PROFILE_FORMAT)
    return refuse(`expected a profile made by driftlab, with format ${show(PROFILE_FORMAT)}`);
  const profile = migrate(value, refuse, { steps: migrations, to: PROFILE_VERSION });
  checkFields(profile, fields, 'profile', refuse);
  const names = (profile.parts as { name: string }[]).map(({ name }) => name);
  if (new Set(names).size < names.length) refuse('expected parts of different names');
  return profile as unknown as DatasetProfile;
}

type Refuse = (rule: string) => never;

/** Takes a profile through the steps from its version to the newest. */
export function migrate(
  profile: Readonly<Record<string, unknown>>,
  refuse: Refuse,
  { steps, to }: { readonly steps: Readonly<Record<number, Migration>>; readonly to: number },
): Record<string, unknown> {
  let current: Record<string, unknown> = profile;
  while (current.version !== to) {
    const version = current.version as number;
    const step = Object.hasOwn(steps, version) ? steps[version] : undefined;
    if (!step) return refuse(`it has version ${show(version)}; this driftlab reads versions up to ${to}`);
    current = { ...step(current), version: version + 1 };
  }
  return current;
}

/** Returns what a value should be, or undefined if it is. */
type Rule = (value: unknown) => string | undefined;
interface Fields {
  readonly [name: string]: Rule | Fields;
}

const rule =
  (what: string, holds: (value: unknown) => boolean): Rule =>
  (value) =>
    holds(value) ? undefined : what;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isFinite = (value: unknown): value is number => Number.isFinite(value);
const listOf = (holds: (value: unknown) => boolean) => (value: unknown) => Array.isArray(value) && value.every(holds);
const isList = (length: number) => (value: unknown) => Array.isArray(value) && value.length === length;
const ascending = (value: unknown) =>
  listOf(isFinite)(value) && (value as number[]).every((edge, i, all) => i === 0 || edge > all[i - 1]);

const count = rule('a count', isCount);
const finite = rule('a finite number', isFinite);
const positive = rule('a number of at least 0', (value) => isFinite(value) && value >= 0);
const counts = rule('a list of counts', listOf(isCount));
const text = rule('a string', (value) => typeof value === 'string');
const optional = rule('a number or null', (value) => value === null || isFinite(value));
const distinct = rule('registers', isDistinctCount);

const numeric: Fields = {
  name: text,
  count,
  missing: count,
  infinite: rule('two counts', (value) => isList(2)(value) && listOf(isCount)(value)),
  moments: { count, mean: finite, meanRest: finite, m2: positive, m3: finite, m4: positive },
  min: optional,
  max: optional,
  histogram: { edges: rule('ascending numbers', ascending), counts, error: positive },
  sketch: {
    size: count,
    count,
    levels: rule('lists of numbers', listOf(listOf(isFinite))),
    spread: positive,
    seed: count,
  },
  distinct,
};

const labels: Fields = {
  name: text,
  count,
  missing: count,
  labels: rule(
    'pairs of a label and a count',
    listOf((pair) => Array.isArray(pair) && pair.length === 2 && typeof pair[0] === 'string' && isCount(pair[1])),
  ),
  error: count,
  unlisted: count,
  unlistedMost: count,
  distinct,
  dispersion: positive,
};

const kinds: Readonly<Record<string, Fields>> = {
  numeric,
  categorical: labels,
  tokens: labels,
  pixels: { name: text, levels: rule('256 counts', (value) => isList(256)(value) && listOf(isCount)(value)) },
};

const fields: Fields = {
  task: rule('a task', (value) => isRecord(value) && MODALITIES.includes(value.modality as never)),
  rows: count,
  sampled: count,
  rare: count,
  capacity: count,
  parts: rule(
    'a list of parts',
    listOf((part) => isRecord(part) && Object.hasOwn(kinds, String(part.kind))),
  ),
};

function checkFields(value: unknown, expected: Fields, path: string, refuse: Refuse): void {
  if (!isRecord(value)) return refuse(`expected an object at ${path}, got ${show(value)}`);
  for (const [name, rules] of Object.entries(expected)) {
    const at = `${path}.${name}`;
    if (typeof rules !== 'function') checkFields(value[name], rules, at, refuse);
    else {
      const what = rules(value[name]);
      if (what !== undefined) refuse(`expected ${what} at ${at}, got ${show(value[name])}`);
    }
  }
  if (path === 'profile') (value.parts as Record<string, unknown>[]).forEach((part, i) => checkPart(part, i, refuse));
}

function checkPart(part: Record<string, unknown>, index: number, refuse: Refuse): void {
  const at = `profile.parts[${index}]`;
  checkFields(part, kinds[part.kind as string], at, refuse);
  if (part.kind !== 'numeric') return;
  const { edges, counts: binned } = part.histogram as { edges: unknown[]; counts: unknown[] };
  if (binned.length !== edges.length + 1) refuse(`expected ${edges.length + 1} counts at ${at}.histogram.counts`);
}
