import sharp from 'sharp';
import { images, type Images } from '../images';
import type { Limits } from './limits';
import { plainPng } from './plainPng';
import type { ServedImageModel } from './servedModel';
import { ServiceError } from './serviceError';

/** How files begin that are taken; no other decoder, such as that of SVG, ever sees a byte. */
const SIGNATURES = [
  [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  [0xff, 0xd8, 0xff],
];

/**
 * PNG and JPEG files as one batch of the model's size. Transparent parts are on white; other sizes are scaled (Lanczos, 3 lobes).
 * @throws {ServiceError} INVALID_INPUT with the place of the image that is none, is damaged, or is too large once decoded.
 */
export async function decodeImages(
  files: readonly Uint8Array[],
  shape: ServedImageModel['imageShape'],
  { imagePixels }: Pick<Limits, 'imagePixels'>,
  field: string,
): Promise<Images> {
  const { height, width, channels } = shape;
  const size = height * width * channels;
  const pixels = new Uint8Array(files.length * size);
  const decode = async (file: Uint8Array, i: number): Promise<void> => {
    const place = `${field}[${i}]`;
    if (!SIGNATURES.some((signature) => signature.every((byte, k) => file[k] === byte)))
      refuse(place, 'expected a PNG or JPEG file');
    const decoded =
      plainPng(file, shape) ??
      (await sharp(file, { failOn: 'error', ignoreIcc: true, limitInputPixels: imagePixels })
        .autoOrient()
        .flatten({ background: 'white' })
        .toColourspace(channels === 1 ? 'b-w' : 'srgb')
        .resize(width, height, { fit: 'fill', kernel: 'lanczos3' })
        .raw()
        .toBuffer()
        .catch((error: Error) => refuse(place, error.message)));
    pixels.set(decoded, i * size);
  };
  await Promise.all(files.map(decode));
  return images(pixels, files.length, height, width, channels);
}

function refuse(field: string, message: string): never {
  throw new ServiceError('INVALID_INPUT', `${field} is no image that can be read: ${message.trim()}`, field);
}
