import { expect } from 'chai';
import { type Border, borders, pad } from '../../src/augmentation/border';
import { convolve2d, convolve2dFloat } from '../../src/augmentation/convolve2d';
import { defocusBlur } from '../../src/augmentation/defocusBlur';
import { toFloatImage } from '../../src/augmentation/floatImage';
import { motionBlur } from '../../src/augmentation/motionBlur';
import { images, type Images } from '../../src/images';
import { createRandom } from '../../src/random';
import { difference, scene } from './helpers';

/** A white pixel in the middle. */
function dot(side: number): Images {
  const pixels = new Uint8Array(side * side);
  pixels[(side * side - 1) / 2] = 255;
  return images(pixels, 1, side, side, 1);
}

function transposed({ pixels, height, width }: Images): Images {
  return images(
    Uint8Array.from(pixels, (_, i) => pixels[(i % height) * width + Math.floor(i / height)]),
    1,
    width,
    height,
    1,
  );
}

const flat = images(new Uint8Array(12 * 9 * 3).fill(77), 1, 12, 9, 3);
const sumOf = (pixels: Uint8Array) => pixels.reduce((sum, value) => sum + value, 0);

describe('convolve2d', () => {
  it('is the sum of its definition, for kernels of any size and all borders', () => {
    const image = toFloatImage(scene(6, 5, 3), 0);
    const random = createRandom(1);
    for (const [rows, columns] of [
      [1, 1],
      [3, 3],
      [5, 2],
      [4, 7],
      [1, 9],
    ])
      // prettier-ignore
      for (const border of borders) {
        const kernel = Array.from({ length: rows }, () => Array.from({ length: columns }, () => random.normal()));
        const padded = pad(image, rows, columns, border);
        const { values } = convolve2dFloat(image, kernel, border);
        const expected = values.map((_, i) => {
          const [c, x, y] = [i % 3, Math.floor(i / 3) % 5, Math.floor(i / 15)];
          const at = (dy: number, dx: number) =>
            padded.values[((y + rows + dy - (rows >> 1)) * padded.width + x + columns + dx - (columns >> 1)) * 3 + c];
          return kernel.flatMap((row, dy) => row.map((weight, dx) => weight * at(dy, dx))).reduce((a, b) => a + b);
        });
        expect(difference(values, expected).max).lessThan(1e-9);
      }
  });

  it('rounds and clips, and leaves an image under a kernel of one 1', () => {
    expect(convolve2d(scene(9, 8, 3), [[1]])).deep.equal(scene(9, 8, 3));
    expect(Array.from(convolve2d(images(Uint8Array.of(0, 200), 1, 1, 2, 1), [[2, -0.5, 0]]).pixels)).deep.equal([255, 0]); // prettier-ignore
  });

  const wrong: Record<string, () => unknown> = {
    'invalid kernel: expected at least one row': () => convolve2d(flat, []),
    'invalid kernel: expected 2 weights in each row, got 1': () => convolve2d(flat, [[1, 2], [3]]),
    'invalid kernel: expected a number': () => convolve2d(flat, [[NaN]]),
    'invalid border': () => convolve2d(flat, [[1]], { border: 'wrap' as Border }),
  };
  for (const [message, make] of Object.entries(wrong))
    it(`refuses: ${message}`, () => expect(make).throw(RangeError, message));
});

