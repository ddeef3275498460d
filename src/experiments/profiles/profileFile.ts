import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tensor } from '../../compute/tensor';
import { ioError } from '../../data/files';
import { imageBatches, imageEndings } from '../../data/imageFiles';
import { lineChunks } from '../../data/lineChunks';
import { readNpz } from '../../data/npz';
import { unreadable } from '../../data/packedFile';
import { tableChunks, type TableChunksOptions } from '../../data/tableChunks';
import { show } from '../../errors';
import { images, sliceImages, type Images } from '../../images';
import type { DatasetProfile } from '../../profile/datasetProfile';
import type { ProfileOptions } from '../../profile/profileOptions';
import { createProfiler } from '../../profile/profiler';
import type { ProfileData } from '../../profile/recorder';
import type { Table } from '../../stats/table';

/** Options of `profileFile`. */
export interface ProfileFileOptions extends ProfileOptions, Pick<TableChunksOptions, 'missing' | 'separator'> {
  /** What reports call the data; default its path. */
  readonly name?: string;
  /** Columns whose numbers name categories. */
  readonly categorical?: readonly string[];
  /** The column with the classes that a model predicted. */
  readonly predicted?: string;
  /** Profile the texts of this column, no table. */
  readonly text?: string;
  /** The array of a .npz file; default the first of images that it has. */
  readonly array?: string;
  /** Images are brought to size × size pixels; default: all must have one size. */
  readonly size?: number;
}

/**
 * The profile of a file of any size: CSV, TSV or Parquet (a table, or the texts of one column), .txt (a text in each line), .npz
 * (images) or a folder of images, with all folders below. Read in parts, all rows.
 * @throws {DriftlabError} as `tableChunks`, `lineChunks`, `readNpz` and `readImages`; DRIFTLAB_INVALID_DATA if there is nothing to read.
 * @example
 * const profile = await profileFile('trips.parquet', { like: lastMonth });
 */
export async function profileFile(path: string, options: ProfileFileOptions = {}): Promise<DatasetProfile> {
  const { name = path, categorical, predicted, text } = options;
  const { modality, batches } = await openSource(path, options);
  const task = {
    tabular: { modality: 'tabular', name, categorical, predicted },
    text: { modality: 'text', name },
  } as const;
  const profiler = createProfiler(modality === 'vision' ? { modality, name } : task[modality], options);
  for await (const batch of batches) profiler.add(batch);
  const profile = profiler.profile();
  if (profile.rows === 0) throw unreadable(path, text === undefined ? 'it has no rows' : 'it has no texts');
  return profile;
}

interface Source {
  readonly modality: 'tabular' | 'text' | 'vision';
  readonly batches: AsyncIterable<ProfileData>;
}

async function openSource(path: string, options: ProfileFileOptions): Promise<Source> {
  if (await isFolder(path)) return { modality: 'vision', batches: await folderBatches(path, options.size) };
  const plain = path.toLowerCase().replace(/\.gz$/, '');
  if (plain.endsWith('.npz')) return { modality: 'vision', batches: npzBatches(path, options.array) };
  if (plain.endsWith('.txt')) return { modality: 'text', batches: lineChunks(path) };
  if (!/\.(csv|tsv|parquet|pq)$/.test(plain))
    throw unreadable(path, 'expected .csv, .tsv, .parquet, .txt, .npz or a folder of images');
  if (options.text === undefined) return { modality: 'tabular', batches: tableChunks(path, options) };
  const columns = [options.text, ...(options.predicted === undefined ? [] : [options.predicted])];
  return { modality: 'text', batches: textBatches(tableChunks(path, { ...options, columns })) };
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    throw ioError('read', path, error);
  }
}

async function folderBatches(path: string, size?: number): Promise<AsyncIterable<Images>> {
  const names = await readdir(path, { recursive: true });
  const files = names.filter((name) => imageEndings.some((ending) => name.toLowerCase().endsWith(ending))).sort();
  if (files.length === 0) throw unreadable(path, 'it has no images');
  return imageBatches(
    files.map((name) => join(path, name)),
    { size },
  );
}

async function* npzBatches(path: string, array?: string): AsyncGenerator<Images> {
  const arrays = await readNpz(path);
  const name = array ?? [...arrays].find(([, tensor]) => isImages(tensor))?.[0];
  const tensor = name === undefined ? undefined : arrays.get(name);
  if (!tensor || !isImages(tensor))
    throw unreadable(
      path,
      `expected an array of images (n × height × width, or × 3, bytes)${array ? ` named ${show(array)}` : ''}, got ${[...arrays.keys()].join(', ')}`,
    );
  const [count, height, width, channels = 1] = tensor.shape;
  const all = images(tensor.values as Uint8Array, count, height, width, channels);
  for (let start = 0; start < count; start += 256) yield sliceImages(all, start, Math.min(count, start + 256));
}

function isImages({ type, shape }: Tensor): boolean {
  return type === 'uint8' && (shape.length === 3 || (shape.length === 4 && [1, 3].includes(shape[3])));
}

async function* textBatches(chunks: AsyncIterable<Table>): AsyncGenerator<ProfileData> {
  for await (const { columns } of chunks) {
    const [texts, predicted] = columns.map(cellsOf);
    yield { texts, ...(predicted && { predicted }) };
  }
}

function cellsOf(column: Table['columns'][number]): string[] {
  if (column.kind === 'numeric') return Array.from(column.values, String);
  return Array.from(column.codes, (code) => column.labels[code] ?? '');
}
