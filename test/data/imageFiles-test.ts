import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { encodePng, imageBatches, readImages, readMasks } from '../../src/data/imageFiles';
import { DriftlabError } from '../../src/errors';
import { images } from '../../src/images';
import { createRandom } from '../../src/random';
import { scratchFolder } from '../helpers/tinyClass';
import { failureOf } from './helpers';

const four = new Uint8Array([255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30]);
const raw = { width: 2, height: 2, channels: 3 } as const;

describe('image files', () => {
  let folder: string;
  let remove: () => Promise<void>;
  before(async () => void ({ folder, remove } = await scratchFolder()));
  after(() => remove());

  async function put(name: string, bytes: Uint8Array): Promise<string> {
    await writeFile(join(folder, name), bytes);
    return join(folder, name);
  }

  async function putFlat(name: string, width: number, height: number, brightness = 0): Promise<string> {
    const background = { r: brightness, g: brightness, b: brightness };
    return put(
      name,
      await sharp({ create: { width, height, channels: 3, background } })
        .png()
        .toBuffer(),
    );
  }

  it('come back as they were written, gray and colour, and equal pixels give equal bytes', async () => {
    const random = createRandom(3);
    for (const channels of [1, 3] as const) {
      const pixels = Uint8Array.from({ length: 2 * 5 * 7 * channels }, () => random.integer(256));
      const batch = images(pixels, 2, 5, 7, channels);
      const paths = await Promise.all([0, 1].map(async (i) => put(`${channels}${i}.png`, await encodePng(batch, i))));
      expect(await readImages(paths, { channels })).to.deep.equal(batch);
      expect(await encodePng(batch, 1)).to.deep.equal(
        await encodePng(images(pixels.slice(35 * channels), 1, 5, 7, channels)),
      );
    }
  });

  it('are 8 bits a channel and RGB whatever they were: alpha dropped, 16 bits cut, palettes resolved', async () => {
    const ushorts = new Uint16Array([0, 257, 32768, 65535, 1000, 300, 255, 256, 511, 512, 513, 40000]);
    const table: [string, Uint8Array, number[]][] = [
      ['palette.png', await sharp(four, { raw }).png({ palette: true }).toBuffer(), [...four]],
      ['alpha.png', await sharp(four, { raw }).ensureAlpha(0.5).png().toBuffer(), [...four]],
      [
        '16.png',
        await sharp(ushorts, { raw }).toColourspace('rgb16').png().toBuffer(),
        [...ushorts].map((v) => v >> 8),
      ],
      [
        'gray.png',
        await sharp(new Uint8Array([7, 99]), { raw: { width: 2, height: 1, channels: 1 } })
          .png()
          .toBuffer(),
        [7, 7, 7, 99, 99, 99],
      ],
      ['lossless.webp', await sharp(four, { raw }).webp({ lossless: true }).toBuffer(), [...four]],
      ['lossless.tif', await sharp(four, { raw }).tiff({ compression: 'lzw' }).toBuffer(), [...four]],
    ];
    for (const [name, bytes, expected] of table)
      expect([...(await readImages([await put(name, bytes)])).pixels], name).to.deep.equal(expected);
  });

  it('are turned upright when the camera says so', async () => {
    const lying = await sharp({ create: { width: 4, height: 2, channels: 3, background: 'red' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect(await readImages([await put('turned.jpg', lying)])).to.include({ height: 4, width: 2 });
  });

  it('become gray by the luma, exactly for what was gray', async () => {
    const path = await put('colour.png', await sharp(four, { raw }).png().toBuffer());
    expect([...(await readImages([path], { channels: 1 })).pixels]).to.deep.equal([76, 150, 29, 18]);
    expect([...(await readImages([await putFlat('flat.png', 1, 1, 201)], { channels: 1 })).pixels]).to.deep.equal([
      201,
    ]);
  });

  it('of several sizes are refused by naming two files, unless they are to be resized', async () => {
    const paths = [await putFlat('a.png', 8, 8), await putFlat('b.png', 8, 8), await putFlat('c.png', 8, 6)];
    const rule = `${paths[0]} is 8 × 8 pixels and ${paths[2]} is 8 × 6: give a size to which both are resized`;
    expect((await failureOf(readImages(paths))).message).to.equal(rule);
    const walk = async (): Promise<void> => {
      for await (const batch of imageBatches(paths, { batchSize: 2 })) expect(batch.count).to.equal(2);
    };
    expect((await failureOf(walk())).message).to.equal(rule);
    expect(await readImages(paths, { size: 5 })).to.include({ count: 3, height: 5, width: 5 });
  });

  it('come in batches of the wanted size and in order', async () => {
    const paths = await Promise.all(
      [10, 20, 30, 40, 50].map((brightness) => putFlat(`${brightness}.png`, 2, 2, brightness)),
    );
    const seen: number[][] = [];
    for await (const { count, pixels } of imageBatches(paths, { batchSize: 2 }))
      seen.push(Array.from({ length: count }, (_, i) => pixels[i * 12]));
    expect(seen).to.deep.equal([[10, 20], [30, 40], [50]]);
  });

  it('too large are refused before they are decoded, with their size and the limit', async () => {
    const path = await putFlat('wide.png', 60_000, 1);
    expect((await failureOf(readImages([path]))).message).to.equal(
      `${path} is 60000 × 1 pixels; the limit is 16384 a side and 100000000 in all`,
    );
  });

  it('that are damaged, no images or missing are named', async () => {
    const whole = await sharp({ create: { width: 64, height: 64, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    const flipped = Uint8Array.from(whole, (byte, i) => (i === whole.length >> 1 ? byte ^ 255 : byte));
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>');
    const table: [string, Uint8Array, RegExp][] = [
      ['half.png', whole.subarray(0, whole.length >> 1), /cannot read .*half\.png: the image is damaged/],
      ['flipped.png', flipped, /cannot read .*flipped\.png: the image is damaged/],
      ['text.png', Buffer.from('hello'), /cannot read .*text\.png: it is not an image of a known format/],
      ['empty.png', new Uint8Array(), /cannot read .*empty\.png: it is not an image of a known format/],
      ['drawing.png', svg, /cannot read .*drawing\.png: expected one of png, jpeg.*, got svg/],
    ];
    for (const [name, bytes, rule] of table) {
      const error = await failureOf(readImages([await put(name, bytes)]));
      expect(error).to.be.instanceOf(DriftlabError).with.property('code', 'DRIFTLAB_INVALID_DATA');
      expect(error.message, name).to.match(rule);
    }
    const missing = await failureOf(readImages([join(folder, 'missing.png')]));
    expect(missing).to.have.property('code', 'DRIFTLAB_IO');
    expect(missing.message).to.match(/cannot read .*missing\.png: no such file or folder/);
  });

  it('need at least one path, a size and a batch size that make sense', async () => {
    expect((await failureOf(readImages([]))).message).to.match(
      /invalid paths: expected at least one image file, got none/,
    );
    for (const size of [0, 1.5, -3, 100_000])
      expect((await failureOf(readImages([join(folder, 'a.png')], { size }))).message).to.match(
        /invalid size: expected an integer in/,
      );
    expect((await failureOf(imageBatches(['a'], { batchSize: 0 }).next())).message).to.match(/invalid batchSize/);
  });

  it('that are masks hold 0 and 1, are all 0 where there is no file, and must fit their image', async () => {
    const bytes = await encodePng(images(new Uint8Array([0, 127, 128, 255, 1, 200]), 1, 2, 3, 1));
    const path = await put('mask.png', bytes);
    const masks = await readMasks([path, undefined], { height: 2, width: 3 });
    expect([...masks.pixels]).to.deep.equal([0, 0, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
    const resized = await readMasks([path], { height: 4, width: 6 }, { resize: true });
    expect([...resized.pixels.subarray(0, 6)]).to.deep.equal([0, 0, 0, 0, 1, 1]);
    expect((await failureOf(readMasks([path], { height: 2, width: 4 }))).message).to.equal(
      `${path} is 3 × 2 pixels, but its image is 4 × 2`,
    );
  });
});
