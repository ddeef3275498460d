import { brightnessDrift } from './brightness';
import { colorTemperatureDrift } from './colorTemperature';
import { contrastDrift } from './contrast';
import { gaussianBlurDrift } from './gaussianBlur';
import { gaussianNoiseDrift } from './gaussianNoise';
import type { ImageDrift } from './imageDrift';

/**
 * All image corruptions by name.
 * @example
 * const drifted = imageDrifts.contrast.apply(photographs, 0.4, createRandom(1));
 */
export const imageDrifts = {
  brightness: brightnessDrift,
  colorTemperature: colorTemperatureDrift,
  contrast: contrastDrift,
  gaussianBlur: gaussianBlurDrift,
  gaussianNoise: gaussianNoiseDrift,
} as const satisfies Readonly<Record<string, ImageDrift>>;

/** A name in {@link imageDrifts}. */
export type ImageDriftName = keyof typeof imageDrifts;
