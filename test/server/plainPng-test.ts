import { expect } from 'chai';
import sharp from 'sharp';
import { crc32, deflateSync } from 'node:zlib';
import { digits } from '../../src/data/digits/digits';
import { createRandom } from '../../src/random';
import { plainPng } from '../../src/server/plainPng';

type Chunk = readonly [name: string, content: Uint8Array];

function png(chunks: readonly Chunk[]): Buffer {
  const parts = chunks.flatMap(([name, content]) => {
    const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(content.length);
    check.writeUInt32BE(crc32(named));
    return [length, named, check];
  });
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...parts]);
}

const header = (width: number, height: number, bits: number, colour: number, interlace = 0): Chunk => {
  const content = Buffer.from([0, 0, 0, width, 0, 0, 0, height, bits, colour, 0, 0, interlace]);
  return ['IHDR', content];
};
const end: Chunk = ['IEND', new Uint8Array()];
const random = createRandom(1);
/** Rows of random bytes, each after the number of its filter. */
const rows = (width: number, height: number, channels: number, filter: (y: number) => number): Buffer =>
  Buffer.concat(
    Array.from({ length: height }, (_, y) =>
      Buffer.from([filter(y), ...Array.from({ length: width * channels }, () => random.integer(256))]),
    ),
  );
const decode = async (file: Buffer): Promise<Buffer> => sharp(file).raw().toBuffer();

describe('plainPng', () => {
  for (const channels of [1, 3])
    it(`reads every filter as sharp does, ${channels} ${channels === 1 ? 'channel' : 'channels'}`, async () => {
      const shape = { height: 12, width: 7, channels };
      for (let first = 0; first < 5; first++) {
        const content = deflateSync(rows(7, 12, channels, (y) => (y + first) % 5));
        const [a, b] = [content.subarray(0, 20), content.subarray(20)];
        const file = png([header(7, 12, 8, channels === 1 ? 0 : 2), ['tEXt', Buffer.from('a\0b')], ['IDAT', a], ['IDAT', b], end]); // prettier-ignore
        const expected = channels === 1 ? await sharp(file).toColourspace('b-w').raw().toBuffer() : await decode(file);
        expect(Buffer.from(plainPng(file, shape)!)).deep.equal(expected);
      }
    });

  it('reads what sharp writes', async () => {
    const { images } = digits(20, { random: createRandom(2) });
    for (let i = 0; i < 20; i++) {
      const pixels = images.pixels.subarray(i * 784, (i + 1) * 784);
      const raw = { width: 28, height: 28, channels: 1 } as const;
      const file = await sharp(pixels, { raw })
        .toColourspace('b-w')
        .png({ adaptiveFiltering: i % 2 === 0 })
        .toBuffer();
      expect(plainPng(file, { height: 28, width: 28, channels: 1 })).deep.equal(pixels);
    }
  });

  const shape = { height: 4, width: 4, channels: 1 };
  const plain = deflateSync(rows(4, 4, 1, () => 0));
  const good = png([header(4, 4, 8, 0), ['IDAT', plain], end]);
  const damaged = Buffer.from(good);
  damaged[damaged.length - 20] ^= 1;
  const others: Record<string, Buffer> = {
    'of another size': png([header(5, 4, 8, 0), ['IDAT', plain], end]),
    'of colours': png([header(4, 4, 8, 2), ['IDAT', plain], end]),
    'of 16 bits': png([header(4, 4, 16, 0), ['IDAT', plain], end]),
    'with interlacing': png([header(4, 4, 8, 0, 1), ['IDAT', plain], end]),
    'with transparency': png([header(4, 4, 8, 0), ['tRNS', Buffer.alloc(2)], ['IDAT', plain], end]),
    'with a gamma': png([header(4, 4, 8, 0), ['gAMA', Buffer.alloc(4)], ['IDAT', plain], end]),
    'with an unknown filter': png([header(4, 4, 8, 0), ['IDAT', deflateSync(rows(4, 4, 1, () => 5))], end]),
    'with too few rows': png([header(4, 4, 8, 0), ['IDAT', deflateSync(rows(4, 3, 1, () => 0))], end]),
    'with too many rows': png([header(4, 4, 8, 0), ['IDAT', deflateSync(Buffer.alloc(1_000_000))], end]),
    'with pixels that are none': png([header(4, 4, 8, 0), ['IDAT', Buffer.from('hello')], end]),
    'without an end': good.subarray(0, -12),
    'that is cut off': good.subarray(0, -1),
    'that is damaged': damaged,
    'of a signature only': good.subarray(0, 8),
  };
  for (const [what, file] of Object.entries(others))
    it(`leaves a file ${what} to sharp`, () => {
      expect(plainPng(good, shape)).lengthOf(16);
      expect(plainPng(file, shape)).equal(undefined);
    });
});
