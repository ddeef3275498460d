import { brightness as brightnessBytes } from '../../../src/augmentation/brightness';
import type { Border } from '../../../src/augmentation/border';
import { colorTemperatureFloat } from '../../../src/augmentation/colorTemperature';
import { contrast as contrastBytes, contrastFloat } from '../../../src/augmentation/contrast';
import { convolve2dFloat } from '../../../src/augmentation/convolve2d';
import { affine, clip, type FloatImage } from '../../../src/augmentation/floatImage';
import { gammaFloat } from '../../../src/augmentation/gamma';
import { gaussianBlurFloat } from '../../../src/augmentation/gaussianBlur';
import { gaussianNoiseFloat } from '../../../src/augmentation/gaussianNoise';
import { imageDifference } from '../../../src/augmentation/imageDifference';
import { batchStatistics, floatStatistics } from '../../../src/augmentation/imageStatistics';
import { jpeg } from '../../../src/augmentation/jpeg';
import { channelMean, luma601, luma709, meanLuma } from '../../../src/augmentation/luma';
import { occlusionFloat, type Rectangle } from '../../../src/augmentation/occlusion';
import { posterizeFloat } from '../../../src/augmentation/posterize';
import { resizeFloat } from '../../../src/augmentation/resize';
import { grayscaleFloat, saturation as saturationBytes, saturationFloat } from '../../../src/augmentation/saturation';
import { structuralSimilarity } from '../../../src/augmentation/structuralSimilarity';
import { vignetteFloat } from '../../../src/augmentation/vignette';
import { type Images, images } from '../../../src/images';
import { NOT_COVERED } from '../adapter';

/** Rows of pixels of channels; a gray image may come without the last level. */
type Pixels = (number | number[])[][];

export function brightness(input: { image: Pixels; mode: string; factor: number; delta: number }): unknown {
  const image = floats(input.image);
  return result(input.image, input.mode === 'add' ? affine(image, 1, input.delta) : affine(image, input.factor));
}

export function brightness_pillow(input: { image: Pixels; factor: number }): unknown {
  return result(input.image, brightnessBytes(bytes(input.image), input.factor));
}

export function contrast(input: { image: Pixels; about: string; factor: number }): unknown {
  const image = floats(input.image);
  const channels = Array.from({ length: image.channels }, (_, c) => channelMean(image.values, image.channels, c));
  const centre = { mid: 127.5, mean_channel: channels, mean_luma: meanLuma(image.values, image.channels) }[input.about];
  return centre === undefined ? NOT_COVERED : result(input.image, contrastFloat(image, input.factor, centre));
}

export function contrast_pillow(input: { image: Pixels; factor: number }): unknown {
  return result(input.image, contrastBytes(bytes(input.image), input.factor));
}

export function color_pillow(input: { image: Pixels; factor: number }): unknown {
  return result(input.image, saturationBytes(bytes(input.image), input.factor));
}

const LUMA = { bt601: luma601, bt709: luma709 };

export function saturation(input: { image: Pixels; weights: keyof typeof LUMA; factor: number }): unknown {
  return result(input.image, saturationFloat(floats(input.image), input.factor, LUMA[input.weights]));
}

export function grayscale(input: { image: Pixels; weights: keyof typeof LUMA }): unknown {
  const { values, height, width } = grayscaleFloat(floats(input.image), LUMA[input.weights]);
  return { image: Array.from({ length: height }, (_, y) => [...values.subarray(y * width, (y + 1) * width)]) };
}

export function color_temperature(input: { image: Pixels; t: number }): unknown {
  return result(input.image, colorTemperatureFloat(floats(input.image), input.t));
}

export function gamma(input: { image: Pixels; gamma: number }): unknown {
  return result(input.image, gammaFloat(floats(input.image), input.gamma));
}

export function posterize(input: { image: Pixels; bits: number }): unknown {
  return result(input.image, posterizeFloat(floats(input.image), input.bits));
}

export function gaussian_blur(input: { image: Pixels; sigma: number; radius: number; border: Border }): unknown {
  return result(input.image, gaussianBlurFloat(floats(input.image), input.sigma, input));
}

export function convolve2d(input: { image: Pixels; kernel: number[][]; border: Border }): unknown {
  return result(input.image, convolve2dFloat(floats(input.image), input.kernel, input.border));
}

export function add_noise(input: { image: Pixels; sigma: number; z: Pixels }): unknown {
  return result(input.image, gaussianNoiseFloat(floats(input.image), input.sigma, input.z.flat(2)));
}

export function occlude(input: { image: Pixels; fill: number } & Rectangle): unknown {
  return result(input.image, occlusionFloat(floats(input.image), input, input.fill));
}

export function vignette(input: { image: Pixels; strength: number }): unknown {
  return result(input.image, vignetteFloat(floats(input.image), input.strength));
}

export function resize(input: { image: Pixels; size: number[]; mode: string; align_corners?: boolean }): unknown {
  if (input.mode !== 'bilinear' && input.mode !== 'nearest') return NOT_COVERED;
  const options = { filter: input.mode, antialias: false, alignCorners: input.align_corners } as const;
  const [height, width] = input.size;
  return result(input.image, resizeFloat(floats(input.image), height, width, options));
}

export function zoom(input: { image: Pixels; factor: number }): unknown {
  const { height, width } = sizeOf(input.image);
  const [rows, columns] = [height, width].map((side) => Math.floor(side / input.factor + 0.5));
  const top = Math.floor((height - rows) / 2);
  const left = Math.floor((width - columns) / 2);
  const middle = input.image.slice(top, top + rows).map((row) => row.slice(left, left + columns));
  return result(input.image, resizeFloat(floats(middle), height, width, { antialias: false }));
}

export function image_stats(input: { image: Pixels }): unknown {
  const found = floatStatistics(floats(input.image));
  return {
    channel_mean: found.channelMeans,
    channel_std: found.channelDeviations,
    brightness: found.brightness,
    contrast_rms: found.contrast,
    luma_histogram: found.brightnessCounts,
    laplacian_variance: found.sharpness,
    colorfulness: found.colorfulness,
  };
}

export function image_compare(input: { a: Pixels; b: Pixels }): unknown {
  const [a, b] = [bytes(input.a), bytes(input.b)];
  const [{ mse, mae, psnr }] = imageDifference(a, b);
  return { mse, mae, psnr, ssim: structuralSimilarity(a, b)[0] };
}

export function vision_profile(input: { images: Pixels[]; multiply_by: number }): unknown {
  const scaled = input.images.map((image) => affine(floats(image), 255 * input.multiply_by));
  const found = batchStatistics(scaled.map(floatStatistics));
  return {
    channel_means: found.channelMeans,
    channel_stds_of_means: found.deviationsOfMeans,
    pixel_channel_stds: found.pixelDeviations,
    brightness_hist: found.brightnessCounts,
  };
}

/** Only the range of the error is meant. */
export function jpeg_quality(
  input: { image: Pixels; quality: number },
  expected: { mae_low: number; mae_high: number },
): unknown {
  const image = bytes(input.image);
  const [{ mae, psnr }] = imageDifference(image, jpeg(image, input.quality));
  const { mae_low, mae_high } = expected;
  return mae >= mae_low && mae <= mae_high
    ? { mae_reference: mae, mae_low, mae_high, psnr_reference: psnr }
    : { mae_reference: mae, mae_low: NaN, mae_high: NaN, psnr_reference: psnr };
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
