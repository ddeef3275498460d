import { readPackedFile, unreadable } from './packedFile';

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
  const bytes = await readPackedFile(path, maxBytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw unreadable(path, 'it is no UTF-8 text', cause);
  }
}
