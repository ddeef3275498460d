import type { Images } from '../images';
import { type Matrix, row } from '../matrix';

/**
 * Patch features of a batch of images: row `(i·gridHeight + y)·gridWidth + x` of `patches` is patch (y, x) of image i.
 * The grid covers the whole image evenly, unless the embedder says that it crops.
 */
export interface PatchEmbedding {
  readonly patches: Matrix<Float32Array>;
  readonly count: number;
  readonly gridHeight: number;
  readonly gridWidth: number;
}

/** Turns images into patch features. `release` frees the native memory behind it; after that `embed` rejects. */
export interface PatchEmbedder {
  readonly name: string;
  embed(images: Images): Promise<PatchEmbedding>;
  release(): Promise<void>;
}

/**
 * One row per image: the mean of its patches. The unit for tests of drift, since patches of one image are not
 * independent.
 * @example
 * imageEmbeddings(await embedder.embed(photographs)).rows; // photographs.count
 */
export function imageEmbeddings({ patches, count, gridHeight, gridWidth }: PatchEmbedding): Matrix<Float32Array> {
  const perImage = gridHeight * gridWidth;
  const { columns } = patches;
  const values = new Float32Array(count * columns);
  for (let i = 0; i < count; i++) {
    const mean = new Float64Array(columns);
    for (let p = i * perImage; p < (i + 1) * perImage; p++) {
      const patch = row(patches, p);
      for (let c = 0; c < columns; c++) mean[c] += patch[c] / perImage;
    }
    values.set(mean, i * columns);
  }
  return { values, rows: count, columns };
}
