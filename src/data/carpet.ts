import { join } from 'node:path';
import { checkInteger } from '../errors';
import { images, sliceImages } from '../images';
import { createRandom } from '../random';
import { carpetDefectKinds, type CarpetDefectKind } from './carpetDefects';
import { renderCarpet } from './carpetPicture';
import type { ClassImages } from './classImages';
import { readAbout } from './files';
import { checkClassName } from './mvtec';
import { type MvtecPicture, writeMvtec } from './mvtecWriter';

/** How many carpets, and of what size. What the k-th picture of a part looks like does not depend on the counts. */
export interface CarpetOptions {
  /** Normal images for the memory bank. Default 100. */
  readonly train?: number;
  /** Held-out normal images. Default 60. */
  readonly calibration?: number;
  /** Normal test images. Default 100. */
  readonly good?: number;
  /** Test images with a defect, spread evenly over the five kinds. Default 150. */
  readonly defects?: number;
  /** Height and width in pixels, 32 … 4096. Default 256. */
  readonly size?: number;
  /** Default 0. */
  readonly seed?: number;
}

/** Options of {@link generateCarpet}. */
export interface GenerateCarpetOptions extends CarpetOptions {
  /** The folder that gets the class folder. */
  readonly root: string;
  /** Default `carpet`. */
  readonly className?: string;
  readonly onProgress?: (done: number, total: number) => void;
}

// to be raised when the same seed comes to give other pixels: then what lies on disk is made again
const version = 2;

/**
 * Writes a carpet class in the MVTec AD layout, whole or not at all, and gives its folder. A class that was made with
 * the same options is left as it is. About 10 ms an image of 256 px.
 * @throws {DriftlabError} DRIFTLAB_IO if it cannot be written, or if the folder has content that was not made here:
 * downloaded data are never replaced. {RangeError} for a count, size or class name out of range.
 * @example
 * await generateCarpet({ root: 'data', seed: 1 }); // data/carpet/{train,validation,test,ground_truth}
 */
export async function generateCarpet(options: GenerateCarpetOptions): Promise<string> {
  const { root, className = 'carpet', onProgress, ...carpet } = options;
  const about = { generator: 'carpet', version, ...withDefaults(carpet) };
  const folder = join(root, checkClassName(className));
  if (JSON.stringify(await readAbout(folder)) === JSON.stringify(about)) return folder;
  return writeMvtec(root, className, reported(carpet, onProgress), about);
}

/**
 * The same class in memory, the same pixels: 80 MB with the default counts.
 * @throws {RangeError} for a count or size out of range.
 * @example
 * const { train, test, kinds, masks } = carpetImages({ train: 20, seed: 3 });
 */
export function carpetImages(options: CarpetOptions = {}): ClassImages {
  const { size, train, calibration, ...test } = withDefaults(options);
  const heldOut = train + calibration;
  const tested = test.good + test.defects;
  const pixels = new Uint8Array((heldOut + tested) * size * size * 3);
  const masks = new Uint8Array(tested * size * size);
  const kinds: string[] = [];
  let done = 0;
  for (const { part, kind, image, mask } of carpetPictures(options)) {
    pixels.set(image.pixels, done * image.pixels.length);
    if (mask) masks.set(mask.pixels, (done - heldOut) * mask.pixels.length);
    if (part === 'test') kinds.push(kind);
    done++;
  }
  const all = images(pixels, done, size, size, 3);
  return {
    train: sliceImages(all, 0, train),
    calibration: sliceImages(all, train, heldOut),
    test: sliceImages(all, heldOut, done),
    kinds,
    masks: images(masks, tested, size, size, 1),
  };
}

/** The pictures of a carpet class one by one: train, calibration, then test with the good ones first. */
export function* carpetPictures(options: CarpetOptions = {}): Generator<MvtecPicture> {
  const { size, seed, ...counts } = withDefaults(options);
  const random = createRandom(seed);
  for (const { part, kind, count } of plan(counts))
    for (let i = 0; i < count; i++) {
      const { pixels, mask } = renderCarpet(size, random.fork(`${part} ${kind} ${i}`), kind);
      const picture = { part, kind, name: String(i).padStart(3, '0'), image: images(pixels, 1, size, size, 3) };
      yield kind === 'good' ? picture : { ...picture, mask: images(mask, 1, size, size, 1) };
    }
}

type Counts = Required<Omit<CarpetOptions, 'size' | 'seed'>>;

interface Series {
  readonly part: MvtecPicture['part'];
  readonly kind: 'good' | CarpetDefectKind;
  readonly count: number;
}

function plan({ train, calibration, good, defects }: Counts): Series[] {
  return [
    { part: 'train', kind: 'good', count: train },
    { part: 'calibration', kind: 'good', count: calibration },
    { part: 'test', kind: 'good', count: good },
    ...carpetDefectKinds.map((kind, k): Series => ({
      part: 'test',
      kind,
      count: Math.ceil((defects - k) / carpetDefectKinds.length),
    })),
  ];
}

function withDefaults(options: CarpetOptions): Required<CarpetOptions> {
  const { train = 100, calibration = 60, good = 100, defects = 150, size = 256, seed = 0 } = options;
  for (const [name, count] of Object.entries({ train, calibration, good, defects }))
    checkInteger(name, count, 0, 100_000);
  return { train, calibration, good, defects, size: checkInteger('size', size, 32, 4096), seed };
}

function* reported(carpet: CarpetOptions, onProgress?: (done: number, total: number) => void): Generator<MvtecPicture> {
  const { train, calibration, good, defects } = withDefaults(carpet);
  let done = 0;
  for (const picture of carpetPictures(carpet)) {
    yield picture;
    onProgress?.(++done, train + calibration + good + defects);
  }
}
