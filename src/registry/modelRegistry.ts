import { checkInteger, checkNumber, show } from '../errors';
import type { Artifacts } from './artifacts';
import { canonicalJson, type JsonObject } from './canonicalJson';
import { checkName, checkText, type StoreContext } from './storeContext';

/** A version by its name and number. */
export interface VersionName {
  readonly model: string;
  /** Counted from 1 for each model. */
  readonly version: number;
}

/** What a version is made of; none of it changes afterwards. */
export interface VersionParts {
  /** SHA-256 of artifacts in the store, by file name; at least one. */
  readonly artifacts: Readonly<Record<string, string>>;
  /** What it was trained from, of this model or of another one. */
  readonly parents?: readonly VersionName[];
  /** What it was trained on. */
  readonly dataset?: string;
  /** The run that made it. */
  readonly run?: string;
  /** The model card: any JSON record. */
  readonly card?: JsonObject;
}

/** A version of a model. */
export interface ModelVersion extends VersionName {
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly artifacts: Readonly<Record<string, string>>;
  readonly parents: readonly VersionName[];
  readonly dataset: string | null;
  readonly run: string | null;
  readonly card: JsonObject;
}

/** One line of an alias's history. */
export interface AliasChange {
  readonly model: string;
  readonly alias: string;
  /** Null: from here on the alias names no version. */
  readonly version: number | null;
  readonly action: 'promotion' | 'rollback' | 'removal';
  /** Milliseconds since 1970; never before that of the line above. */
  readonly at: number;
  readonly because: string;
}

/** Options of `promote`. */
export interface PromoteOptions {
  /** The version that the new one was judged against; null: none was deployed. */
  readonly expected: number | null;
  readonly because: string;
  /** Default 'champion'. */
  readonly alias?: string;
}

/** What came of a promotion. */
export type Promotion =
  | { readonly outcome: 'promoted'; readonly version: number; readonly previous: number | null }
  | { readonly outcome: 'conflict'; readonly current: number | null; readonly because: string };

/** Options of `rollback`. */
export interface RollbackOptions {
  /** The version that is to go; not given: whichever is deployed. */
  readonly expected?: number;
  readonly because: string;
  /** Default 'champion'. */
  readonly alias?: string;
}

/** What came of a rollback. */
export type Rollback =
  | { readonly outcome: 'restored'; readonly version: number; readonly previous: number }
  | { readonly outcome: 'nothing to restore'; readonly current: number | null; readonly because: string }
  | { readonly outcome: 'conflict'; readonly current: number | null; readonly because: string };

/** Versions of models, which never change, and aliases such as champion, which do and keep their history. */
export class ModelRegistry {
  constructor(
    private readonly context: StoreContext,
    private readonly artifactFiles: Artifacts,
  ) {}

  /**
   * Adds the next version of a model.
   * @throws {RangeError} for artifacts, parents or a run that the store does not have.
   * @example
   * const { sha256 } = await store.artifacts.put(bytes);
   * const first = store.models.register('reviews', { artifacts: { 'model.onnx': sha256 }, card: { accuracy: 0.91 } });
   */
  register(model: string, { artifacts, parents = [], dataset, run, card = {} }: VersionParts): ModelVersion {
    const { database, now } = this.context;
    checkName('model', model);
    const files = Object.entries(artifacts);
    if (files.length === 0) throw new RangeError('invalid artifacts: expected at least one, got none');
    const written = canonicalJson('card', card);
    return database.transaction(() => {
      for (const [name, sha256] of files) this.artifactFiles.wanted((checkName('artifact name', name), sha256));
      for (const parent of parents) this.get(parent.model, parent.version);
      const version = this.count(model) + 1;
      database.run('INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?)', [
        ...[model, version, now(), this.checkRun(run), dataset === undefined ? null : checkName('dataset', dataset)],
        written,
      ]);
      for (const [name, sha256] of files)
        database.run('INSERT INTO version_artifacts VALUES (?, ?, ?, ?)', [model, version, name, sha256]);
      for (const parent of parents)
        database.run('INSERT OR IGNORE INTO version_parents VALUES (?, ?, ?, ?)', [
          ...[model, version, parent.model, parent.version],
        ]);
      return this.get(model, version);
    });
  }

