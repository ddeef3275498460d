import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import { ioError } from './files';
import { unreadable } from './packedFile';
import type { Digest } from './publicSets';
import { failure, Passing, partOf, sizeOf, transfer, type DownloadRequest, type TransferOptions } from './transfer';

/** Options of `download`. */
export interface DownloadOptions extends TransferOptions {
  /** How often a transfer that breaks is taken up again, default 4. */
  readonly retries?: number;
  /** The pause before the first retry in milliseconds, doubled each time; default 1000. */
  readonly pause?: number;
}

/**
 * Fetches a file, checks its size, its checksum and the space on the disk, and puts it in place whole. What was cut off is taken up
 * where it ended, also by the next run. A file that is there already is checked and kept.
 * @returns whether it was there already.
 * @throws {DriftlabError} DRIFTLAB_IO if it cannot be fetched or written (says what to do); DRIFTLAB_INVALID_DATA if it, or what is
 * there already, is not the file that was published.
 * @example
 * await download({ url, path: 'data/breastmnist.npz', digest: { algorithm: 'md5', value }, maxBytes: 10 ** 6, page });
 */
export async function download(request: DownloadRequest, options: DownloadOptions = {}): Promise<'there' | 'fetched'> {
  const { path, digest } = request;
  if (await sizeOf(path)) {
    const found = await digestOf(path, digest);
    if (found === digest.value) return 'there';
    throw unreadable(path, `${expected(digest, found)}. Move it away, then fetch again`);
  }
  await mkdir(dirname(path), { recursive: true }).catch((error: unknown) => {
    throw ioError('write', path, error);
  });
  await transferWhole(request, options);
  await rename(partOf(path), path).catch((error: unknown) => {
    throw ioError('write', path, error);
  });
  return 'fetched';
}

async function transferWhole(request: DownloadRequest, options: DownloadOptions): Promise<void> {
  const { retries = 4, pause = 1000, signal } = options;
  const part = partOf(request.path);
  for (let attempt = 0; ; attempt++) {
    try {
      const resumed = await transfer(request, options);
      const found = await digestOf(part, request.digest);
      if (found === request.digest.value) return;
      await rm(part, { force: true });
      const message = `${expected(request.digest, found)}. The source has changed, or something on the way changed it`;
      if (!resumed) throw unreadable(request.url, message);
      // the beginning may be from another time: once more from there
    } catch (error) {
      if (!(error instanceof Passing)) throw ioError('write', part, error);
      if (attempt >= retries) throw failure(request, `${error.message}, ${attempt + 1} times`, error.cause);
      await setTimeout(pause * 2 ** attempt, undefined, { signal });
    }
  }
}

async function digestOf(path: string, { algorithm }: Digest): Promise<string> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(path), hash).catch((error: unknown) => {
    throw ioError('read', path, error);
  });
  return hash.digest('hex');
}

function expected({ algorithm, value }: Digest, found: string): string {
  return `expected ${algorithm === 'md5' ? 'MD5' : 'SHA-256'} ${value}, got ${found}`;
}
