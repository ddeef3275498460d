import { expect } from 'chai';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readAbout } from '../../src/data/files';
import { encodePng, readImages } from '../../src/data/imageFiles';
import { mvtecBatches, openMvtec, readMvtec } from '../../src/data/mvtec';
import { writeDriftedDataset, writeMvtec, type MvtecPicture } from '../../src/data/mvtecWriter';
import { DriftlabError } from '../../src/errors';
import { images, type Images } from '../../src/images';
import { makeTinyClass, scratchFolder } from '../helpers/tinyClass';
import { skip } from '../skip';
import { failureOf } from './helpers';

const gray = images(new Uint8Array(16).fill(90), 1, 4, 4, 1);

describe('the MVTec AD layout', () => {
  let folder: string;
  let remove: () => Promise<void>;
  beforeEach(async () => void ({ folder, remove } = await scratchFolder()));
  afterEach(() => remove());

  /** Empty-looking images at paths such as `wool/train/good/000.png`. */
  async function touch(...paths: string[]): Promise<void> {
    for (const path of paths) {
      await mkdir(join(folder, path, '..'), { recursive: true });
      await writeFile(join(folder, path), await encodePng(gray));
    }
  }

  it('is read with good images first, in the order of numbers, with masks where there are any', async () => {
    await touch(
      ...['wool/train/good/10.png', 'wool/train/good/9.PNG', 'wool/validation/good/000.jpg', 'wool/test/tear/000.png'],
      ...['wool/test/good/000.png', 'wool/test/blot/000.png', 'wool/test/blot/001.png'],
      ...[
        'wool/ground_truth/blot/000_mask.png',
        'wool/ground_truth/blot/001.png',
        'wool/license.txt',
        'wool/test/.DS_Store',
      ],
    );
    await writeFile(join(folder, 'wool/test/good/Thumbs.db'), '');
    const wool = await openMvtec(folder, 'wool');
    expect(wool.train.map(({ name, kind }) => `${kind} ${name}`)).to.deep.equal(['good 9', 'good 10']);
    expect(wool.calibration.map(({ path }) => path)).to.deep.equal([join(folder, 'wool/validation/good/000.jpg')]);
    expect(wool.test.map(({ kind, name, mask }) => [kind, name, mask && mask.slice(folder.length + 1)])).to.deep.equal([
      ['good', '000', undefined],
      ['blot', '000', 'wool/ground_truth/blot/000_mask.png'],
      ['blot', '001', 'wool/ground_truth/blot/001.png'],
      ['tear', '000', undefined],
    ]);
  });

  it('holds calibration images out of train/good when it has none: a fifth, at least 20, at most half', async () => {
    const expected: [number, number][] = [[1, 0], [3, 1], [30, 15], [60, 20], [150, 30]]; // prettier-ignore
    await mkdir(join(folder, 'wool/train/good'), { recursive: true });
    await touch('wool/test/good/000.png');
    let made = 0;
    for (const [count, heldOut] of expected) {
      while (made < count) await writeFile(join(folder, `wool/train/good/${made++}.png`), '');
      const { train, calibration } = await openMvtec(folder, 'wool');
      expect([train.length, calibration.length], `of ${count}`).to.deep.equal([count - heldOut, heldOut]);
      expect(new Set([...train, ...calibration].map(({ name }) => name))).to.have.property('size', count);
    }
    const names = async (seed: number) =>
      (await openMvtec(folder, 'wool', { seed })).calibration.map(({ name }) => name);
    expect(await names(1)).to.deep.equal(await names(1));
    expect(await names(1)).not.to.deep.equal(await names(2));
    expect((await openMvtec(folder, 'wool', { calibration: 5 })).calibration).to.have.length(5);
    expect((await openMvtec(folder, 'wool', { calibration: 0 })).train).to.have.length(150);
  });

  it('is read whole and in batches, with the same pixels and masks', async () => {
    await makeTinyClass(folder);
    const opened = await openMvtec(folder, 'carpet');
    const whole = await readMvtec(opened);
    expect(whole.train).to.include({ count: 6, height: 64, width: 64, channels: 3 });
    expect(whole.calibration.count).to.equal(4);
    expect(whole.kinds).to.deep.equal([
      'good',
      'good',
      'good',
      'color',
      'cut',
      'hole',
      'metal_contamination',
      'thread',
    ]);
    let start = 0;
    for await (const batch of mvtecBatches(opened.test, { batchSize: 3 })) {
      const end = start + batch.images.count;
      expect(batch.items).to.deep.equal(opened.test.slice(start, end));
      expect(batch.images.pixels).to.deep.equal(whole.test.pixels.slice(start * 64 * 64 * 3, end * 64 * 64 * 3));
      expect(batch.masks.pixels).to.deep.equal(whole.masks!.pixels.slice(start * 64 * 64, end * 64 * 64));
      start = end;
    }
    expect(start).to.equal(8);
    expect(await readMvtec(opened, { size: 40 })).to.have.nested.include({ 'test.width': 40, 'masks.width': 40 });
  });

  it('works without masks: then there are none, rather than empty ones', async () => {
    await rm(join(await makeTinyClass(folder), 'ground_truth'), { recursive: true });
    const { masks, test } = await readMvtec(await openMvtec(folder, 'carpet'));
    expect(masks).to.equal(undefined);
    expect(test.count).to.equal(8);
  });

  it('says what to do when the root is missing or empty, and which classes there are', async () => {
    const nowhere = join(folder, 'nowhere');
    const missing = await failureOf(openMvtec(nowhere, 'carpet'));
    expect(missing).to.be.instanceOf(DriftlabError).with.property('code', 'DRIFTLAB_IO');
    expect(missing.message).to.equal(
      `cannot open the data root ${nowhere}: no such file or folder. Set DATA_ROOT to a folder in the MVTec AD layout, or make a class with \`driftlab carpet --data-root <folder>\``,
    );
    const empty = await failureOf(openMvtec(folder, 'carpet'));
    expect(empty).to.be.instanceOf(DriftlabError).with.property('code', 'DRIFTLAB_INVALID_DATA');
    expect(empty.message).to.match(/^no class "carpet" in .*: it has no classes: set DATA_ROOT, or make a class with/);
    await touch('wool/train/good/0.png', 'silk/test/good/0.png', 'notes/a.png');
    expect((await failureOf(openMvtec(folder, 'carpet'))).message).to.match(
      /^no class "carpet" in .*: it has silk, wool$/,
    );
  });

  it('says which folder has no images', async () => {
    await touch('a/test/good/0.png', 'b/train/good/0.png');
    await mkdir(join(folder, 'a/train/good'), { recursive: true });
    const message = async (name: string) => (await failureOf(openMvtec(folder, name))).message;
    expect(await message('a')).to.equal(`no images in ${join(folder, 'a/train/good')}: expected files like 000.png`);
    expect(await message('b')).to.equal(`no images in ${join(folder, 'b/test')}: expected files like 000.png`);
    expect((await openMvtec(folder, 'a', { parts: ['test'] })).test).to.have.length(1);
    await touch('b/test/good/0.png', 'b/test/good/0.jpg');
    expect(await message('b')).to.match(/^two images are called 0 in .*good: keep one$/);
  });

  it('never leaves its root', async () => {
    for (const className of ['../carpet', '..', '.', '', 'a/b', 'a\\b', '/etc', '.hidden', 'a\0b']) {
      const rule = /invalid className: expected the name of one folder, got/;
      for (const attempt of [openMvtec(folder, className), writeMvtec(folder, className, [])]) {
        const error = await failureOf(attempt);
        expect(error, className).to.be.instanceOf(RangeError);
        expect(error.message).to.match(rule);
      }
    }
  });

  it('is written so that it is read again, in all its parts', async () => {
    const mask = images(new Uint8Array(16).fill(1, 0, 5), 1, 4, 4, 1);
    const image = images(
      Uint8Array.from({ length: 48 }, (_, i) => 5 * i),
      1,
      4,
      4,
      3,
    );
    const pictures: MvtecPicture[] = [
      { part: 'train', kind: 'good', name: '000', image },
      { part: 'calibration', kind: 'good', name: '000', image },
      { part: 'test', kind: 'good', name: '000', image },
      { part: 'test', kind: 'blot', name: '007', image, mask },
    ];
    await writeMvtec(folder, 'wool', pictures, { made: 'by hand' });
    const wool = await readMvtec(await openMvtec(folder, 'wool'));
    expect(wool).to.deep.equal({
      train: image,
      calibration: image,
      test: { ...image, count: 2, pixels: new Uint8Array([...image.pixels, ...image.pixels]) },
      kinds: ['good', 'blot'],
      masks: { ...mask, count: 2, pixels: new Uint8Array([...new Uint8Array(16), ...mask.pixels]) },
    });
    expect(await readAbout(join(folder, 'wool'))).to.deep.equal({ made: 'by hand' });
  });

  it('holds a drifted copy: images changed, names and masks kept, the original untouched', async () => {
    const original = await makeTinyClass(folder);
    const before = await readFile(join(original, 'test/hole/000.png'));
    const opened = await openMvtec(folder, 'carpet');
    const negative = (batch: Images): Images => ({ ...batch, pixels: batch.pixels.map((value) => 255 - value) });
    const progress: [number, number][] = [];
    const out = join(folder, 'drifted');
    const made = await writeDriftedDataset(opened, 'test', join(out, 'test'), negative, {
      about: { drift: 'negative' },
      onProgress: (done, total) => progress.push([done, total]),
      batchSize: 5,
    });
    expect(made).to.equal(join(out, 'test', 'carpet'));
    expect(await readAbout(made)).to.deep.equal({ part: 'test', drift: 'negative' });
    expect(progress).to.deep.equal([[5, 8], [8, 8]]); // prettier-ignore
    const test = await openMvtec(join(out, 'test'), 'carpet', { parts: ['test'] });
    const [clean, drifted] = [await readMvtec(opened), await readMvtec(test)];
    expect(drifted.test).to.deep.equal(negative(clean.test));
    expect(drifted.kinds).to.deep.equal(clean.kinds);
    expect(drifted.masks).to.deep.equal(clean.masks);
    expect(await readFile(join(original, 'test/hole/000.png'))).to.deep.equal(before);

    await writeDriftedDataset(opened, 'train', join(out, 'train'), negative);
    const train = await readMvtec(await openMvtec(join(out, 'train'), 'carpet', { parts: ['train'] }));
    expect(train.train).to.deep.equal(negative(clean.train));
    expect(train.calibration).to.deep.equal(negative(clean.calibration));
    expect(train.test.count).to.equal(0);
  });

  it('keeps the calibration split of a class that has no validation folder', async () => {
    const made = await makeTinyClass(folder);
    await rm(join(made, 'validation'), { recursive: true });
    const opened = await openMvtec(folder, 'carpet', { seed: 5 });
    expect(opened.calibration).to.have.length(3);
    const out = await writeDriftedDataset(opened, 'train', join(folder, 'drifted'), (batch) => batch);
    expect(await readdir(join(out, 'validation/good'))).to.deep.equal(
      opened.calibration.map(({ name }) => `${name}.png`),
    );
  });

  it('leaves no half of a drifted copy when the drift fails', async () => {
    await makeTinyClass(folder);
    const opened = await openMvtec(folder, 'carpet');
    const out = join(folder, 'drifted');
    const broken = writeDriftedDataset(opened, 'test', out, () => Promise.reject(new Error('lens fell off')));
    expect((await failureOf(broken)).message).to.equal('lens fell off');
    expect(await readdir(out)).to.deep.equal([]);
  });

  it('is that of the real photographs', async function () {
    const data = process.env.DRIFTLAB_DATA;
    if (!data) return skip(this, 'DRIFTLAB_DATA is not set');
    const root = join(data, 'images', 'mvtec_ad_mini');
    const bottle = await openMvtec(root, 'bottle', { parts: ['test'] });
    expect(bottle.test.filter(({ kind }) => kind === 'good')).to.have.length(8);
    expect(bottle.test.filter(({ mask }) => mask)).to.have.length(8);
    const { test, masks } = await readMvtec(bottle);
    expect(test).to.include({ count: 16, height: 256, width: 256, channels: 3 });
    expect(masks!.pixels.some((inside) => inside === 1)).to.equal(true);
    await cp(join(root, 'capsule'), join(folder, 'capsule'), { recursive: true });
    await rename(join(folder, 'capsule/test/good'), join(folder, 'capsule/train_good'));
    await mkdir(join(folder, 'capsule/train'));
    await rename(join(folder, 'capsule/train_good'), join(folder, 'capsule/train/good'));
    const capsule = await openMvtec(folder, 'capsule');
    expect([capsule.train.length, capsule.calibration.length, capsule.test.length]).to.deep.equal([4, 4, 8]);
    expect((await readImages([capsule.train[0].path])).width).to.equal(256);
  });
});
