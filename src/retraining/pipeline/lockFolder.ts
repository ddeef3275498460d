import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DriftlabError } from '../../errors';
import { loadLibsql } from '../../registry/packages';

/**
 * Takes a folder, which is made if need be, for one pipeline; gives the function that lets it go. The lock is SQLite's on an empty file in it: the
 * system takes it back from a process that is gone, however it went. Not for network file systems.
 * @throws {DriftlabError} DRIFTLAB_IO if another process, or this one, has it, or it cannot be written.
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, 'lock.db');
  let file: import('libsql').Database | undefined;
  try {
    mkdirSync(folder, { recursive: true });
    file = new (loadLibsql())(path, { timeout: 0 });
    file.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    file?.close();
    if (cause instanceof DriftlabError) throw cause;
    const { code, message } = cause as NodeJS.ErrnoException;
    const why =
      code === 'SQLITE_BUSY' ? 'it is open already, here or in another process. Close that one first' : message;
    throw new DriftlabError('DRIFTLAB_IO', `cannot open ${folder}: ${why}`, { cause });
  }
  return () => file.close();
}
