import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';
import { show } from '../errors';
import { unreadable } from './packedFile';

const END = { signature: 0x06054b50, size: 22, longestComment: 65_535 };
const ENTRY = { signature: 0x02014b50, size: 46 };
const LOCAL = { signature: 0x04034b50, size: 30 };
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
  /** Where its local header begins. */
  readonly start: number;
}

/**
 * The members of a zip archive by name, unpacked and checked against their CRC-32. All sizes are checked before anything is
 * unpacked, and none grows beyond what it says. Archives of 4 GiB and more (zip64) and encrypted ones are not read.
 * @param path how errors call the archive.
 * @param maxBytes the largest size of all members together, unpacked.
 * @throws {DriftlabError} DRIFTLAB_INVALID_DATA, with member and byte offset, for an archive that is too large, cut off or damaged.
 * @example
 * const members = await unzip(await readFile('breastmnist.npz'), 'breastmnist.npz', 2 ** 29);
 */
export async function unzip(
  bytes: Uint8Array,
  path: string,
  maxBytes: number,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = directory(archive, path);
  const total = entries.reduce((sum, { unpacked }) => sum + unpacked, 0);
  if (total > maxBytes)
    throw unreadable(path, `its members say they have ${total} bytes; the limit is ${maxBytes}. Raise maxBytes`);
  const members = new Map<string, Uint8Array>();
  for (const entry of entries) {
    if (members.has(entry.name)) throw unreadable(path, `it has two members ${show(entry.name)}`);
    members.set(entry.name, await member(archive, entry, path));
  }
  return members;
}

function directory(archive: Buffer, path: string): Entry[] {
  const end = findEnd(archive, path);
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  if (count === 0xffff || at === 0xffffffff) throw unreadable(path, 'it is a zip64 archive, which is not read');
  if (archive.readUInt16LE(end + 4) !== 0 || archive.readUInt16LE(end + 8) !== count)
    throw unreadable(path, 'it is one part of an archive of several');
  return Array.from({ length: count }, (_, i) => {
    const wrong = at + ENTRY.size > end || archive.readUInt32LE(at) !== ENTRY.signature;
    if (wrong) throw unreadable(path, `its directory is damaged at byte ${at}, entry ${i + 1} of ${count}`);
    const nameEnd = at + ENTRY.size + archive.readUInt16LE(at + 28);
    const entry = readEntry(archive, at, nameEnd, path);
    at = nameEnd + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
    return entry;
  });
}

/** Where the end record begins: the last one whose comment reaches to the end of the file. */
function findEnd(archive: Buffer, path: string): number {
  const last = archive.length - END.size;
  for (let at = last; at >= Math.max(0, last - END.longestComment); at--)
    if (archive.readUInt32LE(at) === END.signature && archive.readUInt16LE(at + 20) === last - at) return at;
  throw unreadable(path, `it is no zip archive or is cut off after ${archive.length} bytes`);
}

function readEntry(archive: Buffer, at: number, nameEnd: number, path: string): Entry {
  const entry = {
    name: archive.toString('utf8', at + ENTRY.size, nameEnd),
    method: archive.readUInt16LE(at + 10),
    crc: archive.readUInt32LE(at + 16),
    packed: archive.readUInt32LE(at + 20),
    unpacked: archive.readUInt32LE(at + 24),
    start: archive.readUInt32LE(at + 42),
  };
  const refuse = (what: string) => unreadable(path, `member ${show(entry.name)} ${what}`);
  if (archive.readUInt16LE(at + 8) & ENCRYPTED) throw refuse('is encrypted');
  if (entry.method !== STORED && entry.method !== DEFLATED)
    throw refuse(`is packed with method ${entry.method}; known are ${STORED} (stored) and ${DEFLATED} (deflated)`);
  return entry;
}

async function member(archive: Buffer, entry: Entry, path: string): Promise<Uint8Array> {
  const { name, method, crc, packed, unpacked, start } = entry;
  const wrong = (what: string, cause?: unknown) =>
    unreadable(path, `member ${show(name)} at byte ${start} ${what}`, cause);
  if (start + LOCAL.size > archive.length || archive.readUInt32LE(start) !== LOCAL.signature)
    throw wrong('has no header');
  const from = start + LOCAL.size + archive.readUInt16LE(start + 26) + archive.readUInt16LE(start + 28);
  if (from + packed > archive.length) throw wrong(`is cut off: ${packed} bytes expected from byte ${from} on`);
  const data = archive.subarray(from, from + packed);
  const content = method === STORED ? data : await inflate(data, unpacked, wrong);
  if (content.length !== unpacked) throw wrong(`has ${content.length} bytes, not the ${unpacked} that it says`);
  if (crc32(content) !== crc) throw wrong('is damaged: it does not have the CRC-32 that it says');
  return content;
}

async function inflate(
  data: Uint8Array,
  unpacked: number,
  wrong: (what: string, cause?: unknown) => Error,
): Promise<Uint8Array> {
  try {
    return await promisify(inflateRaw)(data, { maxOutputLength: Math.max(1, unpacked) });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw wrong(`has more than the ${unpacked} bytes that it says`, cause);
    throw wrong(`is damaged (${(cause as Error).message})`, cause);
  }
}
