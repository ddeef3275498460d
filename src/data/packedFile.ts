import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { DriftlabError } from '../errors';
import { ioError } from './files';

/**
 * The bytes of a file, unpacked if its name ends in .gz.
 * @param maxBytes the largest size that is read, packed and unpacked.
 * @throws {DriftlabError} DRIFTLAB_IO if it cannot be read; DRIFTLAB_INVALID_DATA if it is too large, or no gzip file.
 * @example
 * const bytes = await readPackedFile('t10k-labels-idx1-ubyte.gz', 2 ** 20);
 */
export async function readPackedFile(path: string, maxBytes: number): Promise<Uint8Array> {
  const bytes = await readBounded(path, maxBytes);
  return path.endsWith('.gz') ? unpack(path, bytes, maxBytes) : bytes;
}

/** The error of a file whose content is not what it should be: names the file and what is wrong with it. */
export function unreadable(path: string, what: string, cause?: unknown): DriftlabError {
  return new DriftlabError('DRIFTLAB_INVALID_DATA', `cannot read ${path}: ${what}`, { cause });
}

async function readBounded(path: string, maxBytes: number): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > maxBytes) throw tooLarge(path, maxBytes);
    return await readFile(path);
  } catch (error) {
    throw ioError('read', path, error);
  }
}

async function unpack(path: string, bytes: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: maxBytes });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(path, maxBytes);
    throw unreadable(path, 'it is no gzip file or is damaged', cause);
  }
}

function tooLarge(path: string, maxBytes: number): DriftlabError {
  return unreadable(path, `it is larger than ${maxBytes / 2 ** 20} MiB. Raise maxBytes`);
}
