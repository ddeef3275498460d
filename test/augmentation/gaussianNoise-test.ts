import { expect } from 'chai';
import { gaussianNoise } from '../../src/augmentation/gaussianNoise';
import { images } from '../../src/images';
import { createRandom } from '../../src/random';

describe('gaussianNoise', () => {
  const gray = images(new Uint8Array(20_000).fill(128), 1, 100, 200, 1);

  it('has mean 0 and the standard deviation it says', () => {
    const { pixels } = gaussianNoise(gray, 0.1, createRandom(2));
    const mean = pixels.reduce((sum, value) => sum + value - 128, 0) / pixels.length;
    const variance = pixels.reduce((sum, value) => sum + (value - 128 - mean) ** 2, 0) / pixels.length;
    expect(mean).within(-0.8, 0.8); // 25.5 / √20000 = 0.18
    expect(Math.sqrt(variance)).within(25, 26);
  });

  it('is the same noise, scaled, at every sigma', () => {
    const [weak, strong] = [0.04, 0.08].map((sigma) => gaussianNoise(gray, sigma, createRandom(2)).pixels);
    weak.forEach((value, i) => expect(strong[i] - 128).within(2 * (value - 128) - 2, 2 * (value - 128) + 2));
  });

  it('is the identity at sigma 0 and refuses a negative one', () => {
    expect(gaussianNoise(gray, 0, createRandom(1))).deep.equal(gray);
    expect(() => gaussianNoise(gray, -0.1, createRandom(1))).throw(RangeError, 'invalid sigma');
  });
});
