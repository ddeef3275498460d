import { expect } from 'chai';
import { type Border, borders, pad } from '../../src/augmentation/border';
import type { FloatImage } from '../../src/augmentation/floatImage';
import { gaussianBlur, gaussianBlurFloat } from '../../src/augmentation/gaussianBlur';
import { images } from '../../src/images';
import { scene } from './helpers';

const line = (...values: number[]): FloatImage => ({
  values: Float64Array.from(values),
  height: 1,
  width: values.length,
  channels: 1,
});

/** The definition, pixel by pixel. */
function directBlur(image: FloatImage, sigma: number, radius: number, border: Border): number[] {
  const weight = (i: number) => Math.exp((-i * i) / (2 * sigma * sigma));
  const taps = Array.from({ length: 2 * radius + 1 }, (_, i) => i - radius);
  const total = taps.reduce((sum, i) => sum + weight(i), 0) ** 2;
  const padded = pad(image, radius, radius, border);
  return Array.from(image.values, (_, index) => {
    const c = index % image.channels;
    const x = Math.floor(index / image.channels) % image.width;
    const y = Math.floor(index / image.channels / image.width);
    const at = (dy: number, dx: number) =>
      padded.values[((y + radius + dy) * padded.width + x + radius + dx) * image.channels + c];
    return taps.flatMap((dy) => taps.map((dx) => weight(dy) * weight(dx) * at(dy, dx))).reduce((a, b) => a + b) / total;
  });
}

describe('gaussianBlur', () => {
  it('is the two-dimensional sum of its definition, for odd and even radii and all borders', () => {
    const { pixels, height, width, channels } = scene(5, 7, 3);
    const image = { values: Float64Array.from(pixels), height, width, channels };
    for (const border of borders)
      for (const radius of [1, 2, 3]) {
        const { values } = gaussianBlurFloat(image, 1.2, { radius, border });
        directBlur(image, 1.2, radius, border).forEach((value, i) => expect(values[i]).closeTo(value, 1e-9));
      }
  });

  it('has a radius of ⌈3 sigma⌉ and mirrors at the border unless told otherwise', () => {
    const picture = scene(20, 30, 1);
    expect(gaussianBlur(picture, 1.5)).deep.equal(gaussianBlur(picture, 1.5, { radius: 5, border: 'mirror' }));
  });

  it('leaves a uniform image as it is, also where the kernel is wider than the image', () => {
    const flat = images(new Uint8Array(27).fill(77), 1, 3, 3, 3);
    for (const border of borders.slice(0, 3)) expect(gaussianBlur(flat, 9, { border })).deep.equal(flat);
  });

  it('is the identity at sigma 0', () => {
    expect(gaussianBlur(scene(9, 8, 3), 0)).deep.equal(scene(9, 8, 3));
  });

  it('refuses a wrong sigma, radius or border', () => {
    const picture = scene(4, 4, 1);
    expect(() => gaussianBlur(picture, -1)).throw(RangeError, 'invalid sigma');
    expect(() => gaussianBlur(picture, 1, { radius: 1.5 })).throw(RangeError, 'invalid radius');
    expect(() => gaussianBlur(picture, 1, { border: 'wrap' as Border })).throw(
      RangeError,
      'invalid border: expected one of nearest',
    );
  });
});

describe('pad', () => {
  const expected: Record<Border, string> = {
    nearest: '1111 123 3333',
    mirror: '1232 123 2123',
    reflect: '3321 123 3211',
    constant: '0000 123 0000',
  };
  for (const border of borders)
    it(`fills with ${border} as ${expected[border]}`, () => {
      expect(pad(line(1, 2, 3), 0, 4, border).values.join('')).equal(expected[border].replaceAll(' ', ''));
    });

  it('pads rows as columns', () => {
    const column = { ...line(1, 2, 3), height: 3, width: 1 };
    for (const border of borders)
      expect(pad(column, 5, 0, border).values).deep.equal(pad(line(1, 2, 3), 0, 5, border).values);
  });
});
