import { expect } from 'chai';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Graph, type Shape } from '../../src/compute/graph';
import { reshape } from '../../src/compute/layout';
import { dinoEmbedder, type DinoOptions } from '../../src/embedding/dino';
import type { PatchEmbedding } from '../../src/embedding/patchEmbedder';
import { dinov3Preprocessing, type Preprocessing } from '../../src/embedding/preprocess';
import { DriftlabError } from '../../src/errors';
import { concatImages, type Images, images, sliceImages } from '../../src/images';
import { createRandom } from '../../src/random';
import { fixture, MODELS, photograph, readFixture } from './dinoFixtures';

const expected = readFixture('tokens.json') as Record<string, Record<string, number[]>>;
const plain: Preprocessing = { filter: 'bilinear', bytes: true, scale: 1, mean: [0, 0, 0], std: [1, 1, 1] };

async function embed(path: string, input: Images, options?: DinoOptions): Promise<PatchEmbedding> {
  const embedder = await dinoEmbedder(path, options);
  try {
    return await embedder.embed(input);
  } finally {
    await embedder.release();
  }
}

function noise(count: number, side: number): Images {
  const random = createRandom(count);
  const pixels = Uint8Array.from({ length: count * side * side * 3 }, () => random.integer(256));
  return images(pixels, count, side, side, 3);
}

function largestGap(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).equal(b.length);
  return Array.from(a).reduce((gap, value, i) => Math.max(gap, Math.abs(value - b[i])), 0);
}

/** A model that shows its pixels as tokens. */
function showPixels(input: Shape, tokens: readonly number[], output = 'last_hidden_state'): Uint8Array {
  const graph = new Graph();
  graph.output(output, reshape(graph.input('pixel_values', input), tokens));
  return graph.encode();
}

