import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type ElementType, tensor, type Tensor } from '../../src/compute/tensor';
import { readIdx } from '../../src/data/idx';
import { groupsOf, labeledImages, selectLabeled } from '../../src/data/labeledImages';
import { openMedMnist } from '../../src/data/medMnist';
import { medMnistSet, medMnistSets } from '../../src/data/medMnistSets';
import { openMnist } from '../../src/data/mnist';
import { writeNpz } from '../../src/data/npz';
import { DriftlabError } from '../../src/errors';
import { images } from '../../src/images';
import { skip } from '../skip';
import { expectInvalid, failureOf } from './helpers';

const realData = process.env.DRIFTLAB_DATA && join(process.env.DRIFTLAB_DATA, 'images');

let folder: string;
before(() => void (folder = mkdtempSync(join(tmpdir(), 'driftlab-medical-'))));
after(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function needsRealData(context: Mocha.Context): string {
  return realData ?? skip(context, 'DRIFTLAB_DATA names no folder with the data sets');
}

/** How many images of each class there are. */
function counts({ labels, classes }: { labels: Uint8Array; classes: readonly string[] }): number[] {
  return classes.map((_, label) => labels.filter((one) => one === label).length);
}

describe('labelled images', () => {
  const pixels = Uint8Array.from({ length: 12 }, (_, i) => i);
  const batch = images(pixels, 3, 2, 2, 1);
  const set = labeledImages('coins', batch, Uint8Array.of(0, 1, 1), ['heads', 'tails'], {
    attribute: 'mint',
    names: ['A', 'D'],
    members: Uint8Array.of(1, 0, 1),
  });

  it('are chosen by rows with labels and groups, also twice', () => {
    const some = selectLabeled(set, [2, 0, 2]);
    expect([...some.images.pixels]).deep.equal([8, 9, 10, 11, 0, 1, 2, 3, 8, 9, 10, 11]);
    expect([...some.labels]).deep.equal([1, 0, 1]);
    expect([...groupsOf(some).members]).deep.equal([1, 1, 1]);
    expect(selectLabeled(set, []).images.count).equal(0);
  });

  it('refuse labels and rows that are not there', () => {
    const label =
      (...labels: number[]) =>
      () =>
        labeledImages('coins', batch, Uint8Array.from(labels), ['heads']);
    expect(label(0, 1, 0)).throw(RangeError, 'invalid labels: expected integers in [0, 0], got 1 for image 1');
    expect(label(0)).throw(RangeError, 'invalid labels: expected one for each of 3 images, got 1');
    const members = { attribute: 'mint', names: ['A'], members: Uint8Array.of(0, 0, 2) };
    expect(() => labeledImages('coins', batch, Uint8Array.of(0, 0, 0), ['heads'], members)).throw(
      /groups.*got 2 for image 2/,
    );
    for (const row of [-1, 3, 0.5, NaN]) expect(() => selectLabeled(set, [row]), `${row}`).throw(RangeError, 'row');
  });
});

describe('openMedMnist', () => {
  interface Part {
    readonly type?: ElementType;
    readonly shape?: readonly number[];
    readonly label?: number;
  }
  const breast = medMnistSet('breastmnist');
  const names = { train: 'train', validation: 'val', test: 'test' } as const;

  /** BreastMNIST's arrays, all black and of one class, with one part changed. */
  function arrays(change: Part = {}): Record<string, Tensor> {
    return Object.fromEntries(
      (['train', 'validation', 'test'] as const).flatMap((part) => {
        const count = breast.sizes[part];
        const { type = 'uint8', shape = [count, 28, 28], label = 1 } = part === 'test' ? change : {};
        const length = shape.reduce((product, size) => product * size, 1);
        return [
          [`${names[part]}_images`, tensor(new Uint8Array(length), shape, type)],
          [`${names[part]}_labels`, tensor(new Uint8Array(count).fill(label), [count, 1], 'uint8')],
        ];
      }),
    );
  }

  async function opening(content: Record<string, Tensor>): ReturnType<typeof openMedMnist> {
    const path = join(folder, 'made.npz');
    await writeNpz(path, content);
    return openMedMnist(path, 'breastmnist', { checksum: 'skip' });
  }

  it('knows eight sets by name, with the sizes of the paper', () => {
    const total = (name: string) => {
      const { train, validation, test } = medMnistSets.find((set) => set.name === name)!.sizes;
      return train + validation + test;
    };
    const published = { path: 107_180, derma: 10_015, retina: 1_600, blood: 17_092, pneumonia: 5_856, breast: 780, oct: 109_309, tissue: 236_386 }; // prettier-ignore
    for (const [name, size] of Object.entries(published)) expect(total(`${name}mnist`), name).equal(size);
    expect(medMnistSets).length(8);
    for (const { md5, classes } of medMnistSets) {
      expect(md5).match(/^[\da-f]{32}$/);
      expect(new Set(classes).size).equal(classes.length);
    }
    expect(() => medMnistSet('chestmnist' as 'pathmnist')).throw(RangeError, 'expected one of pathmnist, dermamnist');
  });

  it('reads a set with its classes', async () => {
    const { train, validation, test } = await opening(arrays());
    expect([train, validation, test].map((part) => part.images.count)).deep.equal([546, 78, 156]);
    expect(test.classes).deep.equal(['malignant', 'normal, benign']);
    expect(test.images).include({ height: 28, width: 28, channels: 1 });
  });

  it('names what is not as published', async () => {
    await expectInvalid(opening(arrays({ label: 2 })), 'label 0 of test_labels: expected an integer in [0, 1], got 2');
    await expectInvalid(
      opening(arrays({ shape: [155, 28, 28] })),
      'expected test_images, uint8 [156, 28, 28], got uint8 [155',
    );
    await expectInvalid(opening(arrays({ shape: [156, 64, 64] })), 'got uint8 [156, 64, 64]');
    await expectInvalid(opening(arrays({ type: 'float32' })), 'got float32 [156, 28, 28]');
    const without = arrays();
    delete without.test_labels;
    await expectInvalid(
      opening(without),
      'expected test_labels, uint8 [156, 1], got train_images, train_labels, val_images',
    );
    await expectInvalid(opening({}), 'got no arrays');
  });

  it('says which checksum it expected and found, and how to go on', async () => {
    const path = join(folder, 'breastmnist.npz');
    await writeNpz(path, arrays());
    const found = createHash('md5').update(readFileSync(path)).digest('hex');
    await expectInvalid(openMedMnist(folder, 'breastmnist'), breast.md5, found, 'make data', "checksum: 'skip'");
    expect((await openMedMnist(folder, 'breastmnist', { checksum: 'skip' })).test.images.count).equal(156);
  });

  it('says how to get a set that is not there', async () => {
    const error = await failureOf(openMedMnist(folder, 'octmnist'));
    expect(error).include({ code: 'DRIFTLAB_IO' });
    expect(error.message).match(/octmnist\.npz: no such file or folder\. `make data` fetches/);
    expect(await failureOf(openMedMnist(folder, 'mnist' as 'octmnist'))).instanceOf(RangeError);
    expect(await failureOf(openMedMnist(folder, 'octmnist', { checksum: 'no' as 'skip' }))).instanceOf(RangeError);
  });

  it('has no sensitive attribute: asking for one says so', async () => {
    const { test } = await opening(arrays());
    expect(() => groupsOf(test)).throw(
      DriftlabError,
      'breastmnist has no sensitive attribute: its makers published none',
    );
  });

  it('reads the published BreastMNIST and RetinaMNIST, whose checksums are right', async function () {
    const root = needsRealData(this);
    const breast = await openMedMnist(root, 'breastmnist');
    expect([breast.train, breast.validation, breast.test].map(counts)).deep.equal([[147, 399], [21, 57], [42, 114]]); // prettier-ignore
    const retina = await openMedMnist(join(root, 'retinamnist.npz'), 'retinamnist');
    expect(counts(retina.train)).deep.equal([486, 128, 206, 194, 66]);
    expect(retina.train.images).include({ count: 1080, channels: 3 });
    const digest = createHash('sha256').update(retina.test.images.pixels).digest('hex').slice(0, 16);
    expect(digest).equal('b985ab9b93b57fb9');
  });

  it('reads a PneumoniaMNIST put together by others only when told to', async function () {
    const path = join(needsRealData(this), 'pneumoniamnist_assembled.npz');
    await expectInvalid(openMedMnist(path, 'pneumoniamnist'), '28209eda62fecd6e6a2d98b1501bb15f');
    const { train, validation, test } = await openMedMnist(path, 'pneumoniamnist', { checksum: 'skip' });
    expect([train, validation, test].map(counts)).deep.equal([[1214, 3494], [135, 389], [234, 390]]); // prettier-ignore
  });
});

describe('readIdx', () => {
  const idx = (type: number, sizes: readonly number[], body: readonly number[]) =>
    Uint8Array.from([0, 0, type, sizes.length, ...sizes.flatMap((size) => [0, 0, size >> 8, size & 255]), ...body]);

  it('reads every element type, big end first', async () => {
    const bytes = [0x40, 0x49, 0x0f, 0xdb, 0xff, 0xff, 0xff, 0xfe];
    const values = async (type: number, size: number) => {
      const { values } = await readIdx(file('a.idx', idx(type, [size], bytes)));
      return Array.from(values as ArrayLike<number>);
    };
    expect(await values(0x08, 8)).deep.equal(bytes);
    expect(await values(0x09, 8)).deep.equal([0x40, 0x49, 0x0f, -37, -1, -1, -1, -2]);
    expect(await values(0x0b, 4)).deep.equal([0x4049, 0x0fdb, -1, -2]);
    expect(await values(0x0c, 2)).deep.equal([0x40490fdb, -2]);
    expect((await values(0x0d, 2))[0]).equal(Math.fround(Math.PI));
    const pi = [0x40, 0x09, 0x21, 0xfb, 0x54, 0x44, 0x2d, 0x18];
    expect((await readIdx(file('d.idx', idx(0x0e, [], pi)))).values[0]).equal(Math.PI);
  });

  it('refuses what is cut off, too long or no IDX', async () => {
    const refuse = (bytes: Uint8Array, ...parts: string[]) =>
      expectInvalid(readIdx(file('w.idx', bytes)), 'w.idx', ...parts);
    await refuse(new Uint8Array(), 'no IDX file: it begins with the bytes (none)');
    await refuse(Uint8Array.of(1, 0, 8, 1, 0, 0, 0, 0), 'begins with the bytes 01000801');
    await refuse(idx(0x0a, [1], [1]), 'begins with the bytes 00000a01');
    await refuse(idx(8, [2, 3], []).subarray(0, 11), 'cut off in its header, after 11 bytes');
    await refuse(Uint8Array.of(0, 0, 8), 'cut off in its header, after 3 bytes');
    await refuse(idx(8, [2, 3], [1, 2, 3, 4, 5]), 'shape [2, 3] of uint8 takes 6 bytes from byte 12 on, got 5');
    await refuse(idx(8, [2], [1, 2, 3]), 'got 3');
    await refuse(Uint8Array.of(0, 0, 8, 2, ...Array<number>(8).fill(255)), 'got [4294967295, 4294967295]');
    await expectInvalid(
      readIdx(file('l.idx.gz', gzipSync(idx(8, [9], Array(9).fill(0)))), { maxBytes: 16 }),
      'larger than',
    );
  });
});

describe('openMnist', () => {
  const part = (type: number, sizes: readonly number[], fill = 0) => {
    const head = [0, 0, type, sizes.length, ...sizes.flatMap((size) => [0, 0, size >> 8, size & 255])];
    return Buffer.concat([
      Buffer.from(head),
      Buffer.alloc(
        sizes.reduce((product, size) => product * size, 1),
        fill,
      ),
    ]);
  };
  const put = (name: string, pictures: Uint8Array, labels: Uint8Array, packed = false) => {
    const root = join(folder, name);
    mkdirSync(root);
    const write = (kind: string, bytes: Uint8Array) =>
      writeFileSync(join(root, `train-${kind}-ubyte${packed ? '.gz' : ''}`), packed ? gzipSync(bytes) : bytes);
    write('images-idx3', pictures);
    write('labels-idx1', labels);
    return root;
  };

  it('reads plain and packed files', async () => {
    for (const packed of [false, true]) {
      const root = put(`mnist-${packed}`, part(8, [3, 28, 28], 9), part(8, [3], 4), packed);
      const { images, labels, classes } = await openMnist(root, 'train');
      expect(images).include({ count: 3, height: 28, width: 28, channels: 1 });
      expect([...labels]).deep.equal([4, 4, 4]);
      expect(classes).length(10);
    }
  });

  it('refuses images and labels that do not belong together', async () => {
    const wrong: readonly (readonly [Uint8Array, Uint8Array, string])[] = [
      [part(8, [3, 28, 28]), part(8, [2]), 'labels-idx1-ubyte: expected uint8 [3], got uint8 [2]'],
      [part(8, [3, 27, 28]), part(8, [3]), 'images-idx3-ubyte: expected uint8 [3, 28, 28], got uint8 [3, 27, 28]'],
      [part(9, [3, 28, 28]), part(8, [3]), 'got int8 [3, 28, 28]'],
      [part(8, [3]), part(8, [3]), 'got uint8 [3]'],
      [part(8, [3, 28, 28]), part(8, [3], 10), 'label 0: expected an integer in [0, 9], got 10'],
    ];
    for (const [i, [pictures, labels, message]] of wrong.entries())
      await expectInvalid(openMnist(put(`wrong-${i}`, pictures, labels), 'train'), message);
  });

  it('says what is missing', async () => {
    const error = await failureOf(openMnist(folder, 'test'));
    expect(error).include({ code: 'DRIFTLAB_IO' });
    expect(error.message)
      .include('no t10k-images-idx3-ubyte or t10k-images-idx3-ubyte.gz in')
      .include('make data DATA=mnist');
    expect(await failureOf(openMnist(join(folder, 'none'), 'test'))).include({ code: 'DRIFTLAB_IO' });
    expect(await failureOf(openMnist(folder, 'validation' as 'test'))).instanceOf(RangeError);
  });

  it('reads the real test files', async function () {
    const root = needsRealData(this);
    const set = await openMnist(root, 'test');
    expect(counts(set)).deep.equal([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
    const packed = readFileSync(join(root, 'mnist_t10k-images-idx3-ubyte.gz'));
    expect(Buffer.compare(set.images.pixels, gunzipSync(packed).subarray(16))).equal(0);
  });
});
