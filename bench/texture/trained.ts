import { Graph } from '../../src/compute/graph';
import * as op from '../../src/compute/operators';
import { openSession } from '../../src/compute/session';
import { tensor } from '../../src/compute/tensor';
import type { PatchEmbedder } from '../../src/embedding/patchEmbedder';
import { images, sliceImages } from '../../src/images';
import { concatRows, matrix, type Matrix } from '../../src/matrix';
import { plainMaps } from '../../src/nn/featureMaps';
import type { EpochReport } from '../../src/nn/checkpoint';
import { fit } from '../../src/nn/fit';
import type { Model } from '../../src/nn/model';
import { buildModel, type ModelSpec } from '../../src/nn/modelSpec';
import { InferenceNetwork } from '../../src/nn/network';
import { imageRows, type Samples } from '../../src/nn/samples';
import { createRandom, type Random } from '../../src/random';
import { modelBlemishes } from '../../models/texture/blemishes';
import { photographed } from '../../models/texture/camera';
import { SIZE } from '../../models/texture/field';
import { modelSurfaces } from '../../models/texture/surfaces';

const SIDE = 64;
const CROPS_PER_PICTURE = 4;
const GRID = SIZE / 8;
const BATCH = 4;
const scale = { mean: 0.5, deviation: 0.25 };

const spec: ModelSpec = {
  ...{ architecture: 'simpleCnn', input: [3, SIDE, SIDE], channels: [16, 32, 64, 64], normalize: true, head: 'mean' },
  outputs: 2 * Object.keys(modelSurfaces).length,
};

/**
 * Would a network trained here be the better embedder for the memory bank? A CNN that learns to name the surfaces the texture model is
 * made with, and to say whether a crop of 64 × 64 pixels has a defect; its three last maps on the grid of patches are the features.
 */
export async function openTrained(pictures = 1500, epochs = 12): Promise<PatchEmbedder> {
  const random = createRandom(1);
  const validation = crops(pictures / 10, random);
  const report = ({ epoch, loss, validationAccuracy }: EpochReport): void =>
    console.log(`  epoch ${epoch}: loss ${loss.toFixed(3)}, accuracy on fresh crops ${validationAccuracy?.toFixed(3)}`);
  const schedule = { kind: 'cosine', warmup: 0.1 } as const;
  const options = { seed: 1, epochs, batch: 64, learningRate: 0.003, schedule, validation, onEpoch: report };
  const { model } = await fit(spec, crops(pictures, random), options);
  return openMaps(model);
}

/** Class 2s is surface s as it should be, 2s + 1 with a defect that touches the middle of the crop. */
function crops(pictures: number, random: Random): Samples {
  const surfaces = Object.values(modelSurfaces);
  const blemishes = Object.values(modelBlemishes);
  const pixels = new Uint8Array(pictures * CROPS_PER_PICTURE * SIDE * SIDE * 3);
  const labels = new Int32Array(pictures * CROPS_PER_PICTURE);
  for (let p = 0; p < pictures; p++) {
    const kind = random.integer(surfaces.length);
    const surface = surfaces[kind](random);
    const other = surfaces[random.integer(surfaces.length)](random);
    const bad = p % 2 === 1;
    const clean = surface(random);
    const blemish = blemishes[random.integer(blemishes.length)];
    const { picture, cover } = bad ? blemish(clean, random, () => other(random)) : { picture: clean, cover: [] };
    const photograph = photographed(picture, random);
    const marked = Array.from(cover, (share, i) => (share > 0.5 ? i : -1)).filter((i) => i >= 0);
    for (let c = 0; c < CROPS_PER_PICTURE; c++) {
      const centre = marked.length > 0 ? marked[random.integer(marked.length)] : random.integer(SIZE * SIZE);
      const start = (at: number): number => Math.max(0, Math.min(SIZE - SIDE, at - random.integer(SIDE)));
      const [left, top] = [start(centre % SIZE), start(Math.floor(centre / SIZE))];
      const i = p * CROPS_PER_PICTURE + c;
      labels[i] = 2 * kind + Number(marked.length > 0);
      for (let y = 0; y < SIDE; y++) {
        const from = ((top + y) * SIZE + left) * 3;
        pixels.set(photograph.subarray(from, from + SIDE * 3), (i * SIDE + y) * SIDE * 3);
      }
    }
  }
  return { inputs: imageRows(images(pixels, labels.length, SIDE, SIDE, 3), scale), labels };
}

async function openMaps(model: Model): Promise<PatchEmbedder> {
  const session = await openSession(mapsGraph(model));
  return {
    name: 'trained',
    embed: async (batch) => {
      const parts: Matrix<Float32Array>[] = [];
      for (let start = 0; start < batch.count; start += BATCH) {
        const { pixels, count } = sliceImages(batch, start, Math.min(batch.count, start + BATCH));
        const { patches } = await session.run({ images: tensor(pixels, [count, SIZE, SIZE, 3], 'uint8') });
        parts.push(matrix(patches.values as Float32Array, patches.shape[0], patches.shape[1]));
      }
      return { patches: concatRows(parts), count: batch.count, gridHeight: GRID, gridWidth: GRID };
    },
    release: () => session.release(),
  };
}

function mapsGraph({ weights }: Model): Graph {
  const graph = new Graph();
  const bytes = graph.input('images', ['n', SIZE, SIZE, 3], 'uint8');
  const planes = op.transpose(op.cast(bytes, 'float32'), [0, 3, 1, 2]);
  const x = op.div(op.sub(op.div(planes, 255), scale.mean), scale.deviation);
  buildModel(new InferenceNetwork(graph, weights), x, { ...spec, input: [3, SIZE, SIZE] }, plainMaps);
  const maps = graph.nodes.filter(({ operator }) => operator === 'Relu').map(({ outputs }) => outputs[0]);
  const features = op.concat(
    maps.slice(1).map((map) => {
      const side = Number(map.shape[2]) / GRID;
      return side > 1 ? op.averagePool(map, [side, side], { strides: [side, side] }) : map;
    }),
    1,
  );
  graph.output('patches', op.reshape(op.transpose(features, [0, 2, 3, 1]), [-1, Number(features.shape[1])]));
  return graph;
}
