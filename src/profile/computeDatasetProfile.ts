import { checkInteger } from '../errors';
import type { Images } from '../images';
import { createRandom, type Random } from '../random';
import type { Label } from '../stats/contingency';
import { table, type Column, type TableData } from '../stats/table';
import type { DatasetProfile } from './datasetProfile';
import type { ProfileOptions } from './profileOptions';
import { createProfiler } from './profiler';
import {
  readImageData,
  readPredicted,
  readTextData,
  type ImageData,
  type ProfileData,
  type TextData,
} from './recorder';
import { checkTask, type TaskSpec } from './taskSpec';
import { weightedReservoir } from './weightedReservoir';

/** Options of `computeDatasetProfile`. */
export interface ComputeProfileOptions extends ProfileOptions {
  /** Rows that are looked at, drawn at random without replacement; Infinity: all, as merging wants it. Default 1000. */
  readonly sampleSize?: number;
  /** How likely each row is to be drawn, relative to the others; default equal. */
  readonly weights?: ArrayLike<number>;
  /** For the draw; default seed 0. */
  readonly random?: Random;
}

/**
 * The profile of data in memory: a table for a 'tabular' task, texts, images, or predicted classes. Of more than `sampleSize` rows a
 * random sample is looked at. For data larger than memory: `createProfiler`.
 * @throws {TypeError | RangeError} if the data is not what the task says, or an option is out of its range.
 * @example
 * const reference = computeDatasetProfile({ age: ages, ward: wards }, { modality: 'tabular', name: 'May' });
 * const current = computeDatasetProfile(june, { modality: 'tabular' }, { like: reference });
 */
export function computeDatasetProfile(
  dataset: ProfileData,
  task: TaskSpec,
  { sampleSize = 1000, weights, random = createRandom(0), ...options }: ComputeProfileOptions = {},
): DatasetProfile {
  if (sampleSize !== Infinity) checkInteger('sampleSize', sampleSize, 1);
  const items = itemsOf(dataset, checkTask(task));
  if (weights && weights.length !== items.count)
    throw new RangeError(`invalid weights: expected ${items.count} numbers, one per row, got ${weights.length}`);
  const all = items.count <= sampleSize && !weights;
  const data = all ? items.data : items.select(draw(items.count, Math.min(sampleSize, items.count), random, weights));
  const profile = ofBatch(data, task, options);
  // a second look counts exactly in the bins that the first one made
  const exact = options.like || isExact(profile) ? profile : ofBatch(data, task, { ...options, like: profile });
  return { ...exact, rows: items.count };
}

function ofBatch(data: ProfileData, task: TaskSpec, options: ProfileOptions): DatasetProfile {
  const profiler = createProfiler(task, options);
  profiler.add(data);
  return profiler.profile();
}

function isExact({ parts }: DatasetProfile): boolean {
  return parts.every((part) => part.kind !== 'numeric' || part.histogram.error === 0);
}

function draw(count: number, size: number, random: Random, weights?: ArrayLike<number>): number[] {
  const reservoir = weightedReservoir<number>(Math.max(1, size), random);
  for (let i = 0; i < count; i++) reservoir.add(i, weights?.[i]);
  return reservoir.items().sort((a, b) => a - b);
}

interface Items {
  readonly data: ProfileData;
  readonly count: number;
  select(rows: readonly number[]): ProfileData;
}

function itemsOf(dataset: ProfileData, task: TaskSpec): Items {
  if (task.modality === 'tabular') return tableItems(dataset as TableData, task.categorical);
  if (task.modality === 'text') return textItems(dataset as TextData | ArrayLike<string>);
  if (task.modality === 'vision') return imageItems(dataset as Images | ImageData);
  const labels = readPredicted(dataset as ArrayLike<Label>);
  return { data: labels, count: labels.length, select: (rows) => pick(labels, rows) };
}

function tableItems(dataset: TableData, categorical?: readonly string[]): Items {
  const data = table(dataset, { categorical });
  const select = (column: Column, rows: readonly number[]): Column =>
    column.kind === 'numeric'
      ? { ...column, values: Float64Array.from(rows, (i) => column.values[i]) }
      : { ...column, codes: Int32Array.from(rows, (i) => column.codes[i]) };
  return {
    data,
    count: data.rows,
    select: (rows) => ({ rows: rows.length, columns: data.columns.map((column) => select(column, rows)) }),
  };
}

function textItems(dataset: TextData | ArrayLike<string>): Items {
  const { texts, predicted } = readTextData(dataset);
  return {
    data: dataset,
    count: texts.length,
    select: (rows) => ({ texts: pick(texts, rows), ...(predicted && { predicted: pick(predicted, rows) }) }),
  };
}

function imageItems(dataset: Images | ImageData): Items {
  const { images, predicted } = readImageData(dataset);
  const size = images.height * images.width * images.channels;
  const select = (rows: readonly number[]): ImageData => {
    const pixels = new Uint8Array(rows.length * size);
    rows.forEach((from, to) => pixels.set(images.pixels.subarray(from * size, (from + 1) * size), to * size));
    return {
      images: { ...images, pixels, count: rows.length },
      ...(predicted && { predicted: pick(predicted, rows) }),
    };
  };
  return { data: dataset, count: images.count, select };
}

const pick = <Value>(values: ArrayLike<Value>, rows: readonly number[]): Value[] => rows.map((i) => values[i]);
