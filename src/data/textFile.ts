import { open, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { DriftlabError } from '../errors';
import { ioError } from './files';

/** Options of readers of text files. */
export interface TextFileOptions {
  /** The largest size that is read, unpacked, in bytes; default 64 MiB. */
  readonly maxBytes?: number;
}

/**
 * A text file in UTF-8, unpacked if its name ends in .gz.
 * @throws {DriftlabError} DRIFTLAB_IO if it cannot be read; DRIFTLAB_INVALID_DATA if it is too large, no gzip or no UTF-8.
 * @example
 * (await readTextFile('elec2.csv.gz')).split('\n')[0];
 */
export async function readTextFile(path: string, { maxBytes = 64 * 2 ** 20 }: TextFileOptions = {}): Promise<string> {
  const bytes = await readBytes(path, maxBytes);
  const unpacked = path.endsWith('.gz') ? await unpack(path, bytes, maxBytes) : bytes;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(unpacked);
  } catch (cause) {
    throw new DriftlabError('DRIFTLAB_INVALID_DATA', `cannot read ${path}: it is no UTF-8 text`, { cause });
  }
}

async function readBytes(path: string, maxBytes: number): Promise<Uint8Array> {
  const { size } = await stat(path).catch((error: unknown) => {
    throw ioError('read', path, error);
  });
  if (size > maxBytes) throw tooLarge(path, maxBytes);
  const file = await open(path).catch((error: unknown) => {
    throw ioError('read', path, error);
  });
  try {
    return await file.readFile();
  } catch (error) {
    throw ioError('read', path, error);
  } finally {
    await file.close();
  }
}

async function unpack(path: string, bytes: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: maxBytes });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(path, maxBytes);
    throw new DriftlabError('DRIFTLAB_INVALID_DATA', `cannot read ${path}: it is no gzip file or is damaged`, {
      cause,
    });
  }
}

function tooLarge(path: string, maxBytes: number): DriftlabError {
  const limit = `${maxBytes / 2 ** 20} MiB`;
  return new DriftlabError('DRIFTLAB_INVALID_DATA', `cannot read ${path}: it is larger than ${limit}. Raise maxBytes`);
}
