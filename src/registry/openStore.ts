import { randomBytes as systemBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ioError } from '../data/files';
import { checkNumber, DriftlabError } from '../errors';
import type { Random } from '../random';
import { Artifacts, syncFolder } from './artifacts';
import { checkStore, type StoreReport } from './checkStore';
import { Database } from './database';
import { DecisionLog } from './decisionLog';
import { Experiments } from './experiments';
import { exportStore, type ExportOptions } from './exportStore';
import { ModelRegistry } from './modelRegistry';
import { retain, type RetainOptions, type Retention } from './retain';
import type { StoreContext } from './storeContext';

/** Options of {@link openStore}. */
export interface StoreOptions {
  /** Milliseconds since 1970, such as `Date.now`. */
  readonly clock: () => number;
  /**
   * Draws ids and salts, so that a notebook gives the same bytes again. Default: the system's secure generator; salts of a seeded one
   * protect nothing.
   */
  readonly random?: Random;
  /** Whether to make a store where there is none; default true. */
  readonly create?: boolean;
  /** How long a write waits for those of other processes, in milliseconds; default 30,000. The thread waits with it. */
  readonly busyMs?: number;
}

/** Experiments, model versions and decisions in one SQLite file, artifacts in the folder `<path>-artifacts` beside it. */
export interface Store {
  readonly path: string;
  readonly artifacts: Artifacts;
  readonly experiments: Experiments;
  readonly models: ModelRegistry;
  readonly decisions: DecisionLog;
  /**
   * Several writes, all or none: they are on the disk when this returns, and none is if `work` throws. `work` is synchronous, so
   * artifacts are put before it. Inside another transaction it is a part of that.
   * @example
   * store.transaction(() => {
   *   const promotion = store.models.promote('reviews', 2, { expected: 1, because });
   *   if (promotion.outcome === 'promoted') store.decisions.append({ kind: 'promotion', content: { ...promotion } });
   *   store.experiments.end(run.id);
   * });
   */
  transaction<T>(work: () => T): T;
  /** Several reads of one moment, whatever other processes write meanwhile. `work` is synchronous. */
  snapshot<T>(work: () => T): T;
  /** Examines database, references, artifacts' bytes and the log's entries. Reads everything. */
  check(): Promise<StoreReport>;
  /**
   * Deletes runs that ended before a time, except those that a model version names or that have the tag 'keep', and artifacts that nothing
   * names any more; the decision log says what went, when and why.
   * @example
   * store.retain({ endedBefore: Date.now() - 365 * 86_400_000, because: 'runs are kept for a year' });
   * store.decisions.list({ kind: 'retention' }); // what was deleted, when
   */
  retain(options: RetainOptions): Retention;
  /**
   * Writes everything as JSON lines, checkpoints and artifacts into a folder, which appears whole or not at all.
   * @throws {DriftlabError} DRIFTLAB_IO if it cannot be written, or has content that is not an export.
   */
  export(folder: string, options?: ExportOptions): Promise<void>;
  /** Ends the connection. */
  close(): void;
}

/**
 * Opens a store, and brings the schema of an older driftlab up to date. Several processes may have it open: SQLite in WAL mode with
 * synchronous FULL, so that a write that has returned survives a kill and a power cut. Not for network file systems.
 * @param path of the SQLite file; missing folders above it are made.
 * @throws {DriftlabError} DRIFTLAB_IO if it cannot be opened, DRIFTLAB_INVALID_DATA if it is damaged, is no store or was written by a
 * newer driftlab, DRIFTLAB_MISSING_PACKAGE without libsql.
 * @example
 * const store = openStore('lab/store.db', { clock: Date.now });
 * const run = store.experiments.start({ dataset: 'adult' });
 * store.experiments.log(run.id, { accuracy: 0.9 });
 * store.experiments.end(run.id);
 * store.close();
 */
export function openStore(path: string, { clock, random, create = true, busyMs = 30_000 }: StoreOptions): Store {
  const folder = `${resolve(path)}-artifacts`;
  const context: StoreContext = {
    database: openDatabase(path, { create, folder, busyMs: checkNumber('busyMs', busyMs, 0) }),
    now: () => Math.floor(checkNumber('clock', clock())),
    randomBytes: random ? (count) => Uint8Array.from({ length: count }, () => random.integer(256)) : systemBytes,
  };
  const artifacts = new Artifacts(context, folder);
  const decisions = new DecisionLog(context);
  const { database } = context;
  const store: Store = {
    path,
    artifacts,
    experiments: new Experiments(context, artifacts),
    models: new ModelRegistry(context, artifacts),
    decisions,
    transaction: (work) => database.transaction(work),
    snapshot: (work) => database.snapshot(work),
    check: () => checkStore(database, artifacts, decisions),
    retain: (which) => retain(context, artifacts, decisions, which),
    export: (folder, which) => exportStore(store, folder, which),
    close: () => database.close(),
  };
  return store;
}

interface Opening {
  readonly create: boolean;
  /** Of the artifacts. */
  readonly folder: string;
  readonly busyMs: number;
}

function openDatabase(path: string, { create, folder, busyMs }: Opening): Database {
  if (!create && !existsSync(path))
    throw new DriftlabError('DRIFTLAB_IO', `cannot open the store ${path}: no such file. Check the path`);
  try {
    mkdirSync(dirname(folder), { recursive: true });
    const database = new Database(path, busyMs);
    mkdirSync(folder, { recursive: true });
    // SQLite makes its file, not the name of it, durable; another process may have made it a moment ago
    syncFolder(dirname(folder));
    return database;
  } catch (error) {
    throw ioError('open', path, error);
  }
}
