import { checkInteger, checkNumber, checkOneOf, show } from '../errors';
import type { Artifacts } from './artifacts';
import { canonicalJson, type JsonObject, type JsonValue } from './canonicalJson';
import { compareRuns, type RunComparison } from './compareRuns';
import { between, checkName, where, type StoreContext } from './storeContext';

const ENDS = ['finished', 'failed', 'stopped'] as const;

/** How a run ended. */
export type RunEnd = (typeof ENDS)[number];

/** What a run was called with. */
export interface RunStart {
  /** Default 'default'. */
  readonly experiment?: string;
  /** What it read: a name, better one with a hash. */
  readonly dataset?: string;
  readonly parameters?: JsonObject;
  readonly tags?: Readonly<Record<string, string>>;
}

/** An artifact under the name that a run gave it. */
export interface RunArtifact {
  readonly run: string;
  readonly name: string;
  /** 'profile', 'model', 'figure' … */
  readonly kind: string;
  readonly sha256: string;
}

/** One execution of an experiment. */
export interface Run {
  readonly id: string;
  readonly experiment: string;
  readonly dataset: string | null;
  /** A run whose process was killed stays 'running'. */
  readonly status: 'running' | RunEnd;
  /** Milliseconds since 1970. */
  readonly started: number;
  readonly ended: number | null;
  readonly parameters: JsonObject;
  readonly tags: Readonly<Record<string, string>>;
  /** The value at the last step of each. */
  readonly metrics: Readonly<Record<string, number>>;
  readonly artifacts: readonly RunArtifact[];
}

/** One value of a metric. */
export interface MetricPoint {
  readonly step: number;
  readonly value: number;
  /** When it was written; milliseconds since 1970. */
  readonly at: number;
}

/** Which runs; all that is given has to hold. */
export interface RunQuery {
  readonly experiment?: string;
  readonly dataset?: string;
  readonly status?: Run['status'];
  /** Tags with their values. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Started at this time or later; milliseconds since 1970. */
  readonly from?: number;
  /** Started at this time or earlier. */
  readonly to?: number;
  /** SHA-256 of an artifact that the run names. */
  readonly artifact?: string;
  /** At most this many; default 1000. */
  readonly limit?: number;
}

/** The experiment database: runs with parameters, metrics by step, tags and artifacts. Every write is on the disk when it returns. */
export class Experiments {
  constructor(
    private readonly context: StoreContext,
    private readonly artifactFiles: Artifacts,
  ) {}

  /**
   * Opens a run.
   * @example
   * const run = store.experiments.start({ dataset: 'adult', parameters: { depth: 3 }, tags: { purpose: 'baseline' } });
   */
  start({ experiment = 'default', dataset, parameters = {}, tags = {} }: RunStart = {}): Run {
    const { database, now } = this.context;
    const row = [
      checkName('experiment', experiment),
      dataset === undefined ? null : checkName('dataset', dataset),
      ...['running', now(), canonicalJson('parameters', parameters)],
    ];
    return database.transaction(() => {
      const id = this.freeId();
      database.run('INSERT INTO runs VALUES (?, ?, ?, ?, ?, NULL, ?)', [id, ...row]);
      this.tag(id, tags);
      return this.get(id);
    });
  }

  /**
   * Writes metrics of a step, which replace those of the same step. A step that is not given is the one after the last of all.
   * @throws {RangeError} for a value that is not finite, or a run that has ended.
   * @example
   * store.experiments.log(run.id, { loss: 0.31, accuracy: 0.9 }, 5);
   */
  log(run: string, metrics: Readonly<Record<string, number>>, step?: number): void {
    const { database, now } = this.context;
    if (step !== undefined) checkInteger('step', step, 0);
    for (const [name, value] of Object.entries(metrics)) checkNumber(`metric ${checkName('metric', name)}`, value);
    database.transaction(() => {
      this.checkOpen(run);
      const next = 'SELECT coalesce(max(step) + 1, 0) AS next FROM metrics WHERE run = ?';
      const at = step ?? database.first<{ next: number }>(next, [run])!.next;
      for (const [name, value] of Object.entries(metrics))
        database.run('INSERT OR REPLACE INTO metrics VALUES (?, ?, ?, ?, ?)', [run, name, at, value, now()]);
    });
  }

  /** Sets tags, also of a run that has ended. */
  tag(run: string, tags: Readonly<Record<string, string>>): void {
    const { database } = this.context;
    database.transaction(() => {
      this.checkKnown(run);
      for (const [name, value] of Object.entries(tags))
        database.run('INSERT OR REPLACE INTO tags VALUES (?, ?, ?)', [
          ...[run, checkName('tag', name), checkName(`tag ${name}`, value)],
        ]);
    });
  }

  /**
   * Gives an artifact of the store a name in a run.
   * @throws {RangeError} if the store does not have it, the name is taken, or the run has ended.
   */
  attach(run: string, name: string, sha256: string, kind = 'file'): RunArtifact {
    const { database } = this.context;
    const artifact = { run, name: checkName('name', name), kind: checkName('kind', kind), sha256 };
    database.transaction(() => {
      this.checkOpen(run);
      this.artifactFiles.wanted(sha256);
      if (database.first('SELECT 1 AS taken FROM run_artifacts WHERE run = ? AND name = ?', [run, name]))
        throw new RangeError(`invalid name: expected one that run ${run} has not given yet, got ${show(name)}`);
      database.run('INSERT INTO run_artifacts VALUES (?, ?, ?, ?)', [run, name, kind, sha256]);
    });
    return artifact;
  }

