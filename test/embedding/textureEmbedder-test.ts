import { expect } from 'chai';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contrast } from '../../src/augmentation/contrast';
import { openSession } from '../../src/compute/session';
import { tensor } from '../../src/compute/tensor';
import { carpetImages } from '../../src/data/carpet';
import { fitMemoryBank } from '../../src/embedding/memoryBank';
import { openGaborEmbedder, openTextureEmbedder, type TextureEmbedder } from '../../src/embedding/textureEmbedder';
import { textureFeatures, textureGraph } from '../../src/embedding/textureModel';
import { imageMedians } from '../../src/embedding/whitening';
import { type Images, images, sliceImages } from '../../src/images';
import { auroc } from '../../src/metrics/auroc';
import { createRandom } from '../../src/random';

function noise(count: number, height: number, width: number, channels: number, seed: number): Images {
  const random = createRandom(seed);
  const pixels = Uint8Array.from({ length: count * height * width * channels }, () => random.integer(256));
  return images(pixels, count, height, width, channels);
}

/** Stripes `period` pixels apart, vertical or horizontal. */
function stripes(period: number, vertical: boolean): Images {
  const light = (i: number): number => 128 + 60 * Math.cos((2 * Math.PI * (vertical ? i % 64 : i >> 6)) / period);
  return images(
    Uint8Array.from({ length: 64 * 64 }, (_, i) => light(i)),
    1,
    64,
    64,
    1,
  );
}

const columnsOf = (family: string): number[] => textureFeatures.flatMap((own, j) => (own === family ? [j] : []));

