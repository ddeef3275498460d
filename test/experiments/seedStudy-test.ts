import { expect } from 'chai';
import { openTextureEmbedder } from '../../src/embedding/textureEmbedder';
import { seedStudy } from '../../src/experiments/seedStudy';

describe('seedStudy', () => {
  it('ranks the same test images clean, before and after, once for each seed', async () => {
    const embedder = await openTextureEmbedder();
    const seen: number[] = [];
    try {
      const options = { embedder, bank: embedder.bank, carpet: { train: 6, good: 6, defects: 10, size: 128 } };
      const rows = await seedStudy({ ...options, seeds: [3, 4], onProgress: (done) => seen.push(done) });
      expect(rows.map(({ seed }) => seed)).deep.equal([3, 4]);
      expect(seen).deep.equal([1, 2]);
      for (const { runs, baselines } of rows) {
        for (const { imageAuroc, recallAtFpr5 } of Object.values(runs)) {
          expect(imageAuroc).within(0, 1);
          expect(recallAtFpr5).within(0, 1);
        }
        expect(runs.before.imageAuroc).lessThan(runs.clean.imageAuroc);
        expect(baselines.map(({ name }) => name)).deep.equal(['Gabor bank', 'mean colour']);
      }
      const same = await seedStudy({ ...options, seeds: [3], factor: 1 });
      expect(same[0].runs.before).deep.equal(same[0].runs.clean).and.deep.equal(rows[0].runs.clean);
    } finally {
      await embedder.release();
    }
  });
});
