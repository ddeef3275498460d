import { type FloatImage, toFloatImage } from '../augmentation/floatImage';
import { type ResizeFilter, resizeFloat } from '../augmentation/resize';
import { tensor, type Tensor } from '../compute/tensor';
import type { Images } from '../images';

/** Height and width in pixels. */
export interface Size {
  readonly height: number;
  readonly width: number;
}

/** How images become the numbers that a vision model was trained on; in the order of the fields. */
export interface Preprocessing {
  /** Resize to this, or the shorter side to this and the longer one in proportion; absent: as they come. */
  readonly size?: Size | { readonly shortestEdge: number };
  readonly filter: ResizeFilter;
  /** Resize 8-bit numbers, rounding as Pillow does, and not real ones as torch does. */
  readonly bytes: boolean;
  /** Keep this much around the centre; absent: everything. */
  readonly crop?: Size;
  /** Each value is (x · scale − mean) / std of its channel, x in 0–255. */
  readonly scale: number;
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

const imagenet = { scale: 1 / 255, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] } as const;

/**
 * What DINOv3 wants (transformers' DINOv3ViTImageProcessor): the whole image at 224 × 224, bilinear, resized after
 * scaling to 0–1.
 */
export const dinov3Preprocessing: Preprocessing = {
  size: { height: 224, width: 224 },
  filter: 'bilinear',
  bytes: false,
  ...imagenet,
};

/** What DINOv2 wants (transformers' BitImageProcessor): the shorter side at 256, bicubic, then the middle 224 × 224. */
export const dinov2Preprocessing: Preprocessing = {
  size: { shortestEdge: 256 },
  filter: 'bicubic',
  bytes: true,
  crop: { height: 224, width: 224 },
  ...imagenet,
};

/**
 * What the family with patches of `patchSize` pixels wants, for a model that takes images of `size`: 16 DINOv3, 14
 * DINOv2.
 * @throws {RangeError} for other patches.
 */
export function familyPreprocessing(patchSize: number, size: Size): Preprocessing {
  if (patchSize === 16) return { ...dinov3Preprocessing, size };
  if (patchSize !== 14)
    throw new RangeError(
      `invalid preprocessing: expected it to be set for patches of ${patchSize} pixels, got nothing`,
    );
  const shortestEdge = Math.round((Math.max(size.height, size.width) * 256) / 224);
  return { ...dinov2Preprocessing, size: { shortestEdge }, crop: size };
}

/**
 * Images as a float32 tensor [count, 3, height, width]; a gray image gives three equal channels before they are
 * normalised.
 * @throws {RangeError} if the crop is larger than the resized image.
 * @example
 * preprocess(photographs, dinov3Preprocessing).shape; // [5, 3, 224, 224]
 */
export function preprocess(images: Images, preprocessing: Preprocessing): Tensor<'float32'> {
  const { height, width } = preprocessedSize(images, preprocessing);
  const size = 3 * height * width;
  const values = new Float32Array(images.count * size);
  for (let i = 0; i < images.count; i++) {
    const window = cropped(resized(toFloatImage(images, i), preprocessing), { height, width });
    normalise(window, preprocessing, values.subarray(i * size, (i + 1) * size));
  }
  return tensor(values, [images.count, 3, height, width]);
}

/** Height and width that {@link preprocess} gives to images of `source`'s height and width. */
export function preprocessedSize(source: Size, preprocessing: Pick<Preprocessing, 'size' | 'crop'>): Size {
  return preprocessing.crop ?? resizedSize(source, preprocessing);
}

function resizedSize({ height, width }: Size, { size }: Pick<Preprocessing, 'size'>): Size {
  if (!size) return { height, width };
  if (!('shortestEdge' in size)) return size;
  const longest = Math.floor((size.shortestEdge * Math.max(height, width)) / Math.min(height, width));
  return width <= height
    ? { height: longest, width: size.shortestEdge }
    : { height: size.shortestEdge, width: longest };
}

function resized(image: FloatImage, preprocessing: Preprocessing): FloatImage {
  const { height, width } = resizedSize(image, preprocessing);
  return height === image.height && width === image.width ? image : resizeFloat(image, height, width, preprocessing);
}

function cropped(image: FloatImage, { height, width }: Size): FloatImage {
  if (height > image.height || width > image.width)
    throw new RangeError(
      `invalid crop: expected at most the resized ${image.height} × ${image.width} pixels, got ${height} × ${width}`,
    );
  const { channels } = image;
  const top = Math.floor((image.height - height) / 2);
  const left = Math.floor((image.width - width) / 2);
  const values = new Float64Array(height * width * channels);
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * image.width + left) * channels;
    values.set(image.values.subarray(from, from + width * channels), y * width * channels);
  }
  return { values, height, width, channels };
}

function normalise({ values, channels }: FloatImage, { scale, mean, std }: Preprocessing, target: Float32Array): void {
  const pixels = values.length / channels;
  for (let c = 0; c < 3; c++)
    for (let p = 0; p < pixels; p++)
      target[c * pixels + p] = (values[p * channels + (channels === 3 ? c : 0)] * scale - mean[c]) / std[c];
}