describe('the texture embedder', () => {
  let embedder: TextureEmbedder;
  before(async () => {
    embedder = await openTextureEmbedder();
  });
  after(() => embedder.release());

  it('lays one patch of 76 features over every 8 × 8 pixels', async () => {
    const { patches, ...grid } = await embedder.embed(noise(2, 64, 96, 3, 1));
    expect([patches.rows, patches.columns]).deep.equal([2 * 8 * 12, 76]);
    expect(grid).deep.equal({ count: 2, gridHeight: 8, gridWidth: 12 });
    expect(patches.values.every(Number.isFinite)).equal(true);
  });

  it('resizes to multiples of 8, from 64 pixels up', async () => {
    for (const [height, width] of [
      [64, 64],
      [67, 69],
      [100, 259],
    ]) {
      const { gridHeight, gridWidth } = await embedder.embed(noise(1, height, width, 3, 2));
      expect([gridHeight, gridWidth]).deep.equal([Math.round(height / 8), Math.round(width / 8)]);
    }
  });

  it('sees in a picture a little larger what it sees in the picture', async () => {
    const smooth = (size: number): Images => {
      const light = (i: number): number =>
        128 +
        80 *
          Math.sin((0.2 * 64 * ((i % size) + 0.5)) / size) *
          Math.cos((0.15 * 64 * (Math.floor(i / size) + 0.5)) / size);
      return images(
        Uint8Array.from({ length: size * size }, (_, i) => light(i)),
        1,
        size,
        size,
        1,
      );
    };
    const tone = columnsOf('tone')[0];
    const [exact, larger] = [(await embedder.embed(smooth(64))).patches, (await embedder.embed(smooth(66))).patches];
    for (let p = 0; p < exact.rows; p++)
      expect(larger.values[p * 76 + tone]).closeTo(exact.values[p * 76 + tone], 0.03);
  });

  it('takes gray for red, green and blue alike, which is no colour at all', async () => {
    const gray = noise(1, 64, 64, 1, 3);
    const pixels = Uint8Array.from({ length: 3 * gray.pixels.length }, (_, k) => gray.pixels[Math.floor(k / 3)]);
    const [one, three] = [await embedder.embed(gray), await embedder.embed({ ...gray, pixels, channels: 3 })];
    expect(one).deep.equal(three);
    const chroma = columnsOf('chroma')[0];
    for (let p = 0; p < one.patches.rows; p++) expect(one.patches.values[p * 76 + chroma]).closeTo(0, 1e-6);
  });

  it('does not mind how many images come at once', async () => {
    const many = noise(19, 128, 128, 3, 4);
    const { patches } = await embedder.embed(many);
    const { patches: last } = await embedder.embed(sliceImages(many, 18, 19));
    last.values.forEach((value, k) => expect(value).closeTo(patches.values[18 * last.values.length + k], 1e-4));
  });

  it('tells the direction and the width of stripes', async () => {
    const medians = async (picture: Images): Promise<Float32Array> =>
      imageMedians(await embedder.embed(picture)).values;
    const [upright, lying, wide] = [
      await medians(stripes(5, true)),
      await medians(stripes(5, false)),
      await medians(stripes(10, true)),
    ];
    // features 0–5: energies of waves 5 pixels long in steps of 30 degrees; those of the next level are 10 pixels long
    expect(upright.indexOf(Math.max(...upright.subarray(0, 6)))).equal(0);
    expect(lying.indexOf(Math.max(...lying.subarray(0, 6)))).equal(3);
    expect(upright[0]).above(wide[0]);
    expect(wide[32]).above(upright[32]);
  });

  it('moves all energies by about the logarithm of the contrast', async () => {
    const cloth = carpetImages({ train: 2, calibration: 0, good: 0, defects: 0, size: 128 }).train;
    const [plain, faded] = [
      imageMedians(await embedder.embed(cloth)),
      imageMedians(await embedder.embed(contrast(cloth, 0.5))),
    ];
    for (const j of [...columnsOf('energies')]) expect(faded.values[j] - plain.values[j]).within(-0.75, -0.3);
  });

  it('finds defects in carpets far better than chance and than its colours alone', async () => {
    const { train, test, kinds } = carpetImages({
      train: 16,
      calibration: 0,
      good: 15,
      defects: 15,
      size: 128,
      seed: 5,
    });
    const labels = Uint8Array.from(kinds, (kind) => Number(kind !== 'good'));
    const chroma = await openTextureEmbedder({ families: ['chroma'] });
    const [all, colours] = await Promise.all(
      [embedder, chroma].map(async (own) => {
        const bank = await fitMemoryBank(await own.embed(train), own.bank);
        return auroc((await bank.score(await own.embed(test))).imageScores, labels);
      }),
    );
    await chroma.release();
    expect(all).above(0.8);
    expect(all).above(colours);
  });

  it('keeps the features of the families it is asked for', async () => {
    const tone = await openTextureEmbedder({ families: ['tone'] });
    const picture = noise(1, 64, 64, 3, 6);
    const [some, all] = [(await tone.embed(picture)).patches, (await embedder.embed(picture)).patches];
    const columns = columnsOf('tone');
    expect([some.rows, some.columns]).deep.equal([64, columns.length]);
    expect(some.values[5]).equal(all.values[76 + columns[5 % columns.length]]);
    expect(tone.bank.whitening?.defects?.columns).equal(columns.length);
    await tone.release();
  });

  it('ships the filters that the code describes', async () => {
    const session = await openSession(textureGraph());
    const picture = noise(1, 64, 64, 3, 7);
    const { patches } = await session.run({ images: tensor(picture.pixels, [1, 64, 64, 3], 'uint8') });
    expect((await embedder.embed(picture)).patches.values).deep.equal(patches.values);
    await session.release();
  });

  it('refuses pictures below 64 pixels', async () => {
    const error = await embedder.embed(noise(1, 63, 64, 3, 1)).catch((reason: unknown) => reason);
    expect(error).instanceOf(RangeError);
    expect((error as Error).message).match(/invalid height of images: expected an integer in \[64, .*got 63/);
  });

  it('refuses families that it does not have', async () => {
    const error = await openTextureEmbedder({ families: ['colour' as 'chroma'] }).catch((reason: unknown) => reason);
    expect(error).instanceOf(RangeError);
    expect((error as Error).message).match(/invalid families: expected one of energies, .*, got "colour"/);
  });

  it('refuses a model that is another one, or none', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'texture-'));
    try {
      const path = join(folder, 'model.onnx');
      const code = async (): Promise<unknown> =>
        openTextureEmbedder({ path }).catch((error: { code: string }) => error.code);
      expect(await code()).equal('DRIFTLAB_IO');
      await writeFile(path, 'not a model');
      expect(await code()).equal('DRIFTLAB_INVALID_MODEL');
      await writeFile(path, textureGraph().encode());
      expect(await code()).equal('DRIFTLAB_INVALID_MODEL');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('the plain Gabor embedder', () => {
  it('has 18 features that are only standardised', async () => {
    const gabor = await openGaborEmbedder();
    const { patches } = await gabor.embed(noise(1, 64, 64, 3, 1));
    expect([patches.rows, patches.columns]).deep.equal([64, 18]);
    expect(gabor.bank.whitening).deep.equal({ centre: false, decorrelate: false });
    await gabor.release();
  });
});