  /**
   * A version by number, or the one that an alias names now.
   * @throws {RangeError} for a model, version or alias that the store does not have.
   */
  get(model: string, version: number | string): ModelVersion {
    const { database } = this.context;
    return database.snapshot(() => {
      const number = typeof version === 'string' ? this.current(model, version) : checkInteger('version', version, 1);
      const row = database.first<VersionRow>('SELECT * FROM versions WHERE model = ? AND version = ?', [model, number]);
      if (!row)
        throw new RangeError(
          `invalid version: expected one of model ${show(model)} in the store, got ${show(version)}`,
        );
      return this.read(row);
    });
  }

  /** Names of all models. */
  names(): string[] {
    const rows = this.context.database.all<VersionRow>('SELECT DISTINCT model FROM versions ORDER BY model');
    return rows.map(({ model }) => model);
  }

  /** The versions of a model, the first one first. */
  list(model: string): ModelVersion[] {
    const { database } = this.context;
    const sql = 'SELECT * FROM versions WHERE model = ? ORDER BY version';
    return database.snapshot(() => database.all<VersionRow>(sql, [model]).map((row) => this.read(row)));
  }

  /** A version's ancestors: each once, the nearest first. */
  lineage(model: string, version: number): ModelVersion[] {
    return this.context.database.snapshot(() => {
      const found = new Map([[`${version} ${model}`, this.get(model, version)]]);
      // a map gives what is added while it is read, and no version is older than its parents: this ends
      for (const { parents } of found.values())
        for (const one of parents) found.set(`${one.version} ${one.model}`, this.get(one.model, one.version));
      return [...found.values()].slice(1);
    });
  }

  /**
   * The files of a version by name, each checked against its SHA-256; errors as of `artifacts.read`.
   * @example
   * const { 'model.onnx': bytes } = await store.models.read('reviews', 'champion');
   */
  async files(model: string, version: number | string): Promise<Readonly<Record<string, Buffer>>> {
    const { artifacts } = this.get(model, version);
    const read = async ([name, sha256]: [string, string]) => [name, await this.artifactFiles.read(sha256)] as const;
    return Object.fromEntries(await Promise.all(Object.entries(artifacts).map(read)));
  }

  /**
   * Lets an alias name a version, if it still names the one that the new one was judged against (compare and set).
   * @throws {RangeError} for a version that the store does not have, or that is expected to be there already.
   * @example
   * const { outcome } = store.models.promote('reviews', 2, { expected: 1, because: 'better by 3 points, e = 41' });
   */
  promote(model: string, version: number, { expected, because, alias = 'champion' }: PromoteOptions): Promotion {
    if (version === expected)
      throw new RangeError(`invalid version: expected another one than ${show(alias)} names already, got ${version}`);
    return this.context.database.transaction(() => {
      this.get(model, version);
      const top = this.top(model, alias);
      const previous = top?.version ?? null;
      if (previous !== expected) return conflict(alias, expected, previous);
      this.append({ model, alias, version, action: 'promotion', because }, top?.id ?? null);
      return { outcome: 'promoted', version, previous };
    });
  }

  /**
   * Lets an alias name the version again that it named before the present one was promoted. A second rollback goes one further back,
   * never to the version that the first one removed.
   */
  rollback(model: string, { expected, because, alias = 'champion' }: RollbackOptions): Rollback {
    return this.context.database.transaction(() => {
      const top = this.top(model, alias);
      const current = top?.version ?? null;
      if (expected !== undefined && current !== expected) return conflict(alias, expected, current);
      const before = this.change(top?.below ?? null);
      if (current === null || !before || before.version === null)
        return { outcome: 'nothing to restore', current, because: `${alias} named no version before` };
      this.append({ model, alias, version: before.version, action: 'rollback', because }, before.below);
      return { outcome: 'restored', version: before.version, previous: current };
    });
  }

  /** Takes an alias off; nothing happens where it names no version. A rollback does not cross this. */
  remove(model: string, alias: string, { because }: { readonly because: string }): void {
    this.context.database.transaction(() => {
      if (this.current(model, alias) !== null)
        this.append({ model, alias, version: null, action: 'removal', because }, null);
    });
  }

  /** The number of the version that an alias names now, or null. */
  current(model: string, alias = 'champion'): number | null {
    return this.top(model, alias)?.version ?? null;
  }

