import { expect } from 'chai';
import { labeledImages } from '../../src/data/labeledImages';
import { stratifiedSplit } from '../../src/data/stratifiedSplit';
import { images } from '../../src/images';
import { createRandom } from '../../src/random';

// a picture of one pixel that says its place
const source = (labels: readonly number[]) =>
  labeledImages(
    'pixels',
    images(Uint8Array.from(labels, (_, i) => i), labels.length, 1, 1, 1), // prettier-ignore
    Uint8Array.from(labels),
    ['a', 'b', 'c'],
  );

describe('stratifiedSplit', () => {
  const all = source([...Array<number>(50).fill(0), ...Array<number>(30).fill(1), ...Array<number>(21).fill(2)]);

  it('takes the same share of each class, and each image once', () => {
    const [part, rest] = stratifiedSplit(all, 60, createRandom(1));
    const counts = [0, 1, 2].map((label) => part.labels.filter((own) => own === label).length);
    // 60 · 50 / 101 = 29.7, 60 · 30 / 101 = 17.8, 60 · 21 / 101 = 12.5
    expect(counts).deep.equal([30, 18, 12]);
    const places = [...part.images.pixels, ...rest.images.pixels];
    expect(new Set(places)).property('size', 101);
    expect([...part.images.pixels]).deep.equal([...part.images.pixels].sort((a, b) => a - b));
  });

  it('follows the seed', () => {
    const pixels = (seed: number): Uint8Array => stratifiedSplit(all, 60, createRandom(seed))[0].images.pixels;
    expect(pixels(1)).deep.equal(pixels(1));
    expect(pixels(1)).not.deep.equal(pixels(2));
  });

  it('takes none, all, and of no images', () => {
    expect(stratifiedSplit(all, 0, createRandom(1))[0].labels).length(0);
    expect(stratifiedSplit(all, 101, createRandom(1))[1].labels).length(0);
    expect(stratifiedSplit(source([]), 0, createRandom(1)).map(({ labels }) => labels.length)).deep.equal([0, 0]);
  });

  it('refuses more images than there are', () => {
    expect(() => stratifiedSplit(all, 102, createRandom(1))).throw(RangeError, 'invalid count');
  });
});
