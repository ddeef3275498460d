import { expect } from 'chai';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ImageDrift } from '../../src/augmentation/imageDrift';
import { imageDrifts } from '../../src/augmentation/imageDrifts';
import { concatImages, sliceImages } from '../../src/images';
import { createRandom } from '../../src/random';
import { difference, scene } from './helpers';

const ROOM = join(__dirname, '../../src/augmentation');
const PICTURES = [scene(28, 28, 1), scene(64, 48, 3, 2), scene(256, 256, 3), scene(1, 1, 3)];

describe('imageDrifts', () => {
  it('holds every image drift that a file of the room exports, under its own name', () => {
    const load = createRequire(__filename);
    const found: Record<string, ImageDrift> = {};
    for (const file of readdirSync(ROOM).filter((name) => name.endsWith('.ts')))
      for (const [name, value] of Object.entries(load(join(ROOM, file)) as Record<string, unknown>))
        if (name.endsWith('Drift') && typeof value === 'object')
          found[(value as ImageDrift).name] = value as ImageDrift;
    expect(imageDrifts).deep.equal(found);
  });

  for (const [name, drift] of Object.entries<ImageDrift>(imageDrifts))
    describe(name, () => {
      it('is the identity at severity 0, as a copy', () => {
        for (const picture of PICTURES) {
          const same = drift.apply(picture, 0, createRandom(1));
          expect(same).deep.equal(picture);
          expect(same.pixels.buffer).not.equal(picture.pixels.buffer);
        }
      });

      it('keeps size, channels and count, and does not change its input', () => {
        for (const picture of PICTURES) {
          const kept = picture.pixels.slice();
          const { pixels, ...size } = drift.apply(picture, 0.7, createRandom(1));
          expect(picture).deep.equal({ ...size, pixels: kept });
          expect(pixels.length).equal(kept.length);
        }
      });

      it('gives the same bytes for the same seed', () => {
        const [, picture] = PICTURES;
        expect(drift.apply(picture, 0.5, createRandom(3))).deep.equal(drift.apply(picture, 0.5, createRandom(3)));
      });

      it('does to a batch what it does to its parts, one after the other', () => {
        const random = createRandom(4);
        const [, picture] = PICTURES;
        const parts = [sliceImages(picture, 0, 1), sliceImages(picture, 1, 2)];
        const apart = concatImages(parts.map((part) => drift.apply(part, 0.5, random)));
        expect(drift.apply(picture, 0.5, createRandom(4))).deep.equal(apart);
      });

      it('takes an empty batch', () => {
        expect(drift.apply(sliceImages(PICTURES[0], 0, 0), 1, createRandom(1)).count).equal(0);
      });

      it('harms more the higher the severity: the mean absolute change grows', () => {
        for (const picture of PICTURES.slice(0, 3)) {
          const change = [0, 0.1, 0.2, 0.4, 0.6, 0.8, 1].map(
            (severity) => difference(drift.apply(picture, severity, createRandom(5)).pixels, picture.pixels).mean,
          );
          for (let i = 1; i < change.length; i++) expect(change[i], `step ${i}`).greaterThan(change[i - 1]);
          expect(change.at(-1)).greaterThan(3);
        }
      });

      it('refuses a severity outside [0, 1]', () => {
        const apply = (severity: unknown) => () => drift.apply(PICTURES[0], severity as number, createRandom(1));
        expect(apply(7)).throw(RangeError, 'invalid severity: expected a number in [0, 1], got 7');
        for (const severity of [-0.1, 1.01, NaN]) expect(apply(severity)).throw(RangeError, 'invalid severity');
        for (const severity of ['1', undefined, null]) expect(apply(severity)).throw(TypeError, 'invalid severity');
      });
    });
});
