import { expect } from 'chai';
import { brightness } from '../../src/augmentation/brightness';
import { colorTemperature } from '../../src/augmentation/colorTemperature';
import { gamma } from '../../src/augmentation/gamma';
import { posterize } from '../../src/augmentation/posterize';
import { saturation } from '../../src/augmentation/saturation';
import { stain } from '../../src/augmentation/stain';
import { images } from '../../src/images';
import { difference, pillowCases, scene } from './helpers';

describe('brightness', () => {
  it('multiplies, rounds halves up and clips', () => {
    const picture = images(Uint8Array.from([0, 1, 3, 100, 255]), 1, 1, 5, 1);
    expect(Array.from(brightness(picture, 0.5).pixels)).deep.equal([0, 1, 2, 50, 128]);
    expect(Array.from(brightness(picture, 2).pixels)).deep.equal([0, 2, 6, 200, 255]);
  });

  it('adds an offset', () => {
    expect(Array.from(brightness(images(Uint8Array.from([0, 100, 250]), 1, 1, 3, 1), 1, 30).pixels)).deep.equal([30, 130, 255]); // prettier-ignore
    expect(() => brightness(scene(4, 4, 1), 1, 300)).throw(RangeError, 'invalid offset');
  });

  it('is within one level of Pillow, which truncates', () => {
    for (const { images, enhanced } of pillowCases())
      for (const { factor, brightness: expected } of enhanced)
        expect(difference(brightness(images, factor).pixels, expected).max, `factor ${factor}`).at.most(1);
  });

  it('refuses a negative factor', () => {
    expect(() => brightness(scene(4, 4, 1), -0.1)).throw(RangeError, 'invalid factor');
  });
});

describe('colorTemperature', () => {
  it('raises red and lowers blue for a warmer light, and the other way round', () => {
    const picture = images(Uint8Array.from([100, 100, 100]), 1, 1, 1, 3);
    expect(Array.from(colorTemperature(picture, 0.2).pixels)).deep.equal([120, 100, 80]);
    expect(Array.from(colorTemperature(picture, -0.3).pixels)).deep.equal([70, 100, 130]);
  });

  it('refuses gray images', () => {
    expect(() => colorTemperature(scene(4, 4, 1), 0.4)).throw(RangeError, 'expected 3 channels, got 1');
  });

  it('refuses a shift outside [−1, 1]', () => {
    for (const shift of [-1.1, 2, NaN])
      expect(() => colorTemperature(scene(4, 4, 3), shift)).throw(RangeError, 'invalid shift');
  });
});

describe('gamma', () => {
  it('bends the middle and leaves the ends', () => {
    const picture = images(Uint8Array.from([0, 64, 128, 255]), 1, 1, 4, 1);
    expect(Array.from(gamma(picture, 2).pixels)).deep.equal([0, 16, 64, 255]);
    expect(Array.from(gamma(picture, 0.5).pixels)).deep.equal([0, 128, 181, 255]);
    expect(gamma(picture, 1)).deep.equal(picture);
    for (const exponent of [0, -1, NaN, 101])
      expect(() => gamma(picture, exponent)).throw(RangeError, 'invalid exponent');
  });
});

describe('posterize', () => {
  it('keeps the upper bits, and blends between two numbers of bits', () => {
    const picture = images(Uint8Array.from([0, 31, 32, 100, 255]), 1, 1, 5, 1);
    expect(Array.from(posterize(picture, 3).pixels)).deep.equal([0, 0, 32, 96, 224]);
    expect(Array.from(posterize(picture, 2.5).pixels)).deep.equal([0, 0, 16, 80, 208]);
    expect(posterize(picture, 8)).deep.equal(picture);
    for (const bits of [0, 9, NaN]) expect(() => posterize(picture, bits)).throw(RangeError, 'invalid bits');
  });
});

describe('saturation', () => {
  it('blends each pixel with its gray', () => {
    const picture = images(Uint8Array.from([200, 100, 50, 9, 9, 9]), 1, 1, 2, 3); // gray 124
    expect(Array.from(saturation(picture, 0).pixels)).deep.equal([124, 124, 124, 9, 9, 9]);
    expect(Array.from(saturation(picture, 0.5).pixels)).deep.equal([162, 112, 87, 9, 9, 9]);
    expect(saturation(picture, 1)).deep.equal(picture);
    expect(() => saturation(picture, -1)).throw(RangeError, 'invalid factor');
    expect(() => saturation(scene(4, 4, 1), 0.5)).throw(RangeError, 'expected 3 channels, got 1');
  });
});

describe('stain', () => {
  it('scales the density of each stain: what holds one alone takes its power', () => {
    // hematoxylin in two thicknesses, and glass
    const hematoxylin = (amount: number) => [0.65, 0.7, 0.29].map((density) => 256 * Math.exp(-amount * density) - 1);
    const slide = (amount: number) => images(Uint8Array.from([...hematoxylin(amount), 255, 255, 255], Math.round), 1, 1, 2, 3); // prettier-ignore
    expect(difference(stain(slide(0.8), { hematoxylin: 1.5 }).pixels, slide(1.2).pixels).max).at.most(1);
    expect(difference(stain(slide(0.8), { eosin: 3 }).pixels, slide(0.8).pixels).max).at.most(2);
  });

  it('is the identity with factors 1 and refuses negative ones and gray', () => {
    expect(stain(scene(30, 40, 3), {})).deep.equal(scene(30, 40, 3));
    const all = images(Uint8Array.from({ length: 768 }, (_, i) => Math.floor(i / 3)), 1, 16, 16, 3); // prettier-ignore
    expect(stain(all, { hematoxylin: 1 })).deep.equal(all);
    expect(() => stain(all, { eosin: -0.1 })).throw(RangeError, 'invalid eosin');
    expect(() => stain(scene(4, 4, 1), { eosin: 2 })).throw(RangeError, 'expected 3 channels, got 1');
  });
});
