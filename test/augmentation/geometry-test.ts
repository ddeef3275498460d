import { expect } from 'chai';
import { elasticTransform } from '../../src/augmentation/elasticTransform';
import { occlusion, occlusionDrift } from '../../src/augmentation/occlusion';
import { pixelate } from '../../src/augmentation/pixelate';
import { rotation } from '../../src/augmentation/rotation';
import { warp, warpMap } from '../../src/augmentation/warp';
import { zoom } from '../../src/augmentation/zoom';
import { images, type Images } from '../../src/images';
import { createRandom } from '../../src/random';
import { difference, scene } from './helpers';

const line = (...pixels: number[]) => images(Uint8Array.from(pixels), 1, 1, pixels.length, 1);

/** Brightness that grows by `step` levels a pixel to the right, or down. */
const slope = (side: number, step: number, down = false): Images =>
  images(Uint8Array.from({ length: side * side }, (_, i) => 20 + step * (down ? Math.floor(i / side) : i % side)), 1, side, side, 1); // prettier-ignore

describe('warp', () => {
  it('is linear between pixels and mirrored outside the frame', () => {
    const shifted = (by: number) => {
      const source = line(0, 100, 200);
      const map = warpMap(source, (at, x, y) => {
        at[0] = x + by;
        at[1] = y;
      });
      return Array.from(warp(source, () => map).pixels);
    };
    expect(shifted(0.25)).deep.equal([25, 125, 175]);
    expect(shifted(-1)).deep.equal([100, 0, 100]);
    expect(shifted(5)).deep.equal([100, 200, 100]);
    expect(shifted(-7.5)).deep.equal([50, 150, 150]);
  });
});

