import { expect } from 'chai';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { contrast } from '../../src/augmentation/contrast';
import { openMvtec, readMvtec } from '../../src/data/mvtec';
import { openTextureEmbedder, type TextureEmbedder } from '../../src/embedding/textureEmbedder';
import { type DataDrift, dataDrift } from '../../src/experiments/dataDrift';
import { dataDriftClaims } from '../../src/experiments/dataDriftClaims';
import { dataDriftFigures } from '../../src/experiments/dataDriftFigures';
import { writeDataDrift } from '../../src/experiments/dataDriftFiles';
import { summarize } from '../../src/experiments/dataDriftSummary';
import { makeTinyClass, scratchFolder } from '../helpers/tinyClass';

describe('dataDrift', function () {
  this.timeout(60_000);
  let root = '';
  let remove: () => Promise<void>;
  let out = '';
  let embedder: TextureEmbedder;
  let demo: DataDrift;
  const run = (options = {}): Promise<DataDrift> =>
    dataDrift({ embedder, bank: embedder.bank, dataRoot: root, outRoot: out, imageSize: 64, alpha: 0.1, ...options });

  before(async () => {
    ({ folder: root, remove } = await scratchFolder());
    out = join(root, 'results');
    await makeTinyClass(root, { train: 12, calibration: 12, good: 12, defects: 10 });
    embedder = await openTextureEmbedder();
    demo = await run();
  });
  after(async () => {
    await embedder.release();
    await remove();
  });

  it('writes the drifted datasets in the layout it read, with the drift it names', async () => {
    const drifted = await readMvtec(await openMvtec(join(out, 'drifted_test'), 'carpet', { parts: ['test'] }));
    const clean = await readMvtec(await openMvtec(root, 'carpet'));
    expect(drifted.kinds).deep.equal(clean.kinds);
    expect(drifted.test.pixels).deep.equal(contrast(clean.test, 0.6).pixels);
    expect(drifted.masks).deep.equal(clean.masks);
    expect(existsSync(join(out, 'drifted_train', 'carpet', 'validation', 'good'))).equal(true);
  });

  it('keeps the threshold before the rebuild and takes a new one after it', () => {
    const { clean, before, after } = demo.runs;
    expect(before.metrics.threshold).equal(clean.metrics.threshold);
    expect(after.metrics.threshold).not.equal(before.metrics.threshold);
    expect(clean.goodScores).length(12);
    expect(clean.defectScores).length(10);
  });

  it('gives the same summary for the same seed', async () => {
    expect(summarize(await run())).deep.equal(summarize(demo));
  });

  it('changes nothing with a contrast of 1', async () => {
    const { runs } = await run({ factor: 1 });
    expect(runs.before.metrics).deep.equal(runs.clean.metrics);
    expect(runs.after.metrics).deep.equal(runs.clean.metrics);
  });

  it('tests contaminated banks on images that are in none of them', () => {
    const [first, ...others] = demo.contamination;
    expect(first.share).equal(0);
    for (const { run: other } of others) {
      expect(other.goodScores).length(first.run.goodScores.length);
      expect(other.defectScores).length(first.run.defectScores.length);
    }
    expect(first.run.defectScores.length).lessThan(10).and.at.least(5);
  });

  it('writes the summary, the figures and a heat map for each test image of both runs', async () => {
    await writeDataDrift(demo, await dataDriftFigures(demo), out);
    const summary = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8')) as object;
    expect(summary).deep.equal(summarize(demo));
    expect(summary).include.keys('class', 'embedder', 'seed', 'drift', 'runs', 'baselines');
    for (const name of ['before.svg', 'after.png', 'comparison.svg', 'comparison.html', 'gallery.png'])
      expect(existsSync(join(out, 'figures', name)), name).equal(true);
    for (const name of ['before', 'after'])
      expect(
        readdirSync(join(out, 'heatmaps', name), { recursive: true }).filter((path) => String(path).endsWith('.png')),
      ).length(22);
  });

  it('leaves pixel figures out where there are no masks', async () => {
    const { folder: bare, remove: removeBare } = await scratchFolder();
    try {
      await makeTinyClass(bare, { train: 6, calibration: 10, good: 6, defects: 10 });
      rmSync(join(bare, 'carpet', 'ground_truth'), { recursive: true });
      const { runs } = await run({ dataRoot: bare, outRoot: join(bare, 'out') });
      expect(runs.after.metrics).include({ pixelAuroc: null, aupro: null });
      expect(runs.after.metrics.imageAuroc).within(0, 1);
    } finally {
      await removeBare();
    }
  });

  it('has no threshold, and says why in its claims, where calibration images are too few', async () => {
    const few = await run({ alpha: 0.01 });
    expect(few.runs.clean.metrics).include({ threshold: null, falseAlarmRate: null, recall: null });
    const { clean, before, after } = few.runs;
    const runs = { clean: clean.metrics, before: before.metrics, after: after.metrics };
    const row = { seed: 0, runs, baselines: few.baselines };
    const claim = dataDriftClaims(few, [row, row]).find(({ id }) => id === 'promise-clean');
    expect(claim).include({ holds: false });
    expect(claim?.measured).match(/needs 99 calibration scores, there are 12/);
  });
});