describe('dinoEmbedder', () => {
  let folder: string;
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'driftlab-dino-'))));
  after(() => rm(folder, { recursive: true }));

  /** A folder with a model and files beside it. */
  async function modelFolder(
    name: string,
    model: Uint8Array | string,
    files: Record<string, unknown> = {},
  ): Promise<string> {
    const place = join(folder, name);
    await mkdir(place, { recursive: true });
    const path = join(place, 'model.onnx');
    await (typeof model === 'string' ? copyFile(fixture('models', model, 'model.onnx'), path) : writeFile(path, model));
    for (const [file, content] of Object.entries(files))
      await writeFile(join(place, file), typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  }

  for (const model of MODELS)
    describe(`with a ${model}`, () => {
      const path = fixture('models', model, 'model.onnx');

      it("gives the patch tokens of Python's processor and model, to 1e-4", async () => {
        const embedder = await dinoEmbedder(path);
        const photographs = Object.keys(expected[model]);
        expect(photographs.length).equal(5);
        for (const name of photographs) {
          const { patches, ...grid } = await embedder.embed(await photograph(name));
          expect(grid).deep.equal({ count: 1, gridHeight: 4, gridWidth: 4 });
          expect(patches).include({ rows: 16, columns: 8 });
          expect(largestGap(patches.values, expected[model][name]), name).at.most(1e-4);
          // the fixture would show a mistake: other photographs, and the same patches one place further, are far away
          expect(largestGap(patches.values, expected[model][name === 'coffee' ? 'rocket' : 'coffee'])).greaterThan(0.1);
          expect(largestGap(patches.values.slice(0, -8), expected[model][name].slice(8))).greaterThan(0.1);
        }
        await embedder.release();
      });

      it('needs no files beside the model', async () => {
        const alone = await modelFolder(`alone-${model}`, model);
        const { patches } = await embed(alone, await photograph('chelsea'));
        expect(largestGap(patches.values, expected[model].chelsea)).at.most(1e-4);
      });
    });

  const path = fixture('models/dinov3/model.onnx');

  it('gives the same for any batch size, in the order of the images', async () => {
    const batch = noise(5, 70);
    const whole = await embed(path, batch);
    expect(whole).include({ count: 5 }).and.nested.include({ 'patches.rows': 80 });
    for (const batchSize of [1, 2, 5]) {
      const { patches } = await embed(path, batch, { batchSize });
      expect(largestGap(patches.values, whole.patches.values)).lessThan(1e-5);
    }
    const fourth = await embed(path, sliceImages(batch, 3, 4));
    expect(largestGap(fourth.patches.values, whole.patches.values.subarray(3 * 128, 4 * 128))).lessThan(1e-5);
  });

  it('takes an empty batch', async () => {
    const { patches, count } = await embed(path, sliceImages(noise(1, 64), 0, 0));
    expect({ count, rows: patches.rows, columns: patches.columns }).deep.equal({ count: 0, rows: 0, columns: 8 });
  });

  it('fills up the last batch of a model that was exported for one batch size', async () => {
    const fixed = await modelFolder('fixed', showPixels([2, 3, 28, 28], [2, 2, 1176]));
    const batch = noise(3, 28);
    const { patches } = await embed(fixed, batch, { patchSize: 28, preprocessing: plain });
    const planar = await embed(fixed, sliceImages(batch, 2, 3), { patchSize: 28, preprocessing: plain });
    expect(patches).include({ rows: 3, columns: 1176 });
    expect(patches.values.subarray(2 * 1176)).deep.equal(planar.patches.values);
    expect(patches.values[1175]).equal(batch.pixels[28 * 28 * 3 - 1]);
  });

  it('crops as DINOv2 does, or takes the whole image where the grid must cover it', async () => {
    const model = fixture('models/dinov2/model.onnx');
    const inner = noise(1, 64);
    const framed = { ...inner, pixels: inner.pixels.slice() };
    framed.pixels.fill(0, 0, 4 * 64 * 3); // the four rows that the crop of 56 from 64 leaves out
    const gap = async (crop?: boolean) =>
      largestGap(
        (await embed(model, inner, { crop })).patches.values,
        (await embed(model, framed, { crop })).patches.values,
      );
    expect(await gap()).equal(0);
    expect(await gap(false)).greaterThan(0.01);
  });

  it('reads the files beside a folder called onnx', async () => {
    const size = { height: 28, width: 28 };
    const inside = await modelFolder('published/onnx', showPixels(['n', 3, 28, 28], [-1, 2, 1176]));
    await writeFile(join(folder, 'published/config.json'), JSON.stringify({ model_type: 'vit', patch_size: [28, 28] }));
    await writeFile(
      join(folder, 'published/preprocessor_config.json'),
      JSON.stringify({ size, resample: 2, do_rescale: false }),
    );
    const picture = noise(1, 28);
    const { patches } = await embed(inside, picture);
    expect(patches.values[1175]).equal(picture.pixels[28 * 28 * 3 - 1]);
  });

  it('rejects after its release', async () => {
    const embedder = await dinoEmbedder(path);
    await embedder.release();
    await rejects(embedder.embed(noise(1, 64)), Error, 'released');
  });

  it('says what is wrong with a model or the files beside it', async () => {
    const good = showPixels(['n', 3, 28, 28], [-1, 2, 1176]);
    const cases: [name: string, model: Uint8Array | string, files: Record<string, unknown>, message: string][] = [
      ['text', new TextEncoder().encode('no model'), {}, 'not an ONNX model'],
      [
        'output',
        showPixels(['n', 3, 28, 28], [-1, 2, 1176], 'logits'),
        {},
        'has no output "last_hidden_state": it has "logits"',
      ],
      [
        'rank',
        showPixels(['n', 3, 28, 28], [-1, 2352]),
        {},
        'invalid last_hidden_state: expected float32 [n, tokens, features], got float32 [1, 2352]',
      ],
      [
        'gray',
        showPixels(['n', 1, 28, 28], [-1, 2, 392]),
        {},
        'invalid inputs: expected float32 [n, 3, height, width], got float32 [n, 1, 28, 28]',
      ],
      [
        'grid',
        showPixels(['n', 3, 28, 28], [-1, 4, 588]),
        {},
        'got 4 tokens for 28 × 28 pixels. Set patchSize and registers',
      ],
      ['family', good, {}, 'invalid preprocessing: expected it to be set for patches of 28 pixels'],
      [
        'patch',
        good,
        { 'config.json': { patch_size: 7 } },
        'expected 1 class token + registers + 4 × 4 patches of 7 pixels, got 2 tokens',
      ],
      [
        'registers',
        good,
        { 'config.json': { patch_size: 28, num_register_tokens: 4 } },
        'expected 1 class token + 4 + 1 × 1 patches of 28 pixels, got 2',
      ],
      ['json', good, { 'config.json': '{' }, 'config.json: '],
      ['config', good, { 'config.json': { patch_size: 'x' } }, 'config.json: invalid patch_size: expected an integer'],
      [
        'size',
        'dinov3',
        { 'preprocessor_config.json': readFixture('dinov3-224.json') },
        'expected images of 64 × 64 pixels, got 224 × 224',
      ],
      [
        'filter',
        'dinov3',
        { 'preprocessor_config.json': { size: { height: 64, width: 64 }, resample: 0 } },
        'preprocessor_config.json: invalid resample',
      ],
    ];
    for (const [name, model, files, message] of cases) {
      const error = await rejects(dinoEmbedder(await modelFolder(name, model, files)), DriftlabError, message);
      expect((error as DriftlabError).code, name).equal('DRIFTLAB_INVALID_MODEL');
      expect(error.message, name).include(join(folder, name));
    }
    const missing = await rejects(dinoEmbedder(join(folder, 'nowhere.onnx')), DriftlabError, 'nowhere.onnx');
    expect((missing as DriftlabError).code).equal('DRIFTLAB_IO');
  });

  it('refuses a batch size below 1', async () => {
    await rejects(dinoEmbedder(path, { batchSize: 0 }), RangeError, 'invalid batchSize');
  });

  it('takes a preprocessing of the caller in place of the file', async () => {
    const other = { ...dinov3Preprocessing, size: { height: 64, width: 64 }, mean: [0, 0, 0] };
    const picture = noise(1, 64);
    const usual = await embed(path, concatImages([picture]));
    const changed = await embed(path, picture, { preprocessing: other });
    expect(largestGap(usual.patches.values, changed.patches.values)).greaterThan(0.01);
  });
});

async function rejects(
  promise: Promise<unknown>,
  type: new (...args: never[]) => Error,
  message: string,
): Promise<Error> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error, message).instanceOf(type);
  expect((error as Error).message).include(message);
  return error as Error;
}
