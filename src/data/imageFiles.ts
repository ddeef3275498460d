import { readFile, stat } from 'node:fs/promises';
import sharp, { type Metadata } from 'sharp';
import { checkInteger, DriftlabError } from '../errors';
import { type Images, images } from '../images';
import { ioError } from './files';
import { inParallel } from './inParallel';

/** Images larger than this are refused before they are decoded. */
export const imageLimits = { side: 16_384, pixels: 100_000_000, bytes: 536_870_912 } as const;

/** The endings of files that are taken for images. */
export const imageEndings: readonly string[] = [
  '.png',
  '.jpg',
  '.jpeg',
  '.webp',
  '.tif',
  '.tiff',
  '.gif',
  '.avif',
  '.bmp',
];

// a drawing in SVG is a program of its own: photographs only
const formats = ['png', 'jpeg', 'webp', 'tiff', 'gif', 'heif'];

/** Options of {@link readImages}. */
export interface ReadImagesOptions {
  /** Resize to size × size pixels (Lanczos, 3 lobes). Default: as they are; then all must have one size. */
  readonly size?: number;
  /** 3: RGB, gray images repeated (default). 1: gray, by the luma of ITU-R 601. */
  readonly channels?: 1 | 3;
}

/** Options of {@link imageBatches}. */
export interface ImageBatchesOptions extends ReadImagesOptions {
  /** Default 32. */
  readonly batchSize?: number;
}

interface Extent {
  readonly height: number;
  readonly width: number;
}

interface Decoded extends Extent {
  readonly rgb: Uint8Array;
}

/**
 * Decodes image files into one batch, 8 bits a channel. Alpha is dropped, 16 bits are cut to 8, palettes are resolved
 * and EXIF orientation is applied; embedded colour profiles are not.
 * @throws {DriftlabError} DRIFTLAB_IO if a file cannot be read; DRIFTLAB_INVALID_DATA if it is no image, is larger than
 * `imageLimits`, or has not the size of the first one and no `size` is given. {RangeError} without any path.
 * @example
 * const { count, height } = await readImages(['000.png', '001.png'], { size: 256 }); // 2, 256
 */
export async function readImages(paths: readonly string[], options: ReadImagesOptions = {}): Promise<Images> {
  if (paths.length === 0) throw new RangeError('invalid paths: expected at least one image file, got none');
  const { channels = 3 } = options;
  if (options.size !== undefined) checkInteger('size', options.size, 1, imageLimits.side);
  const size = options.size === undefined ? undefined : { height: options.size, width: options.size };
  const first = await decode(paths[0], size);
  const length = first.height * first.width * channels;
  const pixels = new Uint8Array(paths.length * length);
  await inParallel(paths, async (path, i) => {
    const one = i === 0 ? first : await decode(path, size);
    checkSameSize(paths[0], first, path, one);
    pixels.set(channels === 3 ? one.rgb : luma(one.rgb), i * length);
  });
  return images(pixels, paths.length, first.height, first.width, channels);
}

/**
 * The same in batches of up to `batchSize` (default 32), so that a set larger than memory can be worked through.
 * @throws as {@link readImages}; every batch must have the size of the first.
 * @example
 * for await (const batch of imageBatches(paths, { batchSize: 16 })) await embedder.embed(batch);
 */
export async function* imageBatches(
  paths: readonly string[],
  { batchSize = 32, ...options }: ImageBatchesOptions = {},
): AsyncGenerator<Images> {
  checkInteger('batchSize', batchSize, 1);
  let first: Images | undefined;
  for (let start = 0; start < paths.length; start += batchSize) {
    const batch = await readImages(paths.slice(start, start + batchSize), options);
    first ??= batch;
    checkSameSize(paths[0], first, paths[start], batch);
    yield batch;
  }
}

/**
 * Masks as a batch of one channel: 1 where the file is at least half bright, else 0; all 0 where a path is undefined.
 * @param size what the masks must measure; with `resize` they are brought to it, by the nearest pixel.
 * @throws as {@link readImages}, and DRIFTLAB_INVALID_DATA if a mask has another size.
 */
