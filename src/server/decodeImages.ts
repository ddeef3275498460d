import sharp from 'sharp';
import { images, type Images } from '../images';
import type { Limits } from './limits';
import { ServiceError } from './serviceError';

/** The sizes that a model wants. */
export type ImageShape = Pick<Images, 'height' | 'width' | 'channels'>;

const FORMATS = ['png', 'jpeg'];

/**
 * PNG and JPEG files as one batch of the model's size. Alpha is dropped; other sizes are scaled (Lanczos, 3 lobes).
 * @throws {ServiceError} INVALID_INPUT with the place of the image that is none, is damaged, or is too large once decoded.
 */
export async function decodeImages(
  files: readonly Uint8Array[],
  { height, width, channels }: ImageShape,
  limits: Pick<Limits, 'imagePixels'>,
  field: string,
): Promise<Images> {
  const size = height * width * channels;
  const pixels = new Uint8Array(files.length * size);
  for (const [i, file] of files.entries())
    pixels.set(await decode(file, { height, width, channels }, limits, `${field}[${i}]`), i * size);
  return images(pixels, files.length, height, width, channels);
}

async function decode(
  file: Uint8Array,
  { height, width, channels }: ImageShape,
  { imagePixels }: Pick<Limits, 'imagePixels'>,
  field: string,
): Promise<Uint8Array> {
  const image = sharp(file, { failOn: 'error', ignoreIcc: true, limitInputPixels: imagePixels });
  const header = await image.metadata().catch((error: Error) => refuse(field, error.message));
  if (!FORMATS.includes(header.format)) refuse(field, `expected PNG or JPEG, got ${header.format}`);
  return image
    .autoOrient()
    .flatten({ background: 'white' })
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .resize(width, height, { fit: 'fill', kernel: 'lanczos3' })
    .raw()
    .toBuffer()
    .catch((error: Error) => refuse(field, error.message));
}

function refuse(field: string, message: string): never {
  throw new ServiceError('INVALID_INPUT', `${field} is no image that can be read: ${message.trim()}`, field);
}
