import { readdir } from 'node:fs/promises';
import { extname, join, parse } from 'node:path';
import { checkInteger, DriftlabError, show } from '../errors';
import { type Images, sliceImages } from '../images';
import { createRandom, permutation } from '../random';
import type { ClassImages } from './classImages';
import { ioError } from './files';
import {
  imageBatches,
  type ImageBatchesOptions,
  imageEndings,
  readImages,
  readMasks,
  type ReadImagesOptions,
} from './imageFiles';

const howTo = 'or make a class with `driftlab carpet --data-root <folder>`';

/** One image of a class: its file, `good` or the name of its defect, its file name without ending, and its mask if there is one. */
export interface MvtecItem {
  readonly path: string;
  readonly kind: string;
  readonly name: string;
  readonly mask?: string;
}

/** What files a class in the MVTec AD layout has; nothing is decoded yet. */
export interface MvtecClass {
  readonly root: string;
  readonly className: string;
  readonly train: readonly MvtecItem[];
  /** Held-out normal images. */
  readonly calibration: readonly MvtecItem[];
  /** `good` first, then the defects by name. */
  readonly test: readonly MvtecItem[];
}

/** Options of {@link openMvtec}. */
export interface OpenMvtecOptions {
  /** What must be there; the other part is empty if it is not. Default: both. */
  readonly parts?: readonly ('train' | 'test')[];
  /** How many images of train/good are held out for calibration, when there is no validation/good. */
  readonly calibration?: number;
  /** Which ones. Default 0. */
  readonly seed?: number;
}

/**
 * Opens `<root>/<className>/{train/good, test/good, test/<defect>, ground_truth/<defect>/<name>_mask.png}`, the layout
 * of MVTec AD (Bergmann et al. 2019). Calibration images are those in `validation/good` (as in MVTec LOCO and AD 2) if
 * it exists; else 20 %, at least 20 and at most half of train/good, chosen by the seed: of 60 images 20.
 * @throws {DriftlabError} DRIFTLAB_IO if the root is missing or cannot be read; DRIFTLAB_INVALID_DATA if the class is
 * missing (lists those that exist) or has no images. {RangeError} if the class name is not the name of one folder.
 * @example
 * const carpet = await openMvtec('data', 'carpet');
 * carpet.test.filter(({ kind }) => kind === 'hole').length; // 30
 */
export async function openMvtec(
  root: string,
  className: string,
  { parts = ['train', 'test'], calibration, seed = 0 }: OpenMvtecOptions = {},
): Promise<MvtecClass> {
  const folder = join(root, checkClassName(className));
  await checkClassExists(root, className);
  const normal = await goodItems(join(folder, 'train', 'good'));
  const heldOut = await goodItems(join(folder, 'validation', 'good'));
  const test = await testItems(folder);
  if (parts.includes('train') && normal.length === 0) throw noImages(join(folder, 'train', 'good'));
  if (parts.includes('test') && test.length === 0) throw noImages(join(folder, 'test'));
  const split = heldOut.length > 0 ? { train: normal, calibration: heldOut } : holdOut(normal, seed, calibration);
  return { root, className, ...split, test };
}

/**
 * Decodes a whole class.
 * @throws as {@link readImages}; all parts must have one size.
 * @example
 * const { test, kinds } = await readMvtec(await openMvtec('data', 'carpet'), { size: 256 });
 */
export async function readMvtec(opened: MvtecClass, options: ReadImagesOptions = {}): Promise<ClassImages> {
  const { train, calibration, test } = opened;
  const all = await readImages([...train, ...calibration, ...test].map(pathOf), options);
  const heldOut = train.length + calibration.length;
  return {
    train: sliceImages(all, 0, train.length),
    calibration: sliceImages(all, train.length, heldOut),
    test: sliceImages(all, heldOut, all.count),
    kinds: test.map(({ kind }) => kind),
    masks: test.every(isMarked) ? await masksOf(test, all, options) : undefined,
  };
}

/** Some images of a class with their items. */
export interface MvtecBatch {
  readonly items: readonly MvtecItem[];
  readonly images: Images;
  /** One channel, 1 where a defect is; all 0 for an item without a mask. */
  readonly masks: Images;
}

/**
 * Decodes items in batches of up to `batchSize` (default 32), for a class that is larger than memory.
 * @throws as {@link readImages}.
 */
