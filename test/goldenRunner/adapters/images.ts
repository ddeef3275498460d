import type { Border } from '../../../src/augmentation/border';
import { brightness as brightnessBytes, brightnessFloat } from '../../../src/augmentation/brightness';
import { colorTemperatureFloat } from '../../../src/augmentation/colorTemperature';
import { contrast as contrastBytes, contrastFloat } from '../../../src/augmentation/contrast';
import { clip, type FloatImage } from '../../../src/augmentation/floatImage';
import { gaussianBlurFloat } from '../../../src/augmentation/gaussianBlur';
import { gaussianNoiseFloat } from '../../../src/augmentation/gaussianNoise';
import { resizeFloat } from '../../../src/augmentation/resize';
import { type Images, images } from '../../../src/images';
import { NOT_COVERED } from '../adapter';

/** Rows of pixels of channels; a gray image may come without the last level. */
type Pixels = (number | number[])[][];

export function brightness(input: { image: Pixels; mode: string; factor: number }): unknown {
  if (input.mode !== 'multiply') return NOT_COVERED;
  return result(input.image, brightnessFloat(floats(input.image), input.factor));
}

export function brightness_pillow(input: { image: Pixels; factor: number }): unknown {
  return result(input.image, brightnessBytes(bytes(input.image), input.factor));
}

export function contrast(input: { image: Pixels; about: string; factor: number }): unknown {
  const image = floats(input.image);
  if (input.about === 'mid') return result(input.image, contrastFloat(image, input.factor, 127.5));
  return input.about === 'mean_luma' ? result(input.image, contrastFloat(image, input.factor)) : NOT_COVERED;
}

export function contrast_pillow(input: { image: Pixels; factor: number }): unknown {
  return result(input.image, contrastBytes(bytes(input.image), input.factor));
}

export function color_temperature(input: { image: Pixels; t: number }): unknown {
  return result(input.image, colorTemperatureFloat(floats(input.image), input.t));
}

export function gaussian_blur(input: { image: Pixels; sigma: number; radius: number; border: Border }): unknown {
  return result(input.image, gaussianBlurFloat(floats(input.image), input.sigma, input));
}

export function add_noise(input: { image: Pixels; sigma: number; z: Pixels }): unknown {
  const noise = input.z.flat(2).values();
  return result(
    input.image,
    gaussianNoiseFloat(floats(input.image), input.sigma, { normal: () => noise.next().value as number }),
  );
}

export function resize(input: { image: Pixels; size: number[]; mode: string; align_corners?: boolean }): unknown {
  if (input.mode !== 'bilinear' || input.align_corners) return NOT_COVERED;
  const [height, width] = input.size;
  return result(input.image, resizeFloat(floats(input.image), height, width, { antialias: false }));
}

function sizeOf(image: Pixels): { height: number; width: number; channels: number } {
  const [pixel] = image[0];
  return { height: image.length, width: image[0].length, channels: Array.isArray(pixel) ? pixel.length : 1 };
}

function floats(image: Pixels): FloatImage {
  return { values: Float64Array.from(image.flat(2)), ...sizeOf(image) };
}

function bytes(image: Pixels): Images {
  const { height, width, channels } = sizeOf(image);
  return images(Uint8Array.from(image.flat(2)), 1, height, width, channels);
}

/** The changed image in the form of the one that came in. */
function result(source: Pixels, changed: FloatImage | Images): { image: Pixels } {
  const values = 'pixels' in changed ? changed.pixels : clip(changed).values;
  const { width, channels } = changed;
  const pixel = (p: number): number | number[] =>
    Array.isArray(source[0][0]) ? [...values.subarray(p * channels, (p + 1) * channels)] : values[p];
  const row = (y: number) => Array.from({ length: width }, (_, x) => pixel(y * width + x));
  return { image: Array.from({ length: changed.height }, (_, y) => row(y)) };
}
