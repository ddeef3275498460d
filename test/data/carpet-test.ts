import { expect } from 'chai';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { carpetImages, generateCarpet } from '../../src/data/carpet';
import { carpetDefectKinds, carpetDifficulty } from '../../src/data/carpetDefects';
import { renderCarpet } from '../../src/data/carpetPicture';
import { openMvtec, readMvtec } from '../../src/data/mvtec';
import { sliceImages } from '../../src/images';
import { createRandom } from '../../src/random';
import { makeTinyClass, scratchFolder, tinyCarpet } from '../helpers/tinyClass';
import { failureOf } from './helpers';

const kind = fc.constantFrom(...carpetDefectKinds);
const seed = fc.integer({ min: 0, max: 0xffffffff });

describe('carpet', () => {
  it('is the same, byte for byte, for the same seed', () => {
    const { train, test } = carpetImages({ train: 1, calibration: 0, good: 0, defects: 5, size: 96, seed: 7 });
    const digest = createHash('sha256').update(train.pixels).update(test.pixels).digest('hex');
    // another digest means other pixels: then raise `version` in carpet.ts
    expect(digest).to.equal('27f6cab72520b96eccb7601f0932238c25ad8073f6a7c2b0f99c82eacc8eaf09');
  });

  it('differs from seed to seed and from picture to picture', () => {
    const [a, b] = [1, 2].map((seed) =>
      carpetImages({ train: 2, calibration: 0, good: 0, defects: 0, size: 32, seed }),
    );
    const pictures = [a, b].flatMap(({ train }) => [train.pixels.slice(0, 3072), train.pixels.slice(3072)]);
    expect(new Set(pictures.map((pixels) => pixels.join()))).to.have.property('size', 4);
  });

  it('has defects that differ from the good twin inside the mask and nowhere else', () => {
    fc.assert(
      fc.property(kind, seed, fc.integer({ min: 32, max: 120 }), (kind, seed, size) => {
        const good = renderCarpet(size, createRandom(seed));
        const bad = renderCarpet(size, createRandom(seed), kind);
        const marked = bad.mask.reduce((sum, inside) => sum + inside, 0);
        let changed = 0;
        for (let at = 0; at < size * size; at++) {
          const differs = [0, 1, 2].some((c) => good.pixels[3 * at + c] !== bad.pixels[3 * at + c]);
          if (differs && bad.mask[at] === 0) return false;
          changed += Number(differs);
        }
        return good.mask.every((inside) => inside === 0) && marked >= 3 && changed >= 0.8 * marked;
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  it('has defects of every kind at many places, of many sizes and strengths', () => {
    for (const kind of carpetDefectKinds) {
      const areas: number[] = [];
      const rows: number[] = [];
      for (let i = 0; i < 40; i++) {
        const { mask } = renderCarpet(64, createRandom(i), kind);
        areas.push(mask.reduce((sum, inside) => sum + inside, 0));
        rows.push(mask.indexOf(1) >> 6);
      }
      expect(Math.max(...areas), kind).greaterThan(1.8 * Math.min(...areas));
      expect(new Set(rows).size, kind).greaterThan(12);
      for (const [low, high] of Object.values(carpetDifficulty[kind]) as [number, number][]) expect(low).lessThan(high);
    }
  });

  it('looks like the photographs it was measured against: brightness, contrast, colour and weave', () => {
    const { train } = carpetImages({ train: 12, calibration: 0, good: 0, defects: 0, size: 224 });
    const figures = Array.from({ length: 12 }, (_, i) => figuresOf(sliceImages(train, i, i + 1).pixels));
    const mean = (pick: (figure: Figures) => number) => figures.reduce((sum, figure) => sum + pick(figure), 0) / 12;
    expect(mean(({ brightness }) => brightness)).within(87, 93);
    expect(mean(({ deviation }) => deviation)).within(28, 32);
    expect(mean(({ correlation }) => correlation)).within(0.985, 0.999);
    expect(mean(({ lagAcross }) => lagAcross)).within(0.53, 0.66);
    expect(mean(({ lagDown }) => lagDown)).within(0.53, 0.66);
    [25, 50, 91, 129, 157].forEach((target, i) =>
      expect(mean(({ quantiles }) => quantiles[i])).within(target - 5, target + 5),
    );
    // 48 threads one way, 39 or 40 the other; some pictures are turned
    const threads = figures.map(({ threadsAcross }) => threadsAcross);
    expect(threads.filter((count) => count >= 46 && count <= 51)).to.have.length.within(7, 11);
    expect(threads.filter((count) => count >= 38 && count <= 41)).to.have.length(
      12 - threads.filter((count) => count > 45).length,
    );
  });

  it('on disk has the pixels of the one in memory, calibration images in validation/good', async () => {
    const { folder, remove } = await scratchFolder();
    const progress: string[] = [];
    const made = await makeTinyClass(folder, { seed: 3 });
    expect(made).to.equal(join(folder, 'carpet'));
    expect(await readMvtec(await openMvtec(folder, 'carpet'))).to.deep.equal(carpetImages({ ...tinyCarpet, seed: 3 }));
    expect(await readdir(join(made, 'validation', 'good'))).to.have.length(4);
    await generateCarpet({
      root: folder,
      ...tinyCarpet,
      onProgress: (done, total) => progress.push(`${done}/${total}`),
    });
    expect(progress.at(0)).to.equal('1/18');
    expect(progress.at(-1)).to.equal('18/18');
    await remove();
  });

  it('is not made again when it is there, is when the options change, and never replaces downloaded data', async () => {
    const { folder, remove } = await scratchFolder();
    const note = join(await makeTinyClass(folder), 'note.txt');
    await writeFile(note, '');
    await makeTinyClass(folder);
    expect(await readFile(note, 'utf8')).to.equal('');
    await makeTinyClass(folder, { seed: 1 });
    expect((await failureOf(readFile(note))).message).to.match(/ENOENT/);
    await mkdir(join(folder, 'real'));
    await writeFile(join(folder, 'real', 'license.txt'), '');
    const error = await failureOf(makeTinyClass(folder, { className: 'real' }));
    expect(error.message).to.match(/cannot replace .*real: it has content that driftlab did not make/);
    await remove();
  });

  it('has the same k-th picture however many are made', () => {
    const few = carpetImages({ train: 1, calibration: 0, good: 1, defects: 1, size: 32 });
    const many = carpetImages({ train: 3, calibration: 2, good: 2, defects: 6, size: 32 });
    const picture = 32 * 32 * 3;
    expect(few.train.pixels).to.deep.equal(many.train.pixels.slice(0, picture));
    expect(few.test.pixels.slice(0, picture)).to.deep.equal(many.test.pixels.slice(0, picture));
    expect(few.test.pixels.slice(picture)).to.deep.equal(many.test.pixels.slice(2 * picture, 3 * picture));
    expect(many.kinds.slice(2)).to.deep.equal(['color', 'color', 'cut', 'hole', 'metal_contamination', 'thread']);
  });

  it('refuses counts, sizes and seeds that make no sense', () => {
    const table: [object, RegExp][] = [
      [{ size: 31 }, /invalid size: expected an integer in \[32, 4096\], got 31/],
      [{ train: -1 }, /invalid train: expected an integer in/],
      [{ defects: 1.5 }, /invalid defects: expected an integer in/],
      [{ seed: -1 }, /invalid seed: expected an integer in/],
    ];
    for (const [options, rule] of table)
      expect(() => carpetImages({ ...tinyCarpet, ...options })).to.throw(RangeError, rule);
  });
});

interface Figures {
  readonly brightness: number;
  readonly deviation: number;
  readonly correlation: number;
  readonly lagAcross: number;
  readonly lagDown: number;
  readonly quantiles: readonly number[];
  readonly threadsAcross: number;
}

/** The figures that data/README.md states of the real class, of a picture of 224 × 224. */
function figuresOf(pixels: Uint8Array): Figures {
  const side = 224;
  const channel = (c: number) => Float64Array.from({ length: side * side }, (_, at) => pixels[3 * at + c]);
  const [red, green, blue] = [0, 1, 2].map(channel);
  const gray = red.map((value, at) => (value + green[at] + blue[at]) / 3);
  const sorted = gray.slice().sort();
  return {
    brightness: meanOf(gray),
    deviation: Math.sqrt(covariance(gray, gray)),
    correlation: correlation(red, blue),
    lagAcross: correlation(gray.subarray(1), gray.subarray(0, -1)),
    lagDown: correlation(gray.subarray(side), gray.subarray(0, -side)),
    quantiles: [0.01, 0.1, 0.5, 0.9, 0.99].map((p) => sorted[Math.round(p * (sorted.length - 1))]),
    threadsAcross: strongestFrequency(gray, side),
  };
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function covariance(a: Float64Array, b: Float64Array): number {
  const [meanA, meanB] = [meanOf(a), meanOf(b)];
  return a.reduce((sum, value, i) => sum + (value - meanA) * (b[i] - meanB), 0) / a.length;
}

function correlation(a: Float64Array, b: Float64Array): number {
  return covariance(a, b) / Math.sqrt(covariance(a, a) * covariance(b, b));
}

/** Cycles across the picture, 30 … 60, at which its rows have most power. */
function strongestFrequency(values: Float64Array, side: number): number {
  const power = (cycles: number): number => {
    let sum = 0;
    for (let y = 0; y < side; y += 4) {
      let [cosine, sine] = [0, 0];
      for (let x = 0; x < side; x++) {
        cosine += values[y * side + x] * Math.cos((2 * Math.PI * cycles * x) / side);
        sine += values[y * side + x] * Math.sin((2 * Math.PI * cycles * x) / side);
      }
      sum += cosine * cosine + sine * sine;
    }
    return sum;
  };
  const powers = Array.from({ length: 31 }, (_, i) => power(30 + i));
  return 30 + powers.indexOf(Math.max(...powers));
}
