import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Images, sliceImages } from '../images';
import { ioError, replaceFolder } from './files';
import { encodePng, type ImageBatchesOptions } from './imageFiles';
import { inParallel } from './inParallel';
import { checkClassName, mvtecBatches, type MvtecBatch, type MvtecClass, type MvtecItem } from './mvtec';

/** One picture to be written: which part of the class it belongs to, `good` or the name of its defect, its name, its pixels. */
export interface MvtecPicture {
  readonly part: 'train' | 'calibration' | 'test';
  readonly kind: string;
  readonly name: string;
  readonly image: Images;
  /** One channel, 1 where the defect is. */
  readonly mask?: Images;
}

/**
 * Writes a class in the layout that `openMvtec` reads, calibration images to `validation/good`, whole or not at all
 * (see `replaceFolder`). Gives its folder.
 * @throws {DriftlabError} DRIFTLAB_IO if it cannot be written or the folder is not one of ours.
 * @example
 * await writeMvtec('data', 'carpet', carpetPictures({ seed: 1 }));
 */
export async function writeMvtec(
  root: string,
  className: string,
  pictures: Iterable<MvtecPicture> | AsyncIterable<MvtecPicture>,
  about: object = {},
): Promise<string> {
  const folder = join(root, checkClassName(className));
  await replaceFolder(folder, (temporary) => writePictures(temporary, pictures), about);
  return folder;
}

/** Options of {@link writeDriftedDataset}. */
export interface WriteDriftedOptions extends ImageBatchesOptions {
  /** Kept beside the images, in driftlab.json: what drift this is. */
  readonly about?: object;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Writes one part of a class again, drifted, to `<outFolder>/<className>` in the same layout: `train` with its
 * calibration images, or `test` with its masks, which stay as they are. Gives the folder of the class.
 * @param apply makes a drifted batch of the same size; it is told which items these are.
 * @throws as `mvtecBatches` and `writeMvtec`.
 * @example
 * await writeDriftedDataset(carpet, 'test', 'results/drifted_test', (images) => contrast(images, 0.6));
 */
export async function writeDriftedDataset(
  dataset: MvtecClass,
  part: 'train' | 'test',
  outFolder: string,
  apply: (images: Images, items: readonly MvtecItem[]) => Images | Promise<Images>,
  { about = {}, onProgress, ...reading }: WriteDriftedOptions = {},
): Promise<string> {
  const parts = part === 'train' ? (['train', 'calibration'] as const) : (['test'] as const);
  const total = parts.reduce((sum, name) => sum + dataset[name].length, 0);
  let done = 0;
  async function* drifted(): AsyncGenerator<MvtecPicture> {
    for (const name of parts)
      for await (const batch of mvtecBatches(dataset[name], reading)) {
        yield* picturesOf(name, { ...batch, images: await apply(batch.images, batch.items) });
        onProgress?.((done += batch.items.length), total);
      }
  }
  return writeMvtec(outFolder, dataset.className, drifted(), { part, ...about });
}

function* picturesOf(part: MvtecPicture['part'], { items, images, masks }: MvtecBatch): Generator<MvtecPicture> {
  for (const [i, { kind, name, mask }] of items.entries())
    yield {
      part,
      kind,
      name,
      image: sliceImages(images, i, i + 1),
      mask: mask === undefined ? mask : sliceImages(masks, i, i + 1),
    };
}

async function writePictures(
  folder: string,
  pictures: Iterable<MvtecPicture> | AsyncIterable<MvtecPicture>,
): Promise<void> {
  let waiting: MvtecPicture[] = [];
  const writeAll = (): Promise<void> => inParallel(waiting, (picture) => writePicture(folder, picture));
  for await (const picture of pictures) {
    waiting.push(picture);
    if (waiting.length < 16) continue;
    await writeAll();
    waiting = [];
  }
  await writeAll();
}

async function writePicture(folder: string, { part, kind, name, image, mask }: MvtecPicture): Promise<void> {
  const place = part === 'calibration' ? join('validation', kind) : join(part, kind);
  await writePng(join(folder, place, `${name}.png`), image);
  // the layout's masks are black and white
  const white = mask && { ...mask, pixels: mask.pixels.map((inside) => 255 * inside) };
  if (white) await writePng(join(folder, 'ground_truth', kind, `${name}_mask.png`), white);
}

async function writePng(path: string, image: Images): Promise<void> {
  const png = await encodePng(image);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, png);
  } catch (error) {
    throw ioError('write', path, error);
  }
}
