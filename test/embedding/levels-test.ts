import { expect } from 'chai';
import { contrast } from '../../src/augmentation/contrast';
import { carpetImages } from '../../src/data/carpet';
import { fitMemoryBank, type MemoryBank } from '../../src/embedding/memoryBank';
import { openTextureEmbedder, type TextureEmbedder } from '../../src/embedding/textureEmbedder';
import { sliceImages } from '../../src/images';

describe('the level of an image', () => {
  const { train, test } = carpetImages({ train: 24, calibration: 0, good: 8, defects: 5, size: 64, seed: 3 });
  let embedder: TextureEmbedder;
  let withLevels: MemoryBank;
  let without: MemoryBank;
  before(async () => {
    embedder = await openTextureEmbedder();
    const normal = await embedder.embed(train);
    withLevels = await fitMemoryBank(normal, { ...embedder.bank, levels: true });
    without = await fitMemoryBank(normal, { ...embedder.bank, levels: false });
  });
  after(() => embedder.release());

  it('makes a uniform change of contrast visible, which centred patches do not see', async () => {
    const faded = await embedder.embed(contrast(sliceImages(test, 0, 8), 0.5));
    const good = await embedder.embed(sliceImages(test, 0, 8));
    const least = (scores: Float64Array) => Math.min(...scores);
    const largest = (scores: Float64Array) => Math.max(...scores);
    expect(least((await withLevels.score(faded)).imageScores)).above(
      largest((await withLevels.score(good)).imageScores),
    );
    expect(least((await without.score(faded)).imageScores)).below(largest((await without.score(good)).imageScores));
  });

  it('only ever raises the score of an image, and leaves the heat map alone', async () => {
    const embedding = await embedder.embed(test);
    const [all, local] = [await withLevels.score(embedding), await without.score(embedding)];
    all.imageScores.forEach((score, i) => expect(score).at.least(local.imageScores[i]));
    expect(all.patchScores).deep.equal(local.patchScores);
  });

  it('is left out with fewer than four images', async () => {
    const few = await fitMemoryBank(await embedder.embed(sliceImages(train, 0, 3)), { ...embedder.bank, levels: true });
    expect(few.metadata.levels).equal(undefined);
  });
});
