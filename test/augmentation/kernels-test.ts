import { expect } from 'chai';
import { convolve2dFloat } from '../../src/augmentation/convolve2d';
import { borders } from '../../src/augmentation/border';
import { defocusBlur } from '../../src/augmentation/defocusBlur';
import { lookUp, toFloatImage } from '../../src/augmentation/floatImage';
import { gaussianBlur, gaussianBlurFloat } from '../../src/augmentation/gaussianBlur';
import { correlatePixels, type Tap } from '../../src/augmentation/kernels/correlatePixels';
import { workspace } from '../../src/augmentation/kernels/workspace';
import { runKernel } from '../../src/augmentation/kernels/runKernel';
import { fillWords } from '../../src/augmentation/noise';
import { saturation, saturationFloat } from '../../src/augmentation/saturation';
import { vignette, vignetteFloat } from '../../src/augmentation/vignette';
import type { Images } from '../../src/images';
import { createRandom, type Random } from '../../src/random';
import { difference, scene } from './helpers';

/** Sizes whose bytes are no multiple of what a kernel does at once. */
const PICTURES = [scene(1, 1, 1), scene(1, 1, 3), scene(1, 7, 3), scene(9, 1, 1), scene(13, 11, 3), scene(20, 43, 1)];

const clipped = (values: Float64Array) => values.map((value) => Math.min(255, Math.max(0, value)));

/** Kernels round what the definitions give; float32 may send a half the other way. */
function expectRounded(drifted: Images, exact: Float64Array): void {
  expect(difference(drifted.pixels, clipped(exact)).max).at.most(0.5001);
}

describe('kernels of images', () => {
  it('look up every byte in one table, or in one for each channel', () => {
    const random = createRandom(1);
    for (const { pixels, channels } of PICTURES)
      for (const tables of new Set([1, channels])) {
        const table = Uint8Array.from({ length: 256 * tables }, () => random.integer(256));
        const to = new Uint8Array(pixels.length);
        lookUp(pixels, to, table);
        expect(to).deep.equal(pixels.map((value, i) => table[value * tables + (i % tables)]));
      }
  });

  it('give what the definitions in real numbers give, rounded', () => {
    for (const picture of PICTURES) {
      const image = toFloatImage(picture, 0);
      expectRounded(vignette(picture, 0.7), vignetteFloat(image, 0.7).values);
      for (const border of borders)
        expectRounded(gaussianBlur(picture, 2, { border }), gaussianBlurFloat(image, 2, { border }).values);
    }
    const colors = scene(13, 11, 3);
    for (const factor of [0, 0.4, 3])
      expect(difference(saturation(colors, factor).pixels, clipped(saturationFloat(toFloatImage(colors, 0), factor).values)).max).at.most(0.5 + Math.abs(1 - factor) / 2); // prettier-ignore
  });

  it('correlate with any taps, in several passes', () => {
    const random = createRandom(2);
    const side = 5;
    const kernel = Array.from({ length: side }, () => Array.from({ length: side }, () => random.normal() / 9));
    const taps = kernel.flatMap((row, y) => row.map((weight, x): Tap => ({ down: y - 2, across: x - 2, weight })));
    for (const picture of PICTURES)
      for (const border of borders) {
        const drifted = { ...picture, pixels: new Uint8Array(picture.pixels.length) };
        correlatePixels(picture.pixels, drifted.pixels, picture, [taps, taps], { border });
        const once = convolve2dFloat(toFloatImage(picture, 0), kernel, border);
        expectRounded(drifted, convolve2dFloat(once, kernel, border).values);
      }
  });

  it('keep rows that are long and white, where sums are largest', () => {
    const white = { ...scene(1, 5000, 3), pixels: new Uint8Array(15_000).fill(255) };
    for (const radius of [0.8, 3.3, 40]) expect(defocusBlur(white, radius)).deep.equal(white);
  });

  it('draw the words of four generators xoshiro128++ in turn', () => {
    const [words, random] = [fillWords(new Int32Array(403), createRandom(5)), createRandom(5)];
    const draws = Array.from({ length: 16 }, () => random.integer(2 ** 32) | 0);
    const generators = [0, 1, 2, 3].map((k) => xoshiro([draws[k], draws[k + 4], draws[k + 8], draws[k + 12]]));
    expect(words).deep.equal(words.map((_, i) => generators[i % 4]()));
  });

  it('do not see what was in the memory before', () => {
    const drift = (random: Random) => gaussianBlur(scene(13, 11, 3), 1 + random.uniform(), { border: 'constant' });
    const before = drift(createRandom(1));
    for (const part of workspace(200_000, 200_000)) part.fill(255);
    expect(drift(createRandom(1))).deep.equal(before);
  });

  it('take arrays by their address, also parts of larger ones, and leave them', () => {
    const gains = Float32Array.of(9, 9, 1, 0.5, 0.25);
    const to = new Uint8Array(3);
    runKernel('scale', Uint8Array.of(10, 20, 40), to, gains.subarray(2));
    expect([...to, ...gains]).deep.equal([10, 10, 10, 9, 9, 1, 0.5, 0.25]);
  });
});

/** xoshiro128++ as Blackman & Vigna 2021 define it. */
function xoshiro(state: [number, number, number, number]): () => number {
  const rotated = (value: number, bits: number) => (value << bits) | (value >>> (32 - bits));
  return () => {
    const result = (rotated((state[0] + state[3]) | 0, 7) + state[0]) | 0;
    const kept = state[1] << 9;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= kept;
    state[3] = rotated(state[3], 11);
    return result;
  };
}
