import { expect } from 'chai';
import { join } from 'node:path';
import { digits } from '../../src/data/digits/digits';
import { type LabeledImages, selectLabeled } from '../../src/data/labeledImages';
import { openMnist } from '../../src/data/mnist';
import { sliceImages } from '../../src/images';
import { evaluate } from '../../src/nn/evaluate';
import { fit } from '../../src/nn/fit';
import type { Model } from '../../src/nn/model';
import { imageRows, type Samples } from '../../src/nn/samples';
import { createRandom } from '../../src/random';
import { skip } from '../skip';

const AREA = 28 * 28;

function pixelsOf({ images }: LabeledImages, i: number): Uint8Array {
  return sliceImages(images, i, i + 1).pixels;
}

function mnist(context: Mocha.Context): Promise<LabeledImages> {
  const root = process.env.DRIFTLAB_DATA ?? skip(context, 'DRIFTLAB_DATA names no folder with the data sets');
  return openMnist(join(root, 'images'), 'test');
}

function samples({ images, labels }: LabeledImages): Samples {
  return { inputs: imageRows(images), labels };
}

/** Mean level of the images of each class. */
function ink({ images, labels }: LabeledImages): number[] {
  const [sums, counts] = [new Float64Array(10), new Float64Array(10)];
  labels.forEach((label, i) => {
    counts[label]++;
    for (let p = 0; p < AREA; p++) sums[label] += images.pixels[i * AREA + p] / AREA;
  });
  return Array.from(sums, (sum, label) => sum / counts[label]);
}

/** Rows and columns from the middle to the centre of mass, and the sides of the box about all ink. */
function place(pixels: Uint8Array): { readonly off: number; readonly sides: readonly [number, number] } {
  const inked = Array.from(pixels.keys()).filter((p) => pixels[p] > 0);
  const [xs, ys] = [inked.map((p) => p % 28), inked.map((p) => Math.floor(p / 28))];
  const mass = inked.reduce((sum, p) => sum + pixels[p], 0);
  const centre = (at: number[]) => inked.reduce((sum, p, i) => sum + pixels[p] * (at[i] + 0.5), 0) / mass - 14;
  const side = (at: number[]) => Math.max(...at) - Math.min(...at) + 1;
  return { off: Math.hypot(centre(xs), centre(ys)), sides: [side(xs), side(ys)] };
}

describe('digits', () => {
  const set = digits(1000, { random: createRandom(1) });

  it('are the same for the same seed and others for another', () => {
    expect(digits(20, { random: createRandom(5) })).deep.equal(digits(20, { random: createRandom(5) }));
    expect(digits(20, { random: createRandom(5) })).not.deep.equal(digits(20, { random: createRandom(6) }));
  });

  it('begin with those of a shorter set, whatever was drawn before', () => {
    const random = createRandom(1);
    random.uniform();
    const first = Uint32Array.from({ length: 50 }, (_, i) => i);
    expect(digits(50, { random })).deep.equal(selectLabeled(set, first));
  });

  it('are all ten about equally often, or the ones asked for', () => {
    // 1000 draws: 100 each, standard deviation 9.5
    for (let digit = 0; digit < 10; digit++)
      expect(set.labels.filter((label) => label === digit).length, `${digit}`).within(62, 138);
    expect([...digits(3, { random: createRandom(1), labels: [7, 0, 7] }).labels]).deep.equal([7, 0, 7]);
  });

  it('are never twice the same, not even for one digit', () => {
    const sevens = digits(200, { random: createRandom(2), labels: new Uint8Array(200).fill(7) });
    expect(new Set(Array.from({ length: 200 }, (_, i) => pixelsOf(sevens, i).join())).size).equal(200);
  });

  it('have the form of MNIST: dark ground, 20 pixels the longer side, centred by mass', () => {
    const places = Array.from({ length: 1000 }, (_, i) => place(pixelsOf(set, i)));
    for (const { off, sides } of places) {
      expect(off).below(2.5);
      expect(Math.max(...sides)).within(15, 28);
    }
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(places.map(({ sides }) => Math.max(...sides)))).within(19, 22);
    expect(set.images.pixels.filter((level) => level === 0).length / set.images.pixels.length).within(0.75, 0.85);
  });

  it('have noise in the ink and none on the ground', () => {
    const [quiet, noisy] = [0, 20].map((noise) => digits(50, { random: createRandom(3), noise }).images.pixels);
    const squares = Array.from(quiet.keys(), (p) => (noisy[p] - quiet[p]) ** 2);
    const deviation = (chosen: (level: number) => boolean) => {
      const some = squares.filter((_, p) => chosen(quiet[p]));
      return Math.sqrt(some.reduce((sum, square) => sum + square, 0) / some.length);
    };
    expect(deviation((level) => level === 0)).equal(0);
    expect(deviation((level) => level > 150 && level < 200)).within(0.6 * 20, 0.8 * 20);
  });

  it('refuse wrong counts, labels and noise', () => {
    const random = createRandom(1);
    expect(() => digits(0, { random })).throw(RangeError, 'invalid count');
    expect(() => digits(2, { random, labels: [1] })).throw(
      RangeError,
      'invalid labels: expected one for each of 2 images',
    );
    for (const label of [-1, 10, 0.5]) expect(() => digits(1, { random, labels: [label] })).throw(RangeError, 'label');
    expect(() => digits(1, { random, noise: -1 })).throw(RangeError, 'invalid noise');
  });

  describe('in training', function () {
    const [train, fresh] = [2000, 1000].map((count, i) => samples(digits(count, { random: createRandom(4 + i) })));
    const options = { seed: 1, epochs: 6, learningRate: 0.003, threads: 1 };
    let network: Model;
    before(async () => {
      const spec = {
        architecture: 'simpleCnn',
        channels: [8, 16, 32],
        normalize: true,
        input: [1, 28, 28],
        outputs: 10,
      } as const;
      ({ model: network } = await fit(spec, train, options));
    });

    it('are easier for a convolutional network than for a linear one', async () => {
      const spec = { architecture: 'logisticRegression', input: [AREA], outputs: 10 } as const;
      const { model: linear } = await fit(spec, train, { ...options, epochs: 20 });
      const [few, many] = await Promise.all(
        [network, linear].map(async (model) => 1 - (await evaluate(model, fresh)).accuracy!),
      );
      expect(few, 'network').below(0.1);
      expect(many, 'linear').above(1.4 * few);
    });

    it('teach it to read real ones', async function () {
      const real = selectLabeled(
        await mnist(this),
        Uint32Array.from({ length: 2000 }, (_, i) => 5 * i),
      );
      expect((await evaluate(network, samples(real))).accuracy).above(0.85);
    });
  });

  it('have as much ink as MNIST, digit by digit', async function () {
    const theirs = ink(await mnist(this));
    ink(set).forEach((level, digit) => expect(level / theirs[digit], `${digit}`).within(0.85, 1.18));
  });
});
