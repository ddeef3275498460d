import { expect } from 'chai';
import { brightness } from '../../src/augmentation/brightness';
import { colorTemperature } from '../../src/augmentation/colorTemperature';
import { images } from '../../src/images';
import { difference, pillowCases, scene } from './helpers';

describe('brightness', () => {
  it('multiplies, rounds halves up and clips', () => {
    const picture = images(Uint8Array.from([0, 1, 3, 100, 255]), 1, 1, 5, 1);
    expect(Array.from(brightness(picture, 0.5).pixels)).deep.equal([0, 1, 2, 50, 128]);
    expect(Array.from(brightness(picture, 2).pixels)).deep.equal([0, 2, 6, 200, 255]);
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
