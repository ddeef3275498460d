import { expect } from 'chai';
import { impulseNoise } from '../../src/augmentation/impulseNoise';
import { fillNormals, fillWords } from '../../src/augmentation/noise';
import { shotNoise } from '../../src/augmentation/shotNoise';
import { speckleNoise } from '../../src/augmentation/speckleNoise';
import { images, type Images } from '../../src/images';
import { createRandom } from '../../src/random';
import { describe as describeNumbers } from '../../src/stats/describe';
import { normalCdf } from '../../src/stats/distributions/normal';
import { poissonPmf } from '../../src/stats/distributions/poisson';
import { scene } from './helpers';

const COUNT = 60_000;
const flat = (level: number, count = 20_000): Images =>
  images(new Uint8Array(count).fill(level), 1, 200, count / 200, 1);
const shareOf = (pixels: Uint8Array, level: number) => pixels.filter((value) => value === level).length / pixels.length;

describe('fillWords', () => {
  it('sets each bit half of the time', () => {
    const words = fillWords(new Int32Array(COUNT), createRandom(1));
    const set = new Float64Array(32);
    for (const word of words) for (let bit = 0; bit < 32; bit++) set[bit] += (word >>> bit) & 1;
    for (const count of set) expect(count).closeTo(COUNT / 2, 2 * Math.sqrt(COUNT));
  });

  it('takes as many draws for few words as for many, and differs from call to call', () => {
    const random = createRandom(1);
    const first = fillWords(new Int32Array(100), random);
    expect(fillWords(new Int32Array(100), random)).not.deep.equal(first);
    const other = createRandom(1);
    fillWords(new Int32Array(3), other);
    fillWords(new Int32Array(3), other);
    expect(random.uniform()).equal(other.uniform());
  });
});

describe('fillNormals', () => {
  const sorted = Float64Array.from(fillNormals(new Float32Array(COUNT), createRandom(3))).sort();

  it('follows the normal distribution function (Kolmogorov–Smirnov at 0.1 %)', () => {
    const distance = sorted.reduce((most, x, i) => Math.max(most, Math.abs(normalCdf(x) - (i + 0.5) / COUNT)), 0);
    expect(distance * Math.sqrt(COUNT)).lessThan(1.95);
  });

  it('has the normal moments', () => {
    const { mean, variance, skewness, excessKurtosis } = describeNumbers(sorted);
    const unit = 4 / Math.sqrt(COUNT);
    expect(mean).closeTo(0, unit);
    expect(variance).closeTo(1, unit * Math.sqrt(2));
    expect(skewness).closeTo(0, unit * Math.sqrt(6));
    expect(excessKurtosis).closeTo(0, unit * Math.sqrt(24));
  });

  it('has tails of the right weight, beyond the tables too', () => {
    for (const edge of [2.5, 3.2, 3.66]) {
      const expected = COUNT * normalCdf(-edge);
      for (const count of [sorted.filter((x) => x < -edge).length, sorted.filter((x) => x > edge).length])
        expect(count, `beyond ${edge}`).closeTo(expected, 4 * Math.sqrt(expected));
    }
  });
});

describe('shotNoise', () => {
  it('gives each count of photons with its Poisson probability', () => {
    for (const [level, photons] of [
      [128, 4],
      [255, 3],
      [40, 30],
    ]) {
      // prettier-ignore
      const { pixels } = shotNoise(flat(level), photons, createRandom(1));
      let rest = 1;
      for (let count = 0; (255 * count) / photons < 250; count++) {
        const expected = poissonPmf(count, (photons * level) / 255);
        rest -= expected;
        const share = shareOf(pixels, Math.round((255 * count) / photons));
        expect(share).closeTo(expected, 4.5 * Math.sqrt(expected / pixels.length) + 1e-6);
      }
      expect(shareOf(pixels, 255)).closeTo(rest, 4.5 * Math.sqrt(rest / pixels.length) + 1e-6);
    }
  });

  it('keeps the mean and has the variance of counts, many of which share a byte', () => {
    const { mean, variance } = describeNumbers(shotNoise(flat(100), 5000, createRandom(2)).pixels);
    expect(mean).closeTo(100, 0.1);
    expect(variance).closeTo((255 * 100) / 5000 + 1 / 12, 0.2); // 1/12 for the rounding
  });

  it('leaves black, and everything where light is plenty', () => {
    expect(shotNoise(flat(0), 3, createRandom(1))).deep.equal(flat(0));
    const { max } = describeNumbers(shotNoise(flat(200), 1e6, createRandom(1)).pixels.map((x) => Math.abs(x - 200)));
    expect(max).within(1, 2); // σ is 0.23
  });

  it('refuses photons outside [1, 10⁶]', () => {
    for (const photons of [0.5, 2e6, NaN])
      expect(() => shotNoise(flat(1), photons, createRandom(1))).throw(RangeError, 'invalid photons');
  });
});

describe('speckleNoise', () => {
  it('grows with the signal and leaves black', () => {
    for (const level of [0, 50, 100]) {
      const { mean, standardDeviation } = describeNumbers(speckleNoise(flat(level), 0.2, createRandom(1)).pixels);
      expect(mean).closeTo(level, 0.5);
      expect(standardDeviation).closeTo(0.2 * level, 0.3);
    }
  });

  it('refuses a negative sigma', () => {
    expect(() => speckleNoise(flat(1), -1, createRandom(1))).throw(RangeError, 'invalid sigma');
  });
});

describe('impulseNoise', () => {
  it('makes a share of the values black or white, in equal parts', () => {
    const { pixels } = impulseNoise(flat(100), 0.3, createRandom(1));
    for (const level of [0, 255]) expect(shareOf(pixels, level)).closeTo(0.15, 0.012);
    expect(shareOf(pixels, 100)).closeTo(0.7, 0.015);
  });

  it('hits the same values and more as the share grows', () => {
    const [few, many] = [0.1, 0.2].map((share) => impulseNoise(flat(100), share, createRandom(1)).pixels);
    expect(few.every((value, i) => value === 100 || many[i] === value)).equal(true);
  });

  it('is the identity at 0, hits all at 1, and refuses the rest', () => {
    const picture = scene(20, 20, 3);
    expect(impulseNoise(picture, 0, createRandom(1))).deep.equal(picture);
    expect(impulseNoise(picture, 1, createRandom(1)).pixels.every((value) => value % 255 === 0)).equal(true);
    expect(() => impulseNoise(picture, 1.5, createRandom(1))).throw(RangeError, 'invalid share');
  });
});
