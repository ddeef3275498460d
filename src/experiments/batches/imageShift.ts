import { gaussianBlurDrift } from '../../augmentation/gaussianBlur';
import { carpetImages } from '../../data/carpet';
import type { PatchEmbedder } from '../../embedding/patchEmbedder';
import { imageEmbeddings } from '../../embedding/patchEmbedder';
import { type Images, sliceImages } from '../../images';
import { concatRows, matrix, selectRows, type Matrix } from '../../matrix';
import { permutation, type Random } from '../../random';
import { embedInBatches } from '../embeddedClass';
import { FEATURES, SIZES, type ShiftKind } from './shiftKinds';

/** Images that scale and projection are fitted to; they take part in nothing else. */
const FITTING = 60;
const SIZE = 64;
const SEVERITY = 0.05;
/** One camera of several is out of focus. */
const CORRUPTED = 0.2;

/** Options of `imageShift`. */
export interface ImageShiftOptions {
  /** Pictures that samples are drawn from; default 340. */
  readonly pool?: number;
}

/**
 * Carpets as embeddings in ten random directions; in the sample a fifth of the pictures is a little out of focus. Every run draws
 * reference and sample anew from one pool of pictures, never the same picture in both.
 * @example
 * const kind = await imageShift(await openTextureEmbedder(), createRandom(1));
 */
export async function imageShift(
  embedder: PatchEmbedder,
  random: Random,
  { pool: count = 340 }: ImageShiftOptions = {},
): Promise<ShiftKind> {
  const { train } = carpetImages({ train: FITTING + count, calibration: 1, good: 1, defects: 1, size: SIZE, seed: 11 });
  const embed = async (images: Images) => imageEmbeddings(await embedInBatches(images, embedder));
  const pool = sliceImages(train, FITTING, FITTING + count);
  const fitting = await embed(sliceImages(train, 0, FITTING));
  const clean = await embed(pool);
  const blurred = await embed(gaussianBlurDrift.apply(pool, SEVERITY, random.fork('blur')));
  const project = randomDirections(fitting, random.fork('directions'));
  const [before, after] = [project(clean), project(blurred)];
  return {
    name: 'image corruption',
    draws: (draw) => {
      const order = permutation(count, draw);
      const reference = selectRows(before, order.subarray(0, SIZES.reference));
      const others = order.subarray(SIZES.reference, SIZES.reference + SIZES.sample);
      const corrupted = Math.round(CORRUPTED * SIZES.sample);
      const parts = [selectRows(after, others.subarray(0, corrupted)), selectRows(before, others.subarray(corrupted))];
      return { reference, sample: concatRows(parts) };
    },
  };
}

/** Standardised by the fitting images, then as many random directions as the other kinds have features. */
function randomDirections({ values, rows, columns }: Matrix, random: Random): (of: Matrix) => Matrix<Float64Array> {
  const mean = new Float64Array(columns);
  for (let i = 0; i < values.length; i++) mean[i % columns] += values[i] / rows;
  const square = new Float64Array(columns);
  for (let i = 0; i < values.length; i++) square[i % columns] += (values[i] - mean[i % columns]) ** 2 / (rows - 1);
  const weights = Float64Array.from({ length: columns * FEATURES }, () => random.normal() / Math.sqrt(columns));
  return (of) => {
    const projected = new Float64Array(of.rows * FEATURES);
    for (let i = 0; i < of.rows; i++)
      for (let c = 0; c < columns; c++) {
        const score = (of.values[i * columns + c] - mean[c]) / Math.sqrt(square[c] || 1);
        for (let j = 0; j < FEATURES; j++) projected[i * FEATURES + j] += score * weights[c * FEATURES + j];
      }
    return matrix(projected, of.rows, FEATURES);
  };
}