  /** What each alias of a model names now. */
  aliases(model: string): Readonly<Record<string, number>> {
    const sql = 'SELECT alias, version, max(id) FROM alias_changes WHERE model = ? GROUP BY alias ORDER BY alias';
    const rows = this.context.database.all<AliasRow>(sql, [model]).filter(({ version }) => version !== null);
    return Object.fromEntries(rows.map(({ alias, version }) => [alias, version!]));
  }

  /**
   * The version that an alias named at a time (milliseconds since 1970), or null.
   * @example
   * store.models.at('reviews', Date.UTC(2026, 0, 31))?.version; // who was champion on the last of January?
   */
  at(model: string, time: number, alias = 'champion'): ModelVersion | null {
    const { database } = this.context;
    const sql = 'SELECT * FROM alias_changes WHERE model = ? AND alias = ? AND at <= ? ORDER BY id DESC LIMIT 1';
    return database.snapshot(() => {
      const version = database.first<AliasRow>(sql, [model, alias, checkNumber('time', time)])?.version ?? null;
      return version === null ? null : this.get(model, version);
    });
  }

  /** All that an alias has named, the first one first. */
  history(model: string, alias = 'champion'): AliasChange[] {
    const sql = 'SELECT * FROM alias_changes WHERE model = ? AND alias = ? ORDER BY id';
    const rows = this.context.database.all<AliasRow>(sql, [model, alias]);
    return rows.map(({ version, action, at, because }) => ({ model, alias, version, action, at, because }));
  }

  private append({ model, alias, version, action, because }: Omit<AliasChange, 'at'>, below: number | null): void {
    const { database, now } = this.context;
    // a clock that was set back must not turn the history round
    const at = Math.max(now(), this.top(model, alias)?.at ?? 0);
    database.run(
      'INSERT INTO alias_changes (model, alias, version, action, at, because, below) VALUES (?, ?, ?, ?, ?, ?, ?)',
      [model, checkName('alias', alias), version, action, at, checkText('because', because), below],
    );
  }

  private top(model: string, alias: string): AliasRow | undefined {
    const sql = 'SELECT * FROM alias_changes WHERE model = ? AND alias = ? ORDER BY id DESC LIMIT 1';
    return this.context.database.first<AliasRow>(sql, [model, alias]);
  }

  private change(id: number | null): AliasRow | undefined {
    return this.context.database.first<AliasRow>('SELECT * FROM alias_changes WHERE id = ?', [id]);
  }

  private count(model: string): number {
    const sql = 'SELECT count(*) AS count FROM versions WHERE model = ?';
    return this.context.database.first<{ count: number }>(sql, [model])!.count;
  }

  private checkRun(run: string | undefined): string | null {
    if (run === undefined) return null;
    if (this.context.database.first('SELECT 1 AS known FROM runs WHERE id = ?', [run])) return run;
    throw new RangeError(`invalid run: expected the id of a run in the store, got ${show(run)}`);
  }

  private read({ model, version, created, run, dataset, card }: VersionRow): ModelVersion {
    const { database } = this.context;
    const files = 'SELECT name, sha256 FROM version_artifacts WHERE model = ? AND version = ? ORDER BY name';
    const parents =
      'SELECT parent_model AS model, parent_version AS version FROM version_parents WHERE model = ? AND version = ?';
    const rows = database.all<{ name: string; sha256: string }>(files, [model, version]);
    return {
      ...{ model, version, created, run, dataset },
      artifacts: Object.fromEntries(rows.map(({ name, sha256 }) => [name, sha256])),
      parents: database
        .all<VersionName>(parents, [model, version])
        .map((one) => ({ model: one.model, version: one.version })),
      card: JSON.parse(card) as JsonObject,
    };
  }
}

type VersionRow = Omit<ModelVersion, 'artifacts' | 'parents' | 'card'> & { readonly card: string };

interface AliasRow extends AliasChange {
  readonly id: number;
  /** The change that a rollback of this one restores. */
  readonly below: number | null;
}

function conflict(alias: string, expected: number | null, current: number | null): Promotion & Rollback {
  const because = `expected ${alias} to be version ${expected ?? 'none'}, it is ${current ?? 'none'} by now`;
  return { outcome: 'conflict', current, because };
}
