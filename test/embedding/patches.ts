import type { PatchEmbedding } from '../../src/embedding/patchEmbedder';
import { matrix } from '../../src/matrix';
import { createRandom } from '../../src/random';

const GRID = 8;
const FEATURES = 8;

/** Embeddings of images that look alike: 8 × 8 patches of 8 correlated normal features. */
export function normalImages(count: number, seed: number): PatchEmbedding {
  const random = createRandom(seed);
  const rows = count * GRID * GRID;
  const values = new Float32Array(rows * FEATURES);
  for (let i = 0; i < rows; i++) {
    const common = random.normal();
    for (let j = 0; j < FEATURES; j++) values[i * FEATURES + j] = 0.5 * common + 0.5 * random.normal();
  }
  return { patches: matrix(values, rows, FEATURES), count, gridHeight: GRID, gridWidth: GRID };
}

/** The same with patch (3, 3), which is number 27, of one image far off in its first feature. */
export function withDefect(source: PatchEmbedding, image: number, size = 6): PatchEmbedding {
  const values = source.patches.values.slice();
  values[(image * GRID * GRID + 27) * FEATURES] += size;
  return { ...source, patches: { ...source.patches, values } };
}
