import { expect } from 'chai';
import { type ResizeFilter, resize, resizeFloat } from '../../src/augmentation/resize';
import { pillowCases, scene } from './helpers';

describe('resize', () => {
  for (const { name, images, resized } of pillowCases())
    for (const { size, filter, pixels } of resized)
      it(`gives Pillow's pixels for ${name}, ${filter} to ${size.join(' × ')}`, () => {
        const { pixels: ours, ...result } = resize(images, ...size, filter);
        expect(result).deep.equal({ count: 1, height: size[0], width: size[1], channels: images.channels });
        expect(Array.from(ours)).deep.equal(pixels);
      });

  it('takes every pixel into account when it shrinks, unless antialias is off', () => {
    const stripes = {
      values: Float64Array.from({ length: 8 }, (_, i) => (i % 4 === 0 ? 80 : 0)),
      height: 1,
      width: 8,
      channels: 1,
    };
    const smooth = resizeFloat(stripes, 1, 2).values;
    // weights 5 7 7 5 3 1 of 28 on the first six pixels, and the mirror image of it on the last six
    expect(smooth[0]).closeTo((80 * (5 + 3)) / 28, 1e-9);
    expect(smooth[1]).closeTo((80 * 5) / 28, 1e-9);
    expect(Array.from(resizeFloat(stripes, 1, 2, { antialias: false }).values)).deep.equal([0, 0]);
  });

  it('resizes each image of a batch by itself', () => {
    const pair = scene(12, 10, 3, 2);
    expect(resize(pair, 7, 5).pixels.length).equal(2 * 7 * 5 * 3);
  });

  it('refuses sizes below 1 and unknown filters', () => {
    expect(() => resize(scene(4, 4, 1), 0, 4)).throw(RangeError, 'invalid height');
    expect(() => resize(scene(4, 4, 1), 4, 2.5)).throw(RangeError, 'invalid width');
    expect(() => resize(scene(4, 4, 1), 4, 4, 'lanczos' as ResizeFilter)).throw(
      RangeError,
      'invalid filter: expected one of bilinear, bicubic',
    );
  });
});