export async function readMasks(
  paths: readonly (string | undefined)[],
  size: Extent,
  { resize = false }: { readonly resize?: boolean } = {},
): Promise<Images> {
  const { height, width } = size;
  const pixels = new Uint8Array(paths.length * height * width);
  await inParallel(paths, async (path, i) => {
    if (path === undefined) return;
    const mask = await decode(path, resize ? size : undefined, 'nearest');
    if (mask.height !== height || mask.width !== width)
      throw invalid(`${path} is ${show(mask)} pixels, but its image is ${show(size)}`);
    for (let p = 0; p < height * width; p++) pixels[i * height * width + p] = Number(mask.rgb[3 * p] > 127);
  });
  return images(pixels, paths.length, height, width, 1);
}

/**
 * Image `index` of a batch as a PNG; quick rather than small. The same pixels give the same bytes.
 * @example
 * await writeFileAtomic('first.png', await encodePng(batch, 0));
 */
export async function encodePng({ pixels, height, width, channels }: Images, index = 0): Promise<Uint8Array> {
  const length = height * width * channels;
  const one = pixels.subarray(index * length, (index + 1) * length);
  return sharp(one, { raw: { width, height, channels: channels as 1 | 3 } })
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .png({ compressionLevel: 2, adaptiveFiltering: false })
    .toBuffer();
}

async function decode(path: string, size?: Extent, kernel: 'lanczos3' | 'nearest' = 'lanczos3'): Promise<Decoded> {
  const bytes = await readBounded(path);
  await checkHeader(path, bytes);
  let photo = sharp(bytes, { failOn: 'error', ignoreIcc: true, limitInputPixels: imageLimits.pixels }).autoOrient();
  photo = photo.removeAlpha().toColourspace('srgb');
  if (size !== undefined) photo = photo.resize(size.width, size.height, { fit: 'fill', kernel });
  const { data, info } = await photo
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch((cause: Error) => {
      throw invalid(`cannot read ${path}: the image is damaged (${cause.message.trim()})`, cause);
    });
  return { rgb: data, height: info.height, width: info.width };
}

// bytes, not a path: the image library remembers files by name and would miss that one was replaced
async function readBounded(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > imageLimits.bytes) throw invalid(`${path} has ${size} bytes; the limit is ${imageLimits.bytes}`);
    return await readFile(path);
  } catch (error) {
    throw ioError('read', path, error);
  }
}

async function checkHeader(path: string, bytes: Uint8Array): Promise<void> {
  const { format, width, height } = await headerOf(path, bytes);
  if (!formats.includes(format))
    throw invalid(`cannot read ${path}: expected one of ${formats.join(', ')}, got ${format}`);
  const { side, pixels } = imageLimits;
  if (width > side || height > side || width * height > pixels)
    throw invalid(`${path} is ${show({ height, width })} pixels; the limit is ${side} a side and ${pixels} in all`);
}

async function headerOf(path: string, bytes: Uint8Array): Promise<Metadata> {
  try {
    return await sharp(bytes, { limitInputPixels: false }).metadata();
  } catch (cause) {
    const said = (cause as Error).message.trim();
    throw invalid(`cannot read ${path}: it is not an image of a known format (${said})`, cause as Error);
  }
}

function checkSameSize(firstPath: string, first: Extent, path: string, one: Extent): void {
  if (one.height !== first.height || one.width !== first.width)
    throw invalid(
      `${firstPath} is ${show(first)} pixels and ${path} is ${show(one)}: give a size to which both are resized`,
    );
}

function show({ height, width }: Extent): string {
  return `${width} × ${height}`;
}

function luma(rgb: Uint8Array): Uint8Array {
  return Uint8Array.from(
    { length: rgb.length / 3 },
    // Pillow's integers: exact for gray
    (_, p) => (19595 * rgb[3 * p] + 38470 * rgb[3 * p + 1] + 7471 * rgb[3 * p + 2] + 32768) >> 16,
  );
}

function invalid(message: string, cause?: Error): DriftlabError {
  return new DriftlabError('DRIFTLAB_INVALID_DATA', message, { cause });
}
