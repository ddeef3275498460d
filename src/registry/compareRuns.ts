import { canonicalJson, type JsonValue } from './canonicalJson';
import type { Run } from './experiments';

/** One thing of two runs, beside each other. */
export interface RunDifference {
  readonly what: 'experiment' | 'dataset' | 'status' | 'parameter' | 'tag' | 'metric' | 'artifact';
  readonly name: string;
  /** Undefined where a run does not have it. */
  readonly a: JsonValue | undefined;
  readonly b: JsonValue | undefined;
  readonly equal: boolean;
  /** b − a, of metrics that both have. */
  readonly change?: number;
}

/** Two runs beside each other. */
export interface RunComparison {
  readonly a: string;
  readonly b: string;
  readonly rows: readonly RunDifference[];
}

/**
 * Two runs beside each other: data, parameters, tags, metrics at their last step, artifacts by SHA-256. Nothing is tested here:
 * whether a difference of two metrics is more than chance needs their samples.
 * @example
 * compareRuns(store.experiments.get(first), store.experiments.get(second)).rows.filter(({ equal }) => !equal);
 */
export function compareRuns(a: Run, b: Run): RunComparison {
  const hashes = ({ artifacts }: Run) => Object.fromEntries(artifacts.map(({ name, sha256 }) => [name, sha256]));
  const metrics = beside('metric', a.metrics, b.metrics).map((row) =>
    typeof row.a === 'number' && typeof row.b === 'number' ? { ...row, change: row.b - row.a } : row,
  );
  return {
    a: a.id,
    b: b.id,
    rows: [
      ...(['experiment', 'dataset', 'status'] as const).map((what) => row(what, what, a[what], b[what])),
      ...beside('parameter', a.parameters, b.parameters),
      ...beside('tag', a.tags, b.tags),
      ...metrics,
      ...beside('artifact', hashes(a), hashes(b)),
    ],
  };
}

type Values = Readonly<Record<string, JsonValue | undefined>>;

function beside(what: RunDifference['what'], a: Values, b: Values): RunDifference[] {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return names.map((name) => row(what, name, a[name], b[name]));
}

function row(what: RunDifference['what'], name: string, a?: JsonValue, b?: JsonValue): RunDifference {
  const spell = (value?: JsonValue) => (value === undefined ? '' : canonicalJson(name, value));
  return { what, name, a, b, equal: spell(a) === spell(b) };
}