describe('rotation', () => {
  it('turns counter-clockwise, exactly at right angles', () => {
    const square = images(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9), 1, 3, 3, 1);
    expect(Array.from(rotation(square, 90).pixels)).deep.equal([3, 6, 9, 2, 5, 8, 1, 4, 7]);
    expect(Array.from(rotation(square, -180).pixels)).deep.equal([9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(rotation(scene(20, 20, 3), 0)).deep.equal(scene(20, 20, 3));
  });

  it('tilts a slope by its sine', () => {
    const { pixels } = rotation(slope(41, 4), 30);
    const centre = pixels[20 * 41 + 20];
    // what lay to the right lies above, counter-clockwise
    expect(pixels[10 * 41 + 20] - centre).closeTo(40 * Math.sin(Math.PI / 6), 1);
    expect(pixels[20 * 41 + 30] - centre).closeTo(40 * Math.cos(Math.PI / 6), 1);
  });

  it('refuses what is no finite angle', () => {
    expect(() => rotation(scene(4, 4, 1), Infinity)).throw(RangeError, 'invalid angle');
  });
});

describe('zoom', () => {
  it('makes a slope less steep, about the centre', () => {
    const { pixels } = zoom(slope(41, 5), 2.5);
    for (const x of [0, 10, 20, 33]) expect(pixels[7 * 41 + x]).equal(20 + 100 + 2 * (x - 20));
  });

  it('acts at factors just above 1, is the identity at 1, and refuses less', () => {
    expect(zoom(scene(28, 28, 1), 1.01)).not.deep.equal(scene(28, 28, 1));
    expect(zoom(scene(28, 28, 1), 1)).deep.equal(scene(28, 28, 1));
    for (const factor of [0.9, 101, NaN])
      expect(() => zoom(scene(4, 4, 1), factor)).throw(RangeError, 'invalid factor');
  });
});

describe('elasticTransform', () => {
  it('moves pixels smoothly, by about half of what control points are moved', () => {
    const [amplitude, step] = [4, 2];
    const moves: number[] = [];
    for (const down of [false, true])
      for (let seed = 0; seed < 15; seed++) {
        const source = slope(101, step, down);
        const { pixels } = elasticTransform(source, { amplitude, spacing: 20 }, createRandom(seed));
        const shift = (i: number) => (pixels[i] - source.pixels[i]) / step;
        const jumps = Array.from({ length: 40 }, (_, i) => Math.abs(shift(5080 + i) - shift(5079 + i)));
        expect(Math.max(...jumps)).lessThan(2);
        moves.push(shift(50 * 101 + 30), shift(50 * 101 + 70), shift(20 * 101 + 50));
      }
    const spread = Math.sqrt(moves.reduce((sum, move) => sum + move * move, 0) / moves.length);
    expect(spread / amplitude).within(0.35, 0.65);
  });

  it('is another deformation for each image, the identity at amplitude 0, and refuses a spacing below 1', () => {
    const pair = scene(40, 30, 3, 2);
    const { pixels } = elasticTransform(pair, { amplitude: 2, spacing: 8 }, createRandom(1));
    expect(pixels.subarray(0, 3600)).not.deep.equal(pixels.subarray(3600));
    expect(elasticTransform(pair, { amplitude: 0, spacing: 8 }, createRandom(1))).deep.equal(pair);
    expect(() => elasticTransform(pair, { amplitude: 1, spacing: 0.5 }, createRandom(1))).throw(RangeError, 'invalid spacing'); // prettier-ignore
    expect(() => elasticTransform(pair, { amplitude: -1, spacing: 5 }, createRandom(1))).throw(RangeError, 'invalid amplitude'); // prettier-ignore
  });
});

describe('pixelate', () => {
  it('gives each block its mean, smaller ones at the edge too', () => {
    const picture = images(Uint8Array.of(0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 130, 140), 1, 3, 5, 1);
    expect(Array.from(pixelate(picture, 2).pixels)).deep.equal([30, 30, 50, 50, 65, 30, 30, 50, 50, 65, 105, 105, 125, 125, 140]); // prettier-ignore
    expect(Array.from(pixelate(picture, 1000).pixels)).deep.equal(new Array(15).fill(70));
  });

  it('blends the powers of two, channel by channel', () => {
    const picture = scene(21, 30, 3);
    const [two, three, four] = [2, 3, 4].map((block) => pixelate(picture, block).pixels);
    expect(
      difference(
        three,
        Array.from(two, (value, i) => (value + four[i]) / 2),
      ).max,
    ).at.most(0.75);
  });

  it('is the identity at 1, and refuses less', () => {
    expect(pixelate(scene(7, 9, 3), 1)).deep.equal(scene(7, 9, 3));
    expect(() => pixelate(scene(7, 9, 3), 0.5)).throw(RangeError, 'invalid block');
  });
});

describe('occlusion', () => {
  const picture = images(new Uint8Array(12).fill(9), 1, 3, 4, 1);

  it('covers a rectangle, cut off at the frame', () => {
    const covered = occlusion(picture, { top: -1, left: 2, height: 3, width: 9 }, 5);
    expect(Array.from(covered.pixels)).deep.equal([9, 9, 5, 5, 9, 9, 5, 5, 9, 9, 9, 9]);
    expect(occlusion(picture, { top: 5, left: 5, height: 2, width: 2 })).deep.equal(picture);
    expect(occlusion(picture, { top: 0, left: -9, height: 3, width: 4 })).deep.equal(picture);
  });

  it('grows around one point: what is covered stays so as severity grows', () => {
    const white = images(new Uint8Array(50 * 40).fill(255), 1, 50, 40, 1);
    for (let seed = 0; seed < 10; seed++) {
      let before = white.pixels;
      for (let step = 1; step <= 20; step++) {
        const { pixels } = occlusionDrift.apply(white, step / 20, createRandom(seed));
        expect(pixels.every((value, i) => value <= before[i])).equal(true);
        before = pixels;
      }
    }
  });

  it('refuses sides that are negative or not whole, and what is no byte', () => {
    const at = (change: object, fill?: number) => () =>
      occlusion(picture, { top: 0, left: 0, height: 1, width: 1, ...change }, fill);
    expect(at({ height: -1 })).throw(RangeError, 'invalid height');
    expect(at({ left: 0.5 })).throw(RangeError, 'invalid left');
    expect(at({}, 256)).throw(RangeError, 'invalid fill');
  });
});
