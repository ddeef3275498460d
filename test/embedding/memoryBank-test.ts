import { expect } from 'chai';
import { kCenterGreedy } from '../../src/embedding/coreset';
import { selectEmbeddings } from '../../src/embedding/embeddingImages';
import { fitMemoryBank, memoryBank } from '../../src/embedding/memoryBank';
import { patchcoreScore } from '../../src/embedding/patchcore';
import { fitWhitening, whiten } from '../../src/embedding/whitening';
import { selectRows } from '../../src/matrix';
import { createRandom } from '../../src/random';
import { normalImages, withDefect } from './patches';

describe('a memory bank', () => {
  it('is PatchCore by default: 10 % as a coreset, equations 6 and 7 with 9 neighbours', async () => {
    const train = normalImages(6, 1);
    const test = withDefect(normalImages(3, 2), 1);
    const bank = await fitMemoryBank(train, { random: createRandom(3) });
    const { indices } = await kCenterGreedy(train.patches, 38, { random: createRandom(3).fork('start') });
    expect(bank.patches).deep.equal(selectRows(train.patches, indices));
    const { patchScores, imageScores } = await bank.score(test);
    for (let i = 0; i < 3; i++) {
      const expected = await patchcoreScore(bank.patches, selectEmbeddings(test, [i]).patches);
      expect(imageScores[i]).closeTo(expected.imageScore, 1e-6);
      expect(patchScores.values.subarray(i * 64, (i + 1) * 64)).deep.equal(expected.patchScores);
    }
  });

  it('scores a defect above all normal images, and shows where it is', async () => {
    const bank = await fitMemoryBank(normalImages(8, 1));
    const { patchScores, imageScores } = await bank.score(withDefect(normalImages(5, 2), 4));
    expect(imageScores[4]).above(Math.max(...imageScores.subarray(0, 4)));
    expect(patchScores.values.indexOf(Math.max(...patchScores.values))).equal(4 * 64 + 27);
  });

  it('works from one image up', async () => {
    for (const count of [1, 2, 16]) {
      const bank = await fitMemoryBank(normalImages(count, 1), { whitening: {}, average: 3, neighbours: 0 });
      const { imageScores } = await bank.score(withDefect(normalImages(4, 2), 0));
      expect(imageScores[0]).above(Math.max(...imageScores.subarray(1)));
    }
  });

  it('gives 0 to its own images when it keeps all of their patches', async () => {
    const train = normalImages(2, 1);
    const { patchScores, imageScores } = await (await fitMemoryBank(train, { share: 1 })).score(train);
    expect([...imageScores, ...patchScores.values].every((score) => score === 0)).equal(true);
  });

  it('no longer sees a defect that got into the bank, and sees others still', async () => {
    const normal = normalImages(6, 1);
    const test = withDefect(withDefect(normalImages(4, 2), 0, 12), 1, -12);
    const clean = await (await fitMemoryBank(normal, { neighbours: 0 })).score(test);
    const contaminated = await (
      await fitMemoryBank([normal, withDefect(normalImages(1, 3), 0, 12)], { neighbours: 0 })
    ).score(test);
    expect(clean.imageScores[0]).above(2 * clean.imageScores[2]);
    expect(contaminated.imageScores[0]).below(0.5 * clean.imageScores[0]);
    expect(contaminated.imageScores[1]).above(0.9 * clean.imageScores[1]);
  });

  it('whitens with a map fitted to its images', async () => {
    const train = normalImages(6, 1);
    const bank = await fitMemoryBank(train, { whitening: { ridge: 0.1 }, size: 50, neighbours: 0 });
    const whitening = await fitWhitening(train, { ridge: 0.1 });
    expect(bank.whitening).deep.equal(whitening);
    const test = normalImages(2, 2);
    const plain = memoryBank({ patches: bank.patches, metadata: bank.metadata });
    expect(await bank.score(test)).deep.equal(await plain.score(await whiten(test, whitening)));
  });

  it('averages over the nearest whole window before it takes the maximum', async () => {
    const train = normalImages(4, 1);
    const test = withDefect(normalImages(2, 2), 0);
    const plain = (await (await fitMemoryBank(train, { neighbours: 0 })).score(test)).patchScores.values;
    const { patchScores, imageScores } = await (await fitMemoryBank(train, { neighbours: 0, average: 3 })).score(test);
    const mean = (cells: number[]): number => cells.reduce((sum, cell) => sum + plain[cell], 0) / cells.length;
    expect(patchScores.values[0]).closeTo(mean([0, 1, 2, 8, 9, 10, 16, 17, 18]), 1e-6);
    expect(patchScores.values[64 + 7]).closeTo(mean([5, 6, 7, 13, 14, 15, 21, 22, 23].map((cell) => 64 + cell)), 1e-6);
    expect(patchScores.values[27]).closeTo(mean([18, 19, 20, 26, 27, 28, 34, 35, 36]), 1e-6);
    expect(imageScores[0]).equal(Math.max(...patchScores.values.subarray(0, 64)));
  });

  it('chooses among as many candidates as it is told, all of them from the images', async () => {
    const train = normalImages(8, 1);
    const bank = await fitMemoryBank(train, { candidates: 100, size: 64 });
    expect([bank.patches.rows, bank.metadata.candidates]).deep.equal([64, 100]);
    const { patchScores } = await (
      await fitMemoryBank(train, { share: 1, neighbours: 0 })
    ).score({
      ...train,
      patches: bank.patches,
      count: 1,
    });
    expect(Math.max(...patchScores.values)).equal(0);
  });

  it('is the same for the same seed, however much was drawn from it, and another for another', async () => {
    const train = normalImages(4, 1);
    const fit = async (seed: number, draws: number): Promise<Float32Array> => {
      const random = createRandom(seed);
      for (let i = 0; i < draws; i++) random.uniform();
      return (await fitMemoryBank(train, { random, candidates: 150 })).patches.values;
    };
    expect(await fit(1, 0)).deep.equal(await fit(1, 5));
    expect(await fit(1, 0)).not.deep.equal(await fit(2, 0));
  });

  it('scores images one by one as it does together, and leaves them as they were', async () => {
    const bank = await fitMemoryBank(normalImages(4, 1), { whitening: {} });
    const test = normalImages(3, 2);
    const before = test.patches.values.slice();
    const { imageScores } = await bank.score(test);
    expect(test.patches.values).deep.equal(before);
    for (let i = 0; i < 3; i++)
      expect((await bank.score(selectEmbeddings(test, [i]))).imageScores[0]).closeTo(imageScores[i], 1e-5);
  });

  it('tells where it came from and how well it covers its images', async () => {
    const source = { embedder: 'texture', imageHeight: 64, imageWidth: 64, seed: 7 };
    const { metadata } = await fitMemoryBank(normalImages(4, 1), { source, share: 0.25, average: 3 });
    expect(metadata).include({ images: 4, gridHeight: 8, gridWidth: 8, candidates: 256, neighbours: 9, average: 3 });
    expect(metadata.source).deep.equal(source);
    expect(metadata.radius).within(0.1, 10);
  });

  const train = normalImages(2, 1);
  const wrong: [string, () => Promise<unknown>, RegExp][] = [
    ['a share of 0', () => fitMemoryBank(train, { share: 0 }), /invalid share: .* got 0/],
    ['a share above 1', () => fitMemoryBank(train, { share: 1.5 }), /invalid share: .*1\], got 1\.5/],
    ['an empty bank', () => fitMemoryBank(train, { size: 0 }), /invalid size: .* got 0/],
    ['no candidates', () => fitMemoryBank(train, { candidates: 0 }), /invalid candidates: .* got 0/],
    ['one neighbour', () => fitMemoryBank(train, { neighbours: 1 }), /invalid neighbours: .* got 1/],
    ['weights from a single row', () => fitMemoryBank(train, { size: 1 }), /size of a bank with neighbours: .* got 1/],
    ['an even window', () => fitMemoryBank(train, { average: 2 }), /invalid average: expected an odd number, got 2/],
    ['no images', () => fitMemoryBank(normalImages(0, 1)), /invalid count of embedding/],
    ['an empty list', () => fitMemoryBank([]), /invalid parts/],
    ['a wrong number of patches', () => fitMemoryBank({ ...train, count: 3 }), /3 × 8 × 8 = 192 patches, got 128/],
    [
      'images with another grid',
      async () => (await fitMemoryBank(train)).score({ ...train, gridHeight: 4, count: 4 }),
      /expected 8 × 8 patches with 8 features as in the bank, got 4 × 8 patches with 8 features/,
    ],
  ];
  for (const [what, call, message] of wrong)
    it(`refuses ${what}`, async () => {
      const error = await call().catch((reason: unknown) => reason);
      expect(error).instanceOf(RangeError);
      expect((error as Error).message).match(message);
    });
});
