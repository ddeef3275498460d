import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { ioError } from './files';
import { unreadable } from './packedFile';

/** Options of `lineChunks`. */
export interface LineChunksOptions {
  /** The longest line that is read, in characters; default 2²¹. */
  readonly longest?: number;
}

/**
 * The lines of a UTF-8 text file of any size (also .gz), some thousand at a time, without empty ones.
 * @throws {DriftlabError} DRIFTLAB_IO if it cannot be read; DRIFTLAB_INVALID_DATA if it is empty, no UTF-8 text, or a line is too long.
 * @example
 * for await (const lines of lineChunks('messages.txt')) console.log(lines.length);
 */
export async function* lineChunks(
  path: string,
  { longest = 2 ** 21 }: LineChunksOptions = {},
): AsyncGenerator<string[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  let [line, any] = [1, false];
  try {
    for await (const bytes of readUnpacked(path)) {
      const parts = (rest + decoder.decode(bytes, { stream: true })).split(/\r?\n/);
      rest = parts.pop()!;
      line += parts.length;
      if (rest.length > longest) throw unreadable(path, `line ${line} is longer than ${longest} characters`);
      const lines = parts.filter((text) => text !== '');
      any ||= lines.length > 0;
      if (lines.length > 0) yield lines;
    }
    rest += decoder.decode();
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
      throw unreadable(path, `it is no UTF-8 text, from about line ${line} on`, cause);
    if ((cause as NodeJS.ErrnoException).code?.startsWith('Z_'))
      throw unreadable(path, 'it is no gzip file or is damaged', cause);
    throw ioError('read', path, cause);
  }
  if (rest !== '') yield [rest];
  else if (!any) throw unreadable(path, 'it is empty');
}

function readUnpacked(path: string): AsyncIterable<Uint8Array> {
  const file = createReadStream(path, { highWaterMark: 2 ** 20 });
  if (!path.endsWith('.gz')) return file;
  const unpacked = createGunzip();
  file.on('error', (error) => unpacked.destroy(error));
  return file.pipe(unpacked);
}
