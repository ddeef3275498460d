import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ioError, readAbout, replaceFolder } from '../data/files';
import { sha256Of } from '../data/sha256Of';
import { checkInteger, checkNumber, DriftlabError, show } from '../errors';
import { matrix, type Matrix } from '../matrix';
import { type MemoryBank, memoryBank, type MemoryBankMetadata } from './memoryBank';
import type { Whitening } from './whitening';

/** The content of a bank's `driftlab.json`. */
interface About {
  readonly kind: typeof KIND;
  readonly format: number;
  readonly driftlab: string;
  readonly rows: number;
  readonly columns: number;
  /** Of each other file, by its name. */
  readonly sha256: Readonly<Record<string, string>>;
  readonly metadata: MemoryBankMetadata;
}

const KIND = 'memory bank';
const FORMAT = 1;
const PATCHES = 'patches.f32';
const WHITENING = 'whitening.json';
// sizes come from a file that anybody may have written
const MAX_BYTES = 2 ** 31;
const MAX_COLUMNS = 4096;
const BYTES_PER_NUMBER_IN_JSON = 26;

/**
 * Writes a bank to a folder, whole or not at all: `patches.f32` (float32, little-endian, row after row), `whitening.json` if it
 * whitens, and `driftlab.json` with sizes, metadata and the SHA-256 of both. A bank that lies there is replaced.
 * @throws {DriftlabError} DRIFTLAB_IO if the folder cannot be written or holds something else.
 * @example
 * await saveMemoryBank(bank, 'results/bank');
 */
export async function saveMemoryBank(bank: MemoryBank, folder: string): Promise<void> {
  const old = (await readAbout(folder)) as Partial<About> | undefined;
  if (old && old.kind !== KIND)
    throw new DriftlabError(
      'DRIFTLAB_IO',
      `cannot write ${folder}: it holds something else than a memory bank. Choose another folder`,
    );
  const { values, rows, columns } = bank.patches;
  const files: Record<string, Buffer> = { [PATCHES]: Buffer.from(values.buffer, values.byteOffset, values.byteLength) };
  if (bank.whitening) files[WHITENING] = Buffer.from(JSON.stringify(bank.whitening));
  const about: About = {
    kind: KIND,
    format: FORMAT,
    driftlab: await ownVersion(),
    rows,
    columns,
    sha256: Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, sha256Of(bytes)])),
    metadata: bank.metadata,
  };
  const fill = async (temporary: string): Promise<void> => {
    for (const [name, bytes] of Object.entries(files)) await writeFile(join(temporary, name), bytes);
  };
  await replaceFolder(folder, fill, about);
}

/**
 * Reads a bank that `saveMemoryBank` wrote: it scores as the saved one did, bit for bit.
 * @throws {DriftlabError} DRIFTLAB_INVALID_DATA if the folder holds no bank, or one that is incomplete, changed or of a newer format;
 * DRIFTLAB_IO if a file cannot be read.
 * @example
 * const bank = await loadMemoryBank('results/bank');
 */
export async function loadMemoryBank(folder: string): Promise<MemoryBank> {
  const about = (await readAbout(folder)) as About | undefined;
  if (about?.kind !== KIND)
    throw invalid(folder, about ? 'its driftlab.json describes something else' : 'it has no readable driftlab.json');
  if (about.format !== FORMAT)
    throw invalid(folder, `it has format ${show(about.format)}, this version reads ${FORMAT}`);
  if (!about.sha256 || !about.metadata) throw invalid(folder, 'its driftlab.json is incomplete');
  try {
    const patches = await readPatches(folder, about);
    const whitening = WHITENING in about.sha256 ? await readWhitening(folder, about) : undefined;
    return memoryBank({ patches, whitening, metadata: checkMetadata(about.metadata, about.columns) });
  } catch (error) {
    // what an argument would be blamed for is the file's fault here
    if (error instanceof RangeError || error instanceof TypeError || error instanceof SyntaxError)
      throw invalid(folder, error.message, { cause: error });
    throw error;
  }
}

async function readPatches(folder: string, about: About): Promise<Matrix<Float32Array>> {
  const columns = checkInteger('columns', about.columns, 1, MAX_COLUMNS);
  const rows = checkInteger('rows', about.rows, 1, Math.floor(MAX_BYTES / 4 / columns));
  const bytes = await readChecked(folder, PATCHES, about, 4 * rows * columns, 4 * rows * columns);
  // a copy, since a buffer may start anywhere in its memory and floats may not
  return matrix(new Float32Array(Uint8Array.from(bytes).buffer), rows, columns);
}

async function readWhitening(folder: string, about: About): Promise<Whitening> {
  const { columns } = about;
  const limit = BYTES_PER_NUMBER_IN_JSON * (columns + 5) ** 2;
  const { centre, ridge, mean, weights } = JSON.parse(
    (await readChecked(folder, WHITENING, about, 1, limit)).toString(),
  ) as Whitening;
  return checkWhitening({ centre: Boolean(centre), ridge, mean, weights }, columns);
}

async function readChecked(folder: string, name: string, about: About, least: number, most: number): Promise<Buffer> {
  const path = join(folder, name);
  try {
    const { size } = await stat(path);
    checkInteger(`length of ${name}`, size, least, most);
    const bytes = await readFile(path);
    if (sha256Of(bytes) !== about.sha256[name])
      throw new RangeError(`${name} is not the file that was saved: its SHA-256 differs`);
    return bytes;
  } catch (error) {
    throw ioError('read', path, error);
  }
}

function checkWhitening(whitening: Whitening, columns: number): Whitening {
  checkNumber('ridge of the whitening', whitening.ridge, 0);
  checkNumbers('mean', whitening.mean, columns);
  checkNumbers('weights', whitening.weights, columns * columns);
  return whitening;
}

function checkMetadata(metadata: MemoryBankMetadata, columns: number): MemoryBankMetadata {
  for (const name of ['images', 'gridHeight', 'gridWidth', 'candidates'] as const)
    checkInteger(name, metadata[name], 1);
  checkNumber('radius', metadata.radius, 0);
  if (metadata.levels) {
    checkNumber('offset of the levels', metadata.levels.offset);
    checkNumber('slope of the levels', metadata.levels.slope);
    checkWhitening(metadata.levels.whitening, columns);
  }
  return metadata;
}

function checkNumbers(name: string, values: readonly number[], count: number): void {
  if (!Array.isArray(values) || values.length !== count || !values.every(Number.isFinite))
    throw new RangeError(`invalid ${name} of the whitening: expected ${count} finite numbers`);
}

function invalid(folder: string, reason: string, options?: ErrorOptions): DriftlabError {
  return new DriftlabError('DRIFTLAB_INVALID_DATA', `no memory bank can be read from ${folder}: ${reason}`, options);
}

async function ownVersion(): Promise<string> {
  const file = await readFile(join(__dirname, '../../package.json'), 'utf8');
  return (JSON.parse(file) as { version: string }).version;
}
