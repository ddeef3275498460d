import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { ioError } from '../../data/files';
import { DriftlabError } from '../../errors';

/** Folders that this process has locked. */
const ours = new Set<string>();

/**
 * Takes a folder for this process; gives the function that lets it go. The lock of a process that is gone counts for nothing.
 * @throws {DriftlabError} DRIFTLAB_IO if a living process, or this one, has it.
 */
export async function lockFolder(name: string): Promise<() => Promise<void>> {
  const folder = resolve(name);
  const path = join(folder, 'lock');
  const self = `${process.pid}@${hostname()}`;
  if (ours.has(folder)) throw taken(folder, self);
  ours.add(folder);
  try {
    await mkdir(folder, { recursive: true });
    const own = `${path}.${process.pid}`;
    await writeFile(own, self);
    await take(path, folder, own).finally(() => rm(own, { force: true }));
  } catch (error) {
    ours.delete(folder);
    throw ioError('write', path, error);
  }
  return async () => {
    ours.delete(folder);
    await rm(path, { force: true });
  };
}

async function take(path: string, folder: string, own: string): Promise<void> {
  for (;;)
    try {
      // a lock is there with its content, or not at all
      return await link(own, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = await readFile(path, 'utf8').catch(() => '');
      if (isAlive(holder)) throw taken(folder, holder);
      await rm(path, { force: true });
    }
}

function taken(folder: string, holder: string): DriftlabError {
  return new DriftlabError('DRIFTLAB_IO', `cannot open ${folder}: process ${holder} has it open. Close that one first`);
}

function isAlive(holder: string): boolean {
  const [pid, host] = holder.split('@');
  // of another machine nothing is known; of this one an empty or own lock is what a kill, or a container's pid 1, has left
  if (host !== undefined && host !== hostname()) return true;
  if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return false;
  try {
    return process.kill(Number(pid), 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
