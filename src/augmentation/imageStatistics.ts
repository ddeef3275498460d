import type { Images } from '../images';
import { histogram } from '../stats/histogram';
import { meanAndVariance } from '../stats/moments';
import { convolve2dFloat } from './convolve2d';
import { type FloatImage, toFloatImage } from './floatImage';
import { grayscaleFloat } from './saturation';

/** What one image looks like, in numbers. */
export interface ImageStatistics {
  /** Mean and standard deviation (n in the denominator) of each channel, on the scale 0–1. */
  readonly channelMeans: readonly number[];
  readonly channelDeviations: readonly number[];
  /** Mean of all values, 0–1. */
  readonly brightness: number;
  /** Root mean square contrast: the standard deviation of brightness as seen (BT.601), 0–1. */
  readonly contrast: number;
  /** Pixels by brightness as seen, in five equal bins on [0, 1]; the last one holds 1. */
  readonly brightnessCounts: readonly number[];
  /** Variance of the Laplacian of brightness on the scale 0–255 (Pech-Pacheco et al. 2000): small where an image is blurred. */
  readonly sharpness: number;
  /** Hasler & Süsstrunk 2003, on the scale 0–255; 0 for gray. */
  readonly colorfulness: number;
}

const LAPLACIAN = [
  [0, 1, 0],
  [1, -4, 1],
  [0, 1, 0],
] as const;

/**
 * Statistics of each image of a batch, to see what a drift changes.
 * @example
 * imageStatistics(scans).map(({ sharpness }) => sharpness);
 */
export function imageStatistics(images: Images): ImageStatistics[] {
  return Array.from({ length: images.count }, (_, i) => floatStatistics(toFloatImage(images, i)));
}

/** {@link imageStatistics} of one image of real numbers on the scale 0–255. */
export function floatStatistics(image: FloatImage): ImageStatistics {
  const light = image.channels === 3 ? grayscaleFloat(image) : image;
  const channels = channelsOf(image).map(spread);
  const { counts } = histogram(
    light.values.map((value) => value / 255),
    { bins: 5, range: [0, 1] },
  );
  return {
    channelMeans: channels.map(({ mean }) => mean / 255),
    channelDeviations: channels.map(({ deviation }) => deviation / 255),
    brightness: channels.reduce((sum, { mean }) => sum + mean, 0) / channels.length / 255,
    contrast: spread(light.values).deviation / 255,
    brightnessCounts: Array.from(counts),
    sharpness: spread(convolve2dFloat(light, LAPLACIAN, 'mirror').values).deviation ** 2,
    colorfulness: image.channels === 3 ? colorfulness(channelsOf(image)) : 0,
  };
}

/** What the images of a batch look like together. */
export interface BatchStatistics {
  /** Mean of each channel, 0–1. */
  readonly channelMeans: readonly number[];
  /** Standard deviation of each channel's mean from image to image (n in the denominator). */
  readonly deviationsOfMeans: readonly number[];
  /** Standard deviation of each channel over all pixels. */
  readonly pixelDeviations: readonly number[];
  /** Images by their brightness, in five equal bins on [0, 1]; the last one holds 1. */
  readonly brightnessCounts: readonly number[];
}

/**
 * The statistics of images of one size taken together.
 * @throws {RangeError} if there are none.
 * @example
 * batchStatistics(imageStatistics(scans)).channelMeans;
 */
export function batchStatistics(images: readonly ImageStatistics[]): BatchStatistics {
  if (images.length === 0) throw new RangeError('invalid images: expected at least one, got none');
  const means = images[0].channelMeans.map((_, c) => spread(Float64Array.from(images, (one) => one.channelMeans[c])));
  const within = (c: number) => images.reduce((sum, one) => sum + one.channelDeviations[c] ** 2 / images.length, 0);
  const brightness = images.map((one) => one.brightness);
  return {
    channelMeans: means.map(({ mean }) => mean),
    deviationsOfMeans: means.map(({ deviation }) => deviation),
    pixelDeviations: means.map(({ deviation }, c) => Math.hypot(deviation, Math.sqrt(within(c)))),
    brightnessCounts: Array.from(histogram(brightness, { bins: 5, range: [0, 1] }).counts),
  };
}

function channelsOf({ values, channels }: FloatImage): Float64Array[] {
  return Array.from({ length: channels }, (_, c) => values.filter((_value, i) => i % channels === c));
}

function spread(values: Float64Array): { mean: number; deviation: number } {
  const { mean, variance } = meanAndVariance(values);
  return { mean, deviation: values.length === 1 ? 0 : Math.sqrt((variance * (values.length - 1)) / values.length) };
}

function colorfulness([red, green, blue]: readonly Float64Array[]): number {
  const redGreen = spread(red.map((value, i) => value - green[i]));
  const yellowBlue = spread(red.map((value, i) => (value + green[i]) / 2 - blue[i]));
  return Math.hypot(redGreen.deviation, yellowBlue.deviation) + 0.3 * Math.hypot(redGreen.mean, yellowBlue.mean);
}