describe('motionBlur', () => {
  it('is the mean along a row for a whole length, half pixels counting half', () => {
    const { pixels } = motionBlur(dot(11), { length: 5, angle: 0 });
    expect(Array.from(pixels.subarray(55, 66))).deep.equal([0, 0, 0, 51, 51, 51, 51, 51, 0, 0, 0]);
    expect(Array.from(motionBlur(dot(11), { length: 4, angle: 0 }).pixels.subarray(57, 64))).deep.equal([0, 32, 64, 64, 64, 32, 0]); // prettier-ignore
  });

  it('runs down at 90 degrees and from lower left to upper right at 45', () => {
    const picture = scene(21, 30, 1);
    const turned = transposed(motionBlur(transposed(picture), { length: 7, angle: 0 }));
    expect(difference(motionBlur(picture, { length: 7, angle: 90 }).pixels, turned.pixels).max).at.most(1);
    const { pixels } = motionBlur(dot(11), { length: 5, angle: 45 });
    expect([pixels[4 * 11 + 6], pixels[6 * 11 + 4], pixels[6 * 11 + 6]].map((value) => value > 50)).deep.equal([true, true, false]); // prettier-ignore
  });

  it('keeps all light at any angle, with both shutters, and a uniform image as it is', () => {
    for (const shutter of ['uniform', 'gaussian'] as const)
      for (let angle = 0; angle < 180; angle += 23) {
        expect(sumOf(motionBlur(dot(41), { length: 9.5, angle, shutter }).pixels)).closeTo(255, 12); // rounding
        expect(motionBlur(flat, { length: 30, angle, shutter })).deep.equal(flat);
      }
  });

  it('spreads as far with a gaussian shutter as with a uniform one', () => {
    const spread = (shutter: 'uniform' | 'gaussian') => {
      const row = motionBlur(dot(81), { length: 15, angle: 0, shutter }).pixels.subarray(40 * 81, 41 * 81);
      return Math.sqrt(row.reduce((sum, value, x) => sum + value * (x - 40) ** 2, 0) / sumOf(row));
    };
    expect(spread('gaussian')).closeTo(spread('uniform'), 0.3);
  });

  it('is the identity at length 1, and refuses what is shorter', () => {
    for (const shutter of ['uniform', 'gaussian'] as const)
      expect(motionBlur(scene(9, 8, 3), { length: 1, angle: 30, shutter })).deep.equal(scene(9, 8, 3));
    expect(() => motionBlur(flat, { length: 0.5, angle: 0 })).throw(RangeError, 'invalid length');
    expect(() => motionBlur(flat, { length: 3, angle: NaN })).throw(RangeError, 'invalid angle');
    expect(() => motionBlur(flat, { length: 3, angle: 0, shutter: 'open' as 'uniform' })).throw(RangeError, 'invalid shutter'); // prettier-ignore
  });
});

describe('defocusBlur', () => {
  it('draws a point as a disk: even inside, nothing outside, all light kept', () => {
    const { pixels } = defocusBlur(dot(31), 6);
    const expected = 255 / (Math.PI * 36); // 2.25
    for (let y = 0; y < 31; y++)
      for (let x = 0; x < 31; x++) {
        const distance = Math.hypot(x - 15, y - 15);
        if (distance < 5) expect(pixels[y * 31 + x]).equal(Math.round(expected));
        if (distance > 7) expect(pixels[y * 31 + x]).equal(0);
      }
  });

  it('has the variance of a disk in both directions, a quarter of the squared radius, also between whole radii', () => {
    const steps = images(Uint8Array.from({ length: 61 * 61 }, (_, i) => 4 * Math.abs((i % 61) - 30)), 1, 61, 61, 1); // prettier-ignore
    // at the tip of |x| the blur is the mean distance from the axis, 4 r / 3 π
    for (const radius of [2, 3.3, 5.7])
      for (const picture of [steps, transposed(steps)])
        expect(defocusBlur(picture, radius).pixels[30 * 61 + 30]).closeTo((4 * 4 * radius) / (3 * Math.PI), 0.8);
  });

  it('leaves a uniform image, also where the disk is wider, and everything up to a radius of half a pixel', () => {
    for (const radius of [1, 4.4, 40]) expect(defocusBlur(flat, radius)).deep.equal(flat);
    expect(defocusBlur(scene(9, 8, 3), 0.5)).deep.equal(scene(9, 8, 3));
    expect(() => defocusBlur(flat, -1)).throw(RangeError, 'invalid radius');
  });
});
