import type { Statement } from 'libsql';
import { DriftlabError } from '../errors';
import { migrations } from './migrations';
import { loadLibsql } from './packages';

/** A value of a column. No bytes: libsql gives them back now as a Buffer, now as an ArrayBuffer. */
export type SqlValue = string | number | null;

/** 'drft' as a number: says that a SQLite file is ours. */
const APPLICATION_ID = 0x64726674;

/** Between two attempts of what SQLite does not wait for. */
const PAUSE_MS = 20;

/** One connection to the file of a store. Everything on it is synchronous, so a transaction is never interleaved. */
export class Database {
  private readonly connection: import('libsql').Database;
  private readonly statements = new Map<string, Statement>();
  private depth = 0;
  private overwriteLater = false;

  /** @throws {DriftlabError} if the file cannot be opened, is no store, or was made by a newer driftlab. */
  constructor(
    readonly path: string,
    private readonly busyMs: number,
  ) {
    const Sqlite = loadLibsql();
    try {
      this.connection = new Sqlite(path, { timeout: PAUSE_MS });
    } catch (cause) {
      throw new DriftlabError('DRIFTLAB_IO', `cannot open the store ${path}: ${(cause as Error).message}`, { cause });
    }
    try {
      this.prepare();
      this.exec(`PRAGMA busy_timeout = ${busyMs}`);
    } catch (error) {
      this.connection.close();
      throw error;
    }
  }

  /** The rows of a query. */
  all<T>(sql: string, parameters: readonly SqlValue[] = []): T[] {
    return this.guard(() => this.statement(sql).all(parameters) as T[]);
  }

  /** The first row of a query. */
  first<T>(sql: string, parameters: readonly SqlValue[] = []): T | undefined {
    return this.all<T>(sql, parameters)[0];
  }

  /** Runs a statement; gives the number of rows it changed. */
  run(sql: string, parameters: readonly SqlValue[] = []): number {
    return this.guard(() => this.statement(sql).run(parameters).changes);
  }

  /** Runs statements that take no parameters. */
  exec(sql: string): void {
    this.guard(() => this.connection.exec(sql));
  }

  /** All of `work` or none of it: synchronous writes, on the disk when this returns. Inside another one it is a part of that. */
  transaction<T>(work: () => T): T {
    if (this.depth > 0)
      return this.between('SAVEPOINT inner', 'RELEASE inner', 'ROLLBACK TO inner; RELEASE inner', work);
    const result = this.between('BEGIN IMMEDIATE', 'COMMIT', 'ROLLBACK', work);
    if (this.overwriteLater) this.overwriteLog();
    return result;
  }

  /** Several reads of one moment. */
  snapshot<T>(work: () => T): T {
    return this.depth === 0 ? this.between('BEGIN DEFERRED', 'COMMIT', 'ROLLBACK', work) : work();
  }

  /** Empties the write-ahead log, which keeps the bytes of rows that were deleted; inside a transaction when that has ended. */
  overwriteLog(): void {
    if (this.depth > 0) {
      this.overwriteLater = true;
      return;
    }
    this.overwriteLater = false;
    if (this.first<{ busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)')!.busy === 0) return;
    throw new DriftlabError(
      'DRIFTLAB_IO',
      `the store ${this.path}: deleted, but another process reads an older state, so that the bytes are still in the file. Try again`,
    );
  }

  close(): void {
    this.statements.clear();
    if (this.connection.open) this.connection.close();
  }

  private between<T>(begin: string, commit: string, rollback: string, work: () => T): T {
    this.exec(begin);
    this.depth++;
    try {
      const result = work();
      if (isPromise(result))
        throw new TypeError('invalid work: expected a synchronous function, got one that gives a promise');
      this.exec(commit);
      return result;
    } catch (error) {
      // a full disk has SQLite roll back by itself
      if (this.connection.inTransaction) this.connection.exec(rollback);
      throw error;
    } finally {
      this.depth--;
    }
  }

  private statement(sql: string): Statement {
    const known = this.statements.get(sql) ?? this.connection.prepare(sql);
    this.statements.set(sql, known);
    return known;
  }

  /**
   * Several processes that make a store at once, or find one whose maker was killed, would wait for each other: SQLite refuses that at
   * once, so this tries again.
   */
  private prepare(): void {
    for (let left = Math.ceil(this.busyMs / PAUSE_MS); ; left--)
      try {
        return this.setUp();
      } catch (error) {
        if (left <= 0 || !isBusy((error as Error).cause)) throw error;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
      }
  }

  private setUp(): void {
    const version = this.snapshot(() => this.checkedVersion());
    this.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON');
    if (this.pragma('journal_mode') !== 'wal') this.exec('PRAGMA journal_mode = WAL');
    if (version < migrations.length) this.transaction(() => this.migrate());
  }

  private checkedVersion(): number {
    const { tables } = this.first<{ tables: number }>('SELECT count(*) AS tables FROM sqlite_schema')!;
    const version = Number(this.pragma('user_version'));
    if (tables > 0 && this.pragma('application_id') !== APPLICATION_ID)
      throw invalid(`${this.path} is a database, but not a store of driftlab`);
    if (version > migrations.length)
      throw invalid(`the store ${this.path} was written by a newer driftlab (schema ${version}). Install that version`);
    return version;
  }

  private migrate(): void {
    // another process may have been quicker
    for (const step of migrations.slice(Number(this.pragma('user_version')))) this.exec(step);
    this.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${migrations.length}`);
  }

  private pragma(name: string): SqlValue {
    return this.first<Record<string, SqlValue>>(`PRAGMA ${name}`)![name];
  }

  private guard<T>(work: () => T): T {
    if (!this.connection.open) throw new DriftlabError('DRIFTLAB_IO', `the store ${this.path} has been closed`);
    try {
      return work();
    } catch (error) {
      throw readable(this.path, this.busyMs, error);
    }
  }
}

function isBusy(cause: unknown): boolean {
  return ((cause as { code?: string } | undefined)?.code ?? '').startsWith('SQLITE_BUSY');
}

function isPromise(value: unknown): boolean {
  return typeof (value as { then?: unknown } | null)?.then === 'function';
}

function invalid(message: string): DriftlabError {
  return new DriftlabError('DRIFTLAB_INVALID_DATA', message);
}

/** An error of SQLite in words; what is no trouble of the file is given back as it is. */
function readable(path: string, busyMs: number, cause: unknown): unknown {
  const { code = '', message } = cause as { code?: string; message: string };
  const io = (reason: string) => new DriftlabError('DRIFTLAB_IO', `the store ${path}: ${reason}`, { cause });
  if (isBusy(cause)) return io(`another process has been writing for more than ${busyMs / 1000} s`);
  if (/^SQLITE_(NOTADB|CORRUPT)/.test(code))
    return new DriftlabError('DRIFTLAB_INVALID_DATA', `the store ${path} is damaged: ${message}`, { cause });
  if (/^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|PERM|AUTH)/.test(code)) return io(message);
  return cause;
}
