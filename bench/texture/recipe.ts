import { Graph, graphOf, type Value } from '../../src/compute/graph';
import * as op from '../../src/compute/operators';
import { openSession } from '../../src/compute/session';
import { tensor } from '../../src/compute/tensor';
import type { PatchEmbedder } from '../../src/embedding/patchEmbedder';
import { gaborKernels, type Kernels, lineKernels, smoothingKernel } from '../../src/embedding/textureKernels';
import { type Images, sliceImages } from '../../src/images';
import { concatRows, matrix, type Matrix } from '../../src/matrix';

const BATCH = 8;

/**
 * The recipe that the texture model grew out of, to compare with: energies as means and maxima of amplitudes, lines 15 pixels long as they are,
 * linear gray, and a plain mean over 3 × 3 patches, mirrored at the border. 76 features.
 */
export async function openRecipe(): Promise<PatchEmbedder> {
  const session = await openSession(recipeGraph());
  const run = async ({ pixels, count, height, width }: Images): Promise<Matrix<Float32Array>> => {
    const { patches } = await session.run({ images: tensor(pixels, [count, height, width, 3], 'uint8') });
    return matrix(patches.values as Float32Array, patches.shape[0], patches.shape[1]);
  };
  return {
    name: 'recipe',
    embed: async (images) => {
      const parts: Matrix<Float32Array>[] = [];
      for (let start = 0; start < images.count; start += BATCH)
        parts.push(await run(sliceImages(images, start, Math.min(images.count, start + BATCH))));
      const { count, height, width } = images;
      return { patches: concatRows(parts), count, gridHeight: height / 8, gridWidth: width / 8 };
    },
    release: () => session.release(),
  };
}

function recipeGraph(): Graph {
  const graph = new Graph();
  const bytes = graph.input('images', ['n', 'height', 'width', 3], 'uint8');
  const planes = op.div(op.transpose(op.cast(bytes, 'float32'), [0, 3, 1, 2]), 255);
  const grays = [op.reduceMean(planes, [1], { keep: true })];
  while (grays.length < 3) grays.push(filtered(grays[grays.length - 1], smoothingKernel(), 2));
  const energies = grays.flatMap(energyFeatures);
  const lines = grays.slice(0, 2).map((gray, level) => {
    return pooled(filtered(gray, lineKernels(15, { angles: 8, width: 1.1, length: 4 })), level, op.maxPool);
  });
  const features = op.concat([...energies, ...lines, ...colourFeatures(grays[0], planes)], 1);
  const smooth = op.averagePool(mirrored(features, 1), [3, 3], { strides: [1, 1] });
  graph.output('patches', op.reshape(op.transpose(smooth, [0, 2, 3, 1]), [-1, Number(features.shape[1])]));
  return graph;
}

function energyFeatures(gray: Value, level: number): Value[] {
  const response = filtered(gray, gaborKernels(9, { angles: 6, sigma: 2, wavelength: 5 }));
  const squares = op.mul(response, response);
  const amplitude = op.sqrt(op.add(op.add(op.slice(squares, 1, 0, 6), op.slice(squares, 1, 6)), 1e-8));
  return [op.averagePool, op.maxPool].map((pool) => op.log(op.add(pooled(amplitude, level, pool), 0.003)));
}

function colourFeatures(gray: Value, planes: Value): Value[] {
  const logs = op.log(op.add(planes, 0.05));
  const [red, green, blue] = [0, 1, 2].map((channel) => op.slice(logs, 1, channel, channel + 1));
  const channels = op.concat([gray, op.sub(red, green), op.sub(blue, green)], 1);
  const mean = pooled(channels, 0, op.averagePool);
  const variance = op.sub(pooled(op.mul(channels, channels), 0, op.averagePool), op.mul(mean, mean));
  return [mean, op.sqrt(op.relu(variance)), pooled(gray, 0, op.maxPool), pooled(op.neg(gray), 0, op.maxPool)];
}

function filtered(plane: Value, { values, count, size }: Kernels, stride = 1): Value {
  const weights = graphOf(plane).constant(values, [count, 1, size, size]);
  return op.conv(mirrored(plane, (size - 1) / 2), weights, { strides: [stride, stride] });
}

function pooled(plane: Value, level: number, pool: typeof op.averagePool | typeof op.maxPool): Value {
  return pool(plane, [8 >> level, 8 >> level]);
}

function mirrored(planes: Value, margin: number): Value {
  return op.pad(planes, [0, 0, margin, margin], [0, 0, margin, margin], { mode: 'reflect' });
}
