import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { threadId } from 'node:worker_threads';
import { DriftlabError } from '../errors';

const aboutFile = 'driftlab.json';
const dayInMs = 86_400_000;
const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'a part of the path is a file, not a folder',
  EISDIR: 'it is a folder, not a file',
  ENOENT: 'no such file or folder',
  EMFILE: 'too many open files',
};
let temporaries = 0;

/**
 * Writes a file whole or not at all: whoever reads `path`, also after a kill, sees the old bytes or the new ones.
 * Missing folders above it are made.
 * @throws {DriftlabError} DRIFTLAB_IO when it cannot be written; says why.
 * @example
 * await writeFileAtomic('results/summary.json', JSON.stringify(summary));
 */
export async function writeFileAtomic(path: string, bytes: Uint8Array | string): Promise<void> {
  const temporary = temporaryFor(path);
  try {
    await mkdir(dirname(temporary), { recursive: true });
    await removeStale(path);
    await writeThrough(temporary, bytes);
    await rename(temporary, path);
    await syncFolder(dirname(temporary));
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw ioError('write', path, error);
  }
}

/**
 * Makes or replaces a folder whole or not at all: `fill` writes into a hidden folder beside it, which takes the name
 * `path` when it is complete. What a killed run left behind is removed by the next one. The folder gets a file
 * `driftlab.json` with `about`; a folder that has content and no such file is somebody else's and is never replaced.
 * Safe when a process is killed at any moment; of two writers the last wins.
 * @throws {DriftlabError} DRIFTLAB_IO when it cannot be written, or is not ours to replace. What `fill` throws passes through.
 * @example
 * await replaceFolder('results/heatmaps', (folder) => writeFile(join(folder, '000.png'), png));
 */
export async function replaceFolder(
  path: string,
  fill: (temporary: string) => Promise<unknown>,
  about: object = {},
): Promise<void> {
  const temporary = temporaryFor(path);
  const readable = (error: unknown): never => {
    throw ioError('write', path, error);
  };
  try {
    await prepare(path, temporary).catch(readable);
    await fill(temporary);
    await finish(path, temporary, about).catch(readable);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
    throw error;
  }
}

/** What `replaceFolder` was told about this folder, or undefined where it made none: a way to see that work is done already. */
export async function readAbout(path: string): Promise<object | undefined> {
  try {
    return JSON.parse(await readFile(join(path, aboutFile), 'utf8')) as object;
  } catch {
    return undefined;
  }
}

/**
 * A file-system error as a readable DriftlabError; anything else is given back as it is.
 * @example
 * ioError('read', 'bank.bin', error).message; // 'cannot read bank.bin: permission denied'
 */
export function ioError(action: string, path: string, cause: unknown, advice = ''): Error {
  if (!(cause instanceof Error)) return new Error(String(cause));
  const { code, syscall } = cause as NodeJS.ErrnoException;
  if (cause instanceof DriftlabError || !syscall || !code) return cause;
  const message = `cannot ${action} ${path}: ${reasons[code] ?? cause.message}${advice && `. ${advice}`}`;
  return new DriftlabError('DRIFTLAB_IO', message, { cause });
}

/** Process, machine and thread are in the name, so that others can tell whether its maker still lives. */
function temporaryFor(path: string, kind = 'tmp'): string {
  const absolute = resolve(path);
  const name = `.${basename(absolute)}.${process.pid}@${hostname()}.${threadId}-${temporaries++}.${kind}`;
  return join(dirname(absolute), name);
}

async function removeStale(path: string): Promise<void> {
  const folder = dirname(resolve(path));
  const prefix = `.${basename(resolve(path))}.`;
  const names = (await readdir(folder)).filter((name) => name.startsWith(prefix) && /\.(tmp|old)$/.test(name));
  for (const name of names)
    if (await isStale(join(folder, name), name.slice(prefix.length)))
      await rm(join(folder, name), { recursive: true, force: true });
}

async function isStale(path: string, maker: string): Promise<boolean> {
  const [, pid, host] = /^(\d+)@(.*)\.\d+-\d+\.(?:tmp|old)$/.exec(maker) ?? [];
  if (pid === undefined) return false;
  if (host === hostname()) return !isAlive(Number(pid));
  // a process of another machine or container cannot be asked: a day of silence is its end
  const made = await stat(path).catch(() => undefined);
  return made !== undefined && Date.now() - made.mtimeMs > dayInMs;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function prepare(path: string, temporary: string): Promise<void> {
  await mkdir(dirname(temporary), { recursive: true });
  await checkOurs(path);
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary);
  await removeStale(path);
}

async function finish(path: string, temporary: string, about: object): Promise<void> {
  await writeThrough(join(temporary, aboutFile), `${JSON.stringify(about, null, 2)}\n`);
  await swapInto(path, temporary);
}

async function checkOurs(path: string): Promise<void> {
  const names: string[] = await readdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (names.length > 0 && !names.includes(aboutFile))
    throw new DriftlabError(
      'DRIFTLAB_IO',
      `cannot replace ${path}: it has content that driftlab did not make. Choose another folder, or empty this one`,
    );
}

async function swapInto(path: string, temporary: string): Promise<void> {
  const old: string[] = [];
  for (let attempt = 0; ; attempt++) {
    try {
      await rename(temporary, path);
      break;
    } catch (error) {
      const taken = ['ENOTEMPTY', 'EEXIST', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '');
      if (!taken || attempt === 9) throw error;
      old.push(await moveAside(path));
    }
  }
  for (const folder of old) await rm(folder, { recursive: true, force: true });
}

async function moveAside(path: string): Promise<string> {
  const old = temporaryFor(path, 'old');
  await rename(path, old).catch((error: NodeJS.ErrnoException) => {
    // another writer was quicker: then there is nothing left to move
    if (error.code !== 'ENOENT') throw error;
  });
  return old;
}

async function writeThrough(path: string, bytes: Uint8Array | string): Promise<void> {
  await writeFile(path, bytes, { flush: true });
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return; // has no such call
  const handle = await open(path);
  await handle.sync().finally(() => handle.close());
}
