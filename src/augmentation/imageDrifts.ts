import { checkOneOf } from '../errors';
import { brightnessDrift } from './brightness';
import { colorTemperatureDrift } from './colorTemperature';
import { contrastDrift } from './contrast';
import { defocusBlurDrift } from './defocusBlur';
import { elasticTransformDrift } from './elasticTransform';
import { gammaDrift } from './gamma';
import { gaussianBlurDrift } from './gaussianBlur';
import { gaussianNoiseDrift } from './gaussianNoise';
import { illuminationGradientDrift } from './illuminationGradient';
import type { ImageDrift } from './imageDrift';
import { impulseNoiseDrift } from './impulseNoise';
import { jpegDrift } from './jpeg';
import { motionBlurDrift } from './motionBlur';
import { occlusionDrift } from './occlusion';
import { pixelateDrift } from './pixelate';
import { posterizeDrift } from './posterize';
import { rotationDrift } from './rotation';
import { saturationDrift } from './saturation';
import { shotNoiseDrift } from './shotNoise';
import { speckleNoiseDrift } from './speckleNoise';
import { stainDrift } from './stain';
import { vignetteDrift } from './vignette';
import { zoomDrift } from './zoom';

/**
 * All image corruptions by name.
 * @example
 * const drifted = imageDrifts.contrast.apply(photographs, 0.4, createRandom(1));
 */
export const imageDrifts = {
  brightness: brightnessDrift,
  colorTemperature: colorTemperatureDrift,
  contrast: contrastDrift,
  defocusBlur: defocusBlurDrift,
  elasticTransform: elasticTransformDrift,
  gamma: gammaDrift,
  gaussianBlur: gaussianBlurDrift,
  gaussianNoise: gaussianNoiseDrift,
  illuminationGradient: illuminationGradientDrift,
  impulseNoise: impulseNoiseDrift,
  jpeg: jpegDrift,
  motionBlur: motionBlurDrift,
  occlusion: occlusionDrift,
  pixelate: pixelateDrift,
  posterize: posterizeDrift,
  rotation: rotationDrift,
  saturation: saturationDrift,
  shotNoise: shotNoiseDrift,
  speckleNoise: speckleNoiseDrift,
  stain: stainDrift,
  vignette: vignetteDrift,
  zoom: zoomDrift,
} as const satisfies Readonly<Record<string, ImageDrift>>;

/** A name in {@link imageDrifts}. */
export type ImageDriftName = keyof typeof imageDrifts;

/**
 * The image drift of a name that comes from outside, from a file or a request.
 * @throws {RangeError} that lists the known names.
 * @example
 * imageDriftNamed('gaussianNoise').apply(digits, 0.3, createRandom(1));
 */
export function imageDriftNamed(name: string): ImageDrift {
  return imageDrifts[checkOneOf('drift', name, Object.keys(imageDrifts) as ImageDriftName[])];
}
