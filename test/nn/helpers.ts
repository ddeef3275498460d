import type { ModelSpec } from '../../src/nn/modelSpec';
import type { Samples } from '../../src/nn/samples';
import { createRandom } from '../../src/random';

/** Points around three centres on a circle: easy, but not separable. */
export function blobs(rows: number, seed: number): Samples {
  const random = createRandom(seed);
  const labels = Int32Array.from({ length: rows }, (_, i) => i % 3);
  const values = new Float32Array(2 * rows);
  labels.forEach((label, i) => {
    values[2 * i] = Math.cos(label * 2.1) + 0.3 * random.normal();
    values[2 * i + 1] = Math.sin(label * 2.1) + 0.3 * random.normal();
  });
  return { inputs: { values, rows, columns: 2 }, labels };
}

/** A perceptron for them. */
export const blobSpec: ModelSpec = { architecture: 'mlp', input: [2], outputs: 3, hidden: [16], dropout: 0.1 };

/** Gray pictures of one bright stripe, across or down. */
export function stripes(rows: number, seed: number, size = 8): Samples {
  const random = createRandom(seed);
  const labels = Int32Array.from({ length: rows }, (_, i) => i % 2);
  const values = Float32Array.from({ length: rows * size * size }, () => 0.3 * random.normal());
  labels.forEach((label, i) => {
    const at = random.integer(size);
    for (let k = 0; k < size; k++) values[i * size * size + (label === 0 ? at * size + k : k * size + at)] += 1;
  });
  return { inputs: { values, rows, columns: size * size }, labels };
}

/** One small network of each architecture, for `stripes`. */
export const smallSpecs: readonly ModelSpec[] = [
  { architecture: 'logisticRegression', input: [1, 8, 8], outputs: 2 },
  { architecture: 'mlp', input: [1, 8, 8], outputs: 2, hidden: [16, 8], dropout: 0.2 },
  { architecture: 'simpleCnn', input: [1, 8, 8], outputs: 2, channels: [16, 32], normalize: true, dropout: 0.1 },
  { architecture: 'simpleCnn', input: [1, 8, 8], outputs: 2, channels: [5, 6], head: 'mean' },
  { architecture: 'resnet18', input: [1, 8, 8], outputs: 2, width: 16, blocks: [1, 1] },
  { architecture: 'resnet34', input: [1, 8, 8], outputs: 2, width: 16, blocks: [1, 1] },
  { architecture: 'efficientNet', input: [1, 8, 8], outputs: 2, width: 0.25, depth: 0.3 },
  { architecture: 'vit', input: [1, 8, 8], outputs: 2, patch: 4, width: 16, depth: 2, heads: 2, dropout: 0.1 },
];
