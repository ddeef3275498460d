import type { Images } from '../images';
import { matrix } from '../matrix';
import type { PatchEmbedder } from './patchEmbedder';

/**
 * The mean of each channel over the image, 0–255, as one patch: the simplest embedder there is, to compare with. What it finds is light and
 * tint, not texture.
 * @example
 * (await meanColorEmbedder.embed(images)).patches.columns; // 3
 */
export const meanColorEmbedder: PatchEmbedder = {
  name: 'mean colour',
  embed: ({ pixels, count, height, width, channels }: Images) => {
    const values = new Float32Array(count * channels);
    const size = height * width;
    for (let i = 0; i < count; i++)
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let p = 0; p < size; p++) sum += pixels[(i * size + p) * channels + c];
        values[i * channels + c] = sum / size;
      }
    return Promise.resolve({ patches: matrix(values, count, channels), count, gridHeight: 1, gridWidth: 1 });
  },
  release: () => Promise.resolve(),
};
