import { spawn } from 'node:child_process';
import { chmod, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DriftlabError } from '../errors';
import { download, type DownloadOptions } from './download';
import { readAbout, replaceFolder } from './files';
import type { PublicFile, PublicSet } from './publicSets';

/** Options of `fetchPublicSet`. */
export interface FetchOptions extends Omit<DownloadOptions, 'onProgress'> {
  /** Called while a file comes in. */
  readonly onProgress?: (file: PublicFile, done: number, total?: number) => void;
}

/**
 * Fetches a public set into a folder and unpacks it where it is an archive, which is removed then. What is there already is kept.
 * @param set out of `publicSets`, whose licence you accept.
 * @returns whether all of it was there already.
 * @throws {DriftlabError} as `download`; DRIFTLAB_IO if an archive cannot be unpacked.
 * @example
 * for (const set of choosePublicSets(['breastmnist'])) await fetchPublicSet(set, 'data');
 */
export async function fetchPublicSet(
  set: PublicSet,
  root: string,
  { onProgress, ...options }: FetchOptions = {},
): Promise<'there' | 'fetched'> {
  const { files, folder, page } = set;
  const about = { set: set.name, digest: files[0].digest.value };
  const target = folder === undefined ? undefined : join(root, folder);
  if (target && JSON.stringify(await readAbout(target)) === JSON.stringify(about)) return 'there';
  const outcomes: string[] = [];
  for (const file of files) {
    const progress = onProgress && ((done: number, total?: number) => onProgress(file, done, total));
    outcomes.push(await download({ ...file, path: join(root, file.path), page }, { ...options, onProgress: progress }));
  }
  if (target) {
    await replaceFolder(target, (temporary) => unpack(join(root, files[0].path), temporary), about);
    await rm(join(root, files[0].path));
  }
  return !target && outcomes.every((outcome) => outcome === 'there') ? 'there' : 'fetched';
}

/** With the system's tar, which knows xz: Node does not. */
async function unpack(archive: string, folder: string): Promise<void> {
  const failed = (reason: string, cause?: unknown): DriftlabError =>
    new DriftlabError('DRIFTLAB_IO', `cannot unpack ${archive}: ${reason}`, { cause });
  const tar = spawn('tar', ['-xf', archive, '-C', folder], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  tar.stderr.on('data', (text: Buffer) => (said += text.toString()));
  await new Promise<void>((done, fail) => {
    tar.once('error', (cause) => fail(failed(`tar is missing (${cause.message}). Install tar and xz`, cause)));
    tar.once('close', (status) =>
      status === 0 ? done() : fail(failed(`${said.trim().slice(0, 400)}. Are tar and xz installed, is there space?`)),
    );
  });
  await makeWritable(folder);
}

/** Archives may hold folders that nobody may write to; then they could never be replaced. */
async function makeWritable(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  for (const entry of entries) if (entry.isDirectory()) await chmod(join(entry.parentPath, entry.name), 0o755);
}