export async function* mvtecBatches(
  items: readonly MvtecItem[],
  options: ImageBatchesOptions = {},
): AsyncGenerator<MvtecBatch> {
  let start = 0;
  for await (const images of imageBatches(items.map(pathOf), options)) {
    const part = items.slice(start, (start += images.count));
    yield { items: part, images, masks: await masksOf(part, images, options) };
  }
}

/**
 * Returns `className` if it names one folder: a class never lies outside its root.
 * @throws {RangeError} otherwise.
 */
export function checkClassName(className: string): string {
  if (!/^[^./\\\0][^/\\\0]*$/.test(className))
    throw new RangeError(`invalid className: expected the name of one folder, got ${show(className)}`);
  return className;
}

function masksOf(items: readonly MvtecItem[], size: Images, options: ReadImagesOptions): Promise<Images> {
  const paths = items.map(({ mask }) => mask);
  return readMasks(paths, size, { resize: options.size !== undefined });
}

function pathOf({ path }: MvtecItem): string {
  return path;
}

function isMarked({ kind, mask }: MvtecItem): boolean {
  return kind === 'good' || mask !== undefined;
}

async function checkClassExists(root: string, className: string): Promise<void> {
  const folders = await foldersOf(root).catch((error: unknown) => {
    throw ioError('open the data root', root, error, `Set DATA_ROOT to a folder in the MVTec AD layout, ${howTo}`);
  });
  if (folders.includes(className)) return;
  const inside = await Promise.all(folders.map((name) => foldersOf(join(root, name)).catch((): string[] => [])));
  const classes = folders.filter((_, i) => inside[i].includes('train') || inside[i].includes('test'));
  const there = classes.length > 0 ? `it has ${classes.join(', ')}` : `it has no classes: set DATA_ROOT, ${howTo}`;
  throw new DriftlabError('DRIFTLAB_INVALID_DATA', `no class ${show(className)} in ${root}: ${there}`);
}

function noImages(folder: string): DriftlabError {
  return new DriftlabError('DRIFTLAB_INVALID_DATA', `no images in ${folder}: expected files like 000.png`);
}

function holdOut(
  normal: readonly MvtecItem[],
  seed: number,
  wanted = Math.max(20, Math.ceil(0.2 * normal.length)),
): Pick<MvtecClass, 'train' | 'calibration'> {
  const count = Math.min(checkInteger('calibration', wanted, 0), Math.floor(normal.length / 2));
  const held = new Set(permutation(normal.length, createRandom(seed).fork('calibration')).subarray(0, count));
  return { train: normal.filter((_, i) => !held.has(i)), calibration: normal.filter((_, i) => held.has(i)) };
}

async function goodItems(folder: string): Promise<MvtecItem[]> {
  const files = await imagesIn(folder);
  return [...files].map(([name, path]) => ({ path, kind: 'good', name }));
}

async function testItems(folder: string): Promise<MvtecItem[]> {
  const kinds = (await foldersOf(join(folder, 'test')).catch(noneIfMissing)).filter((kind) => kind !== 'good');
  const defects = await Promise.all(kinds.map((kind) => defectItems(folder, kind)));
  return [...(await goodItems(join(folder, 'test', 'good'))), ...defects.flat()];
}

async function defectItems(folder: string, kind: string): Promise<MvtecItem[]> {
  const files = await imagesIn(join(folder, 'test', kind));
  const masks = await imagesIn(join(folder, 'ground_truth', kind));
  return [...files].map(([name, path]) => ({ path, kind, name, mask: masks.get(`${name}_mask`) ?? masks.get(name) }));
}

async function foldersOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return names(entries.filter((entry) => entry.isDirectory() || entry.isSymbolicLink()).map(({ name }) => name));
}

/** Image files by their name without ending, in the order of names; none if the folder does not exist. */
async function imagesIn(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder).catch(noneIfMissing);
  const files = new Map<string, string>();
  for (const file of names(entries).filter((name) => imageEndings.includes(extname(name).toLowerCase()))) {
    const { name } = parse(file);
    if (files.has(name))
      throw new DriftlabError('DRIFTLAB_INVALID_DATA', `two images are called ${name} in ${folder}: keep one`);
    files.set(name, join(folder, file));
  }
  return files;
}

function noneIfMissing(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
  throw ioError('read', String(error.path), error);
}

/** Without hidden ones (a desktop's own files), 2 before 10. */
function names(all: readonly string[]): string[] {
  const visible = all.filter((name) => !name.startsWith('.'));
  return visible.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}
