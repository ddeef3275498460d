import { expect } from 'chai';
import { contrast, contrastFloat } from '../../src/augmentation/contrast';
import { toFloatImage } from '../../src/augmentation/floatImage';
import { images } from '../../src/images';
import { difference, pillowCases, scene } from './helpers';

describe('contrast', () => {
  it('blends with the mean gray: 0.299 R + 0.587 G + 0.114 B over all pixels', () => {
    const picture = images(Uint8Array.from([100, 0, 0, 0, 200, 50]), 1, 1, 2, 3);
    const gray = (29.9 + 117.4 + 5.7) / 2; // 76.5
    const { values } = contrastFloat(toFloatImage(picture, 0), 0.6);
    Array.from(picture.pixels).forEach((value, i) => expect(values[i]).closeTo(gray + 0.6 * (value - gray), 1e-12));
  });

  it('takes the mean of each image by itself', () => {
    const picture = images(Uint8Array.from([0, 100, 200, 240]), 2, 1, 2, 1);
    expect(Array.from(contrast(picture, 0).pixels)).deep.equal([50, 50, 220, 220]);
  });

  it('is within one level of Pillow, which truncates', () => {
    for (const { images, enhanced } of pillowCases())
      for (const { factor, contrast: expected } of enhanced)
        expect(difference(contrast(images, factor).pixels, expected).max, `factor ${factor}`).at.most(1);
  });

  it('rounds instead of truncating: the mean level stays', () => {
    const picture = scene(64, 64, 3);
    const mean = (pixels: Uint8Array) => pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
    const luma = (pixels: Uint8Array) => mean(pixels.map((_, i) => pixels[i - (i % 3) + 1]));
    const gray = Math.round(contrastFloat(toFloatImage(picture, 0), 0).values[0]);
    const expected = gray + 0.6 * (luma(picture.pixels) - gray);
    expect(luma(contrast(picture, 0.6).pixels)).closeTo(expected, 0.05);
  });

  it('stretches with a factor above 1 and clips', () => {
    expect(Array.from(contrast(images(Uint8Array.from([60, 200]), 1, 1, 2, 1), 3).pixels)).deep.equal([0, 255]);
  });

  it('refuses a factor that is negative or no number', () => {
    const picture = scene(4, 4, 1);
    expect(() => contrast(picture, -1)).throw(RangeError, 'invalid factor: expected a number in [0, Infinity], got -1');
    expect(() => contrast(picture, Infinity)).throw(RangeError, 'invalid factor');
    expect(() => contrast(picture, 'abc' as unknown as number)).throw(TypeError, 'got "abc"');
  });
});
