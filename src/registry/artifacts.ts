import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ioError, writeFileAtomic } from '../data/files';
import { sha256Of } from '../data/sha256Of';
import { DriftlabError, show } from '../errors';
import { canonicalJson, type JsonValue } from './canonicalJson';
import type { StoreContext } from './storeContext';

/** Bytes that are kept under their SHA-256. */
export interface Artifact {
  /** 64 hexadecimal digits. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  /** When it was stored last; milliseconds since 1970. */
  readonly stored: number;
}

/** The artifacts of a store: files named by the SHA-256 of their bytes, in a folder beside the database. */
export class Artifacts {
  constructor(
    private readonly context: StoreContext,
    /** Of the files. */
    readonly folder: string,
  ) {}

  /**
   * Keeps bytes; when the promise resolves they are on the disk. The same bytes are kept once. Bytes that no run and no model
   * version names are removed by `retain` after a day.
   * @throws {DriftlabError} DRIFTLAB_IO if they cannot be written.
   * @example
   * const { sha256 } = await store.artifacts.put(await readFile('model.onnx'));
   */
  async put(bytes: Uint8Array | string): Promise<Artifact> {
    const sha256 = sha256Of(bytes);
    const path = this.path(sha256);
    const artifact = { sha256, size: Buffer.byteLength(bytes), stored: this.context.now() };
    this.makeFolder(dirname(path));
    // retention of another process may remove the file until the row says that it is wanted
    do {
      if (!(await isWhole(path, sha256))) await writeFileAtomic(path, bytes);
    } while (!this.record(artifact));
    return artifact;
  }

  /** Keeps a record as JSON with sorted names, so that equal records have one hash. */
  putJson(value: JsonValue): Promise<Artifact> {
    return this.put(canonicalJson('value', value));
  }

  /**
   * The bytes, checked against their SHA-256.
   * @throws {RangeError} for a hash that is not in the store; {DriftlabError} DRIFTLAB_INVALID_DATA if the bytes are others than
   * those that were stored, DRIFTLAB_IO if they cannot be read.
   */
  async read(sha256: string): Promise<Buffer> {
    const path = this.path(this.get(sha256).sha256);
    const bytes = await readFile(path).catch((error: unknown) => {
      throw ioError('read', path, error);
    });
    if (sha256Of(bytes) === sha256) return bytes;
    throw new DriftlabError('DRIFTLAB_INVALID_DATA', `${path} has other bytes than were stored under this SHA-256`);
  }

  /** The record behind a JSON artifact; errors as of `read`. */
  async readJson<T = JsonValue>(sha256: string): Promise<T> {
    return JSON.parse((await this.read(sha256)).toString('utf8')) as T;
  }

  /** The path of the bytes after they have been checked, for what opens files by path; errors as of `read`. */
  async open(sha256: string): Promise<string> {
    await this.read(sha256);
    return this.path(sha256);
  }

  /** @throws {RangeError} for a hash that is not in the store. */
  get(sha256: string): Artifact {
    const found = this.context.database.first<Artifact>('SELECT * FROM artifacts WHERE sha256 = ?', [String(sha256)]);
    if (!found)
      throw new RangeError(`invalid artifact: expected the SHA-256 of an artifact in the store, got ${show(sha256)}`);
    const { size, stored } = found;
    return { sha256, size, stored };
  }

  /**
   * What `get` gives, for whoever is about to name it: its file is there.
   * @throws {RangeError} if it is not.
   */
  wanted(sha256: string): Artifact {
    const found = this.get(sha256);
    // a killed `retain` leaves a row without a file
    if (existsSync(this.path(sha256))) return found;
    throw new RangeError(`invalid artifact: expected one whose bytes are in the store, got ${sha256}. Put them again`);
  }

  /** All of them, by hash. */
  list(): Artifact[] {
    const rows = this.context.database.all<Artifact>('SELECT * FROM artifacts ORDER BY sha256');
    return rows.map(({ sha256, size, stored }) => ({ sha256, size, stored }));
  }

  /** Hashes of the files in the folder, also of those that a killed process wrote and nothing names. */
  files(): string[] {
    if (!existsSync(this.folder)) return [];
    const names = readdirSync(this.folder, { recursive: true, encoding: 'utf8' });
    return names.map((name) => name.slice(3)).filter((name) => /^[0-9a-f]{64}$/.test(name));
  }

  /** Where the bytes of a hash lie. */
  path(sha256: string): string {
    return join(this.folder, sha256.slice(0, 2), sha256);
  }

  private record({ sha256, size, stored }: Artifact): boolean {
    return this.context.database.transaction(() => {
      const there = existsSync(this.path(sha256));
      if (there)
        this.context.database.run(
          'INSERT INTO artifacts VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET stored = excluded.stored',
          [sha256, size, stored],
        );
      return there;
    });
  }

  /** Synced also where the folder was there: another process may have made it a moment ago. */
  private makeFolder(path: string): void {
    try {
      mkdirSync(path, { recursive: true });
      syncFolder(this.folder);
    } catch (error) {
      throw ioError('write', path, error);
    }
  }
}

/** Makes the names in a folder durable. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return; // has no such call
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

async function isWhole(path: string, sha256: string): Promise<boolean> {
  const bytes = await readFile(path).catch(() => undefined);
  return bytes !== undefined && sha256Of(bytes) === sha256;
}
