import { isUtf8 } from 'node:buffer';
import { checkOneOf } from '../errors';
import { readPackedFile, unreadable } from './packedFile';

/** Options of readers of text files. */
export interface TextFileOptions {
  /** The largest size that is read, unpacked, in bytes; default 64 MiB. */
  readonly maxBytes?: number;
  /** What becomes of bytes that are no UTF-8: an error, or U+FFFD in their place. Default 'error'. */
  readonly invalidUtf8?: 'error' | 'replace';
}

/**
 * A text file in UTF-8, unpacked if its name ends in .gz; a byte-order mark is dropped.
 * @throws {DriftlabError} DRIFTLAB_IO if it cannot be read; DRIFTLAB_INVALID_DATA if it is too large, no gzip or no UTF-8 (with the
 * line).
 * @example
 * (await readTextFile('elec2.csv.gz')).split('\n')[0];
 */
export async function readTextFile(
  path: string,
  { maxBytes = 64 * 2 ** 20, invalidUtf8 = 'error' }: TextFileOptions = {},
): Promise<string> {
  checkOneOf('invalidUtf8', invalidUtf8, ['error', 'replace']);
  const bytes = await readPackedFile(path, maxBytes);
  if (invalidUtf8 === 'error' && !isUtf8(bytes))
    throw unreadable(path, `it is no UTF-8 text, first in line ${invalidLine(bytes)}`);
  return new TextDecoder('utf-8').decode(bytes);
}

/** The first line with invalid bytes, counted from 1; a line break is never part of a longer character. */
function invalidLine(bytes: Uint8Array): number {
  for (let start = 0, line = 1; ; line++) {
    const end = bytes.indexOf(10, start);
    if (end < 0 || !isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
}
