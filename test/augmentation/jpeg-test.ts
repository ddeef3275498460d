import { expect } from 'chai';
import sharp from 'sharp';
import { jpeg } from '../../src/augmentation/jpeg';
import { images, type Images } from '../../src/images';
import { createRandom } from '../../src/random';
import { scene } from './helpers';

/** What libjpeg gives back after saving and opening. */
async function savedAndOpened({ pixels, height, width, channels }: Images, quality: number): Promise<Uint8Array> {
  const raw = { width, height, channels: channels as 1 | 3 };
  const file = await sharp(pixels, { raw }).jpeg({ quality, chromaSubsampling: '4:2:0' }).toBuffer();
  const opened = sharp(file).toColourspace(channels === 1 ? 'b-w' : 'srgb');
  return Uint8Array.from(await opened.raw().toBuffer());
}

describe('jpeg', () => {
  const sizes = [[28, 28], [65, 49], [33, 17], [7, 5], [5, 4], [1, 1]]; // prettier-ignore
  for (const channels of [1, 3])
    it(`loses what libjpeg loses, bit for bit, with ${channels === 1 ? 'gray' : 'colour'} at any size and quality`, async () => {
      const random = createRandom(1);
      for (const [height, width] of sizes)
        for (const quality of [100, 75, 30, 5]) {
          const noise = Uint8Array.from({ length: height * width * channels }, () => random.integer(256));
          for (const picture of [images(noise, 1, height, width, channels), scene(height, width, channels)])
            expect(jpeg(picture, quality).pixels, `${height} × ${width}, quality ${quality}`).deep.equal(
              await savedAndOpened(picture, quality),
            );
        }
    });

  it('takes qualities between the whole ones', () => {
    const [low, between, high] = [10, 10.5, 11].map((quality) => jpeg(scene(64, 64, 3), quality).pixels);
    expect(between).not.deep.equal(low);
    expect(between).not.deep.equal(high);
  });

  it('refuses a quality outside [1, 100]', () => {
    for (const quality of [0, 101, NaN])
      expect(() => jpeg(scene(8, 8, 1), quality)).throw(RangeError, 'invalid quality: expected a number in [1, 100]');
  });
});