  /** Keeps bytes, or a record as JSON, and gives them a name in a run. */
  async attachBytes(run: string, name: string, bytes: Uint8Array | string, kind = 'file'): Promise<RunArtifact> {
    return this.attach(run, name, (await this.artifactFiles.put(bytes)).sha256, kind);
  }

  /**
   * Keeps a record, such as a dataset profile, as JSON and gives it a name in a run.
   * @example
   * await store.experiments.attachJson(run.id, 'profile.json', profile, 'profile');
   */
  async attachJson(run: string, name: string, value: JsonValue, kind = 'json'): Promise<RunArtifact> {
    return this.attach(run, name, (await this.artifactFiles.putJson(value)).sha256, kind);
  }

  /** Closes a run. @throws {RangeError} if it has ended already. */
  end(run: string, status: RunEnd = 'finished'): Run {
    const { database, now } = this.context;
    checkOneOf('status', status, ENDS);
    return database.transaction(() => {
      this.checkOpen(run);
      database.run('UPDATE runs SET status = ?, ended = ? WHERE id = ?', [status, now(), run]);
      return this.get(run);
    });
  }

  /** @throws {RangeError} for an id that the store does not have. */
  get(run: string): Run {
    return this.context.database.snapshot(() => this.read(this.checkKnown(run)));
  }

  /** Runs, the newest first. */
  list({ experiment, dataset, status, tags = {}, from, to, artifact, limit = 1000 }: RunQuery = {}): Run[] {
    const { database } = this.context;
    const { clause, values } = where([
      experiment === undefined ? undefined : ['experiment = ?', experiment],
      dataset === undefined ? undefined : ['dataset = ?', dataset],
      status === undefined ? undefined : ['status = ?', checkOneOf('status', status, ['running', ...ENDS])],
      ...between('started', from, to),
      ...Object.entries(tags).map(([name, value]) => [HAS_TAG, name, value] as const),
      artifact === undefined ? undefined : [HAS_ARTIFACT, artifact],
    ]);
    const sql = `SELECT * FROM runs ${clause} ORDER BY started DESC, rowid DESC LIMIT ?`;
    return database.snapshot(() =>
      database.all<RunRow>(sql, [...values, checkInteger('limit', limit, 1)]).map((row) => this.read(row)),
    );
  }

  /** All values of a metric, by step. */
  metric(run: string, name: string): MetricPoint[] {
    this.checkKnown(run);
    return this.context.database
      .all<MetricPoint>('SELECT step, value, at FROM metrics WHERE run = ? AND name = ? ORDER BY step', [run, name])
      .map(({ step, value, at }) => ({ step, value, at }));
  }

  /** Artifacts that runs name: of a kind, of runs on a dataset, started in a time. The newest run first. */
  findArtifacts({ kind, ...query }: RunQuery & { readonly kind?: string } = {}): RunArtifact[] {
    const found = this.list(query).flatMap(({ artifacts }) => artifacts);
    return kind === undefined ? found : found.filter((one) => one.kind === kind);
  }

  /** What two runs have in common and where they differ. */
  compare(a: string, b: string): RunComparison {
    return compareRuns(this.get(a), this.get(b));
  }

  private freeId(): string {
    const { database, randomBytes } = this.context;
    // a store that is opened twice with one seed draws the same ids again
    for (;;) {
      const id = Buffer.from(randomBytes(8)).toString('hex');
      if (!database.first('SELECT 1 AS taken FROM runs WHERE id = ?', [id])) return id;
    }
  }

  private read(row: RunRow): Run {
    const { database } = this.context;
    const { id, experiment, dataset, status, started, ended } = row;
    const tags = database.all<NameValue<string>>('SELECT name, value FROM tags WHERE run = ? ORDER BY name', [id]);
    // SQLite gives the value of the row that has the maximum
    const last = 'SELECT name, value, max(step) FROM metrics WHERE run = ? GROUP BY name ORDER BY name';
    const metrics = database.all<NameValue<number>>(last, [id]);
    const artifacts = database.all<RunArtifact>('SELECT * FROM run_artifacts WHERE run = ? ORDER BY name', [id]);
    return {
      ...{ id, experiment, dataset, status, started, ended },
      parameters: JSON.parse(row.parameters) as JsonObject,
      tags: Object.fromEntries(tags.map(({ name, value }) => [name, value])),
      metrics: Object.fromEntries(metrics.map(({ name, value }) => [name, value])),
      artifacts: artifacts.map(({ run, name, kind, sha256 }) => ({ run, name, kind, sha256 })),
    };
  }

  private checkKnown(run: string): RunRow {
    const row = this.context.database.first<RunRow>('SELECT * FROM runs WHERE id = ?', [String(run)]);
    if (!row) throw new RangeError(`invalid run: expected the id of a run in the store, got ${show(run)}`);
    return row;
  }

  private checkOpen(run: string): void {
    const { status } = this.checkKnown(run);
    if (status !== 'running')
      throw new RangeError(`invalid run: expected one that is running, got ${run}, which has ${status}`);
  }
}

const HAS_TAG = 'EXISTS (SELECT 1 FROM tags WHERE run = runs.id AND name = ? AND value = ?)';
const HAS_ARTIFACT = 'EXISTS (SELECT 1 FROM run_artifacts WHERE run = runs.id AND sha256 = ?)';

type RunRow = Pick<Run, 'id' | 'experiment' | 'dataset' | 'status' | 'started' | 'ended'> & {
  readonly parameters: string;
};

interface NameValue<T> {
  readonly name: string;
  readonly value: T;
}
