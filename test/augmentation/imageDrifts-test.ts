import { expect } from 'chai';
import fc from 'fast-check';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { imageDifference } from '../../src/augmentation/imageDifference';
import type { ImageDrift } from '../../src/augmentation/imageDrift';
import { imageDriftNamed, imageDrifts } from '../../src/augmentation/imageDrifts';
import { concatImages, images, type Images, sliceImages } from '../../src/images';
import { createRandom } from '../../src/random';
import { scene } from './helpers';

const ROOM = join(__dirname, '../../src/augmentation');
const SIZES = [28, 64, 224];
const PICTURES = SIZES.flatMap((size) => [scene(size, size, 1), scene(size, size, 3)]);
const LARGE = scene(512, 512, 3);
const PAIR = scene(48, 37, 3, 2);

interface Trial {
  readonly picture: Images;
  readonly severity: number;
  readonly seed: number;
}

/** Pictures of one level or of grain, of up to 20 × 20 pixels, also none at all. */
function trials(channels: readonly number[]): fc.Arbitrary<Trial> {
  const shape = fc.record({
    count: fc.nat(2),
    height: fc.integer({ min: 1, max: 20 }),
    width: fc.integer({ min: 1, max: 20 }),
    channels: fc.constantFrom(...channels),
    level: fc.constantFrom(0, 255, undefined),
  });
  const picture = shape.map(({ count, height, width, channels, level }) => {
    const random = createRandom(height * width);
    const pixels = Uint8Array.from({ length: count * height * width * channels }, () => level ?? random.integer(256));
    return images(pixels, count, height, width, channels);
  });
  const severity = fc.oneof(fc.constantFrom(0, 1, 1e-9), fc.double({ min: 0, max: 1, noNaN: true }));
  return fc.record({ picture, severity, seed: fc.nat(1000) });
}

/** A texture without neighbours that are alike. */
function grain(size: number): Images {
  const random = createRandom(size);
  return images(
    Uint8Array.from({ length: size * size * 3 }, () => random.integer(256)),
    1,
    size,
    size,
    3,
  );
}

/**
 * By how much of its largest value the harm may fall on the way, where it cannot grow for ever: a texture that has lost its place is no worse
 * off further away, a disk of the width of a period shows stripes the wrong way round, a coarse grid of levels may fit by chance.
 */
const FALLS: Readonly<Record<string, number>> = { jpeg: 0.1, zoom: 0.08, rotation: 0.04, elasticTransform: 0.02 };

const reasonable = (drift: ImageDrift, picture: Images) => picture.channels === 3 || !drift.needsColor;
const name = ({ height, width, channels }: Images) => `${height} × ${width} × ${channels}`;

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

  it('are found by name, and an unknown name is answered with the known ones', () => {
    expect(imageDriftNamed('jpeg')).equal(imageDrifts.jpeg);
    for (const unknown of ['blur', 'toString', ''])
      expect(() => imageDriftNamed(unknown)).throw(
        RangeError,
        `invalid drift: expected one of ${Object.keys(imageDrifts).join(', ')}, got "${unknown}"`,
      );
  });

  for (const [drifted, drift] of Object.entries<ImageDrift>(imageDrifts))
    describe(drifted, () => {
      const fitting = [...PICTURES, PAIR].filter((picture) => reasonable(drift, picture));

      it('is the identity at severity 0, as a copy', () => {
        for (const picture of [...PICTURES, scene(1, 1, 1)]) {
          const same = drift.apply(picture, 0, createRandom(1));
          expect(same).deep.equal(picture);
          expect(same.pixels.buffer).not.equal(picture.pixels.buffer);
        }
      });

      it('keeps size, channels, count and type, and does not change its input', () => {
        for (const picture of fitting) {
          const kept = picture.pixels.slice();
          const { pixels, ...size } = drift.apply(picture, 0.7, createRandom(1));
          expect(picture.pixels).deep.equal(kept);
          expect({ ...size, pixels: kept }).deep.equal(picture);
          expect(pixels).instanceOf(Uint8Array).property('length', kept.length);
        }
      });

      it('gives the same bytes for the same seed', () => {
        for (const picture of fitting)
          expect(drift.apply(picture, 0.5, createRandom(3)).pixels).deep.equal(
            drift.apply(picture, 0.5, createRandom(3)).pixels,
          );
      });

      it('does to a batch what it does to its parts, one after the other', () => {
        const random = createRandom(4);
        const parts = [sliceImages(PAIR, 0, 1), sliceImages(PAIR, 1, 2)];
        const apart = concatImages(parts.map((part) => drift.apply(part, 0.5, random)));
        expect(drift.apply(PAIR, 0.5, createRandom(4))).deep.equal(apart);
      });

      it('keeps size, seed and range on any picture: one pixel, black, white, thin', () => {
        const run = ({ picture, severity, seed }: Trial) => drift.apply(picture, severity, createRandom(seed));
        fc.assert(
          fc.property(trials(drift.needsColor ? [3] : [1, 3]), (trial) => {
            const drifted = run(trial);
            expect(drifted).deep.equal(run(trial));
            expect({ ...drifted, pixels: trial.picture.pixels }).deep.equal(trial.picture);
            expect(drifted.pixels.length).equal(trial.picture.pixels.length);
            if (trial.severity === 0) expect(drifted).deep.equal(trial.picture);
          }),
          { numRuns: 40, seed: 1 },
        );
      });

      it('acts on 512 × 512 pixels, the same for the same seed', () => {
        const drifted = drift.apply(LARGE, 0.6, createRandom(1));
        expect(drifted.pixels.length).equal(LARGE.pixels.length);
        expect(Buffer.compare(drifted.pixels, drift.apply(LARGE, 0.6, createRandom(1)).pixels)).equal(0);
        expect(imageDifference(LARGE, drifted)[0].mse).greaterThan(1);
      });

      it('takes an empty batch, one pixel, and one row or column of pixels', () => {
        expect(drift.apply(sliceImages(PAIR, 0, 0), 1, createRandom(1))).property('count', 0);
        for (const picture of [scene(1, 1, 3), scene(1, 30, 3), scene(30, 1, 3), scene(3, 2, 3)])
          for (const severity of [0.01, 0.5, 1])
            expect(drift.apply(picture, severity, createRandom(1)).pixels.length).equal(picture.pixels.length);
      });

      it('harms more the higher the severity, each image with the same seed', () => {
        const steps = [0, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 1];
        for (const picture of [...fitting.slice(0, 6), grain(32)]) {
          const harm = steps.map(
            (severity) => imageDifference(picture, drift.apply(picture, severity, createRandom(5)))[0].mse,
          );
          const least = (FALLS[drifted] ?? 0) * Math.max(...harm);
          for (let i = 1; i < harm.length; i++)
            expect(harm[i], `${name(picture)}, ${steps[i]}`).at.least(Math.max(...harm.slice(0, i)) - least);
          expect(harm[1], name(picture)).greaterThan(0);
          expect(harm.at(-1), name(picture)).greaterThan(25);
        }
      });

      it('looks alike at 28 and at 224 pixels: at full severity the same harm within a factor of 4', () => {
        const [small, large] = [scene(28, 28, 3), scene(224, 224, 3)].map(
          (picture) => imageDifference(picture, drift.apply(picture, 1, createRandom(5)))[0].mse,
        );
        expect(large / small).within(1 / 4, 4);
      });

      it(drift.needsColor ? 'refuses gray images above severity 0' : 'acts on gray images', () => {
        const gray = scene(28, 28, 1);
        const apply = () => drift.apply(gray, 0.3, createRandom(1));
        if (drift.needsColor)
          expect(apply).throw(RangeError, `expected 3 channels, got 1: ${drifted} acts on colour, gray has none`);
        else expect(apply().pixels).not.deep.equal(gray.pixels);
      });

      it('refuses a severity outside [0, 1]', () => {
        const apply = (severity: unknown) => () => drift.apply(PAIR, severity as number, createRandom(1));
        expect(apply(7)).throw(RangeError, 'invalid severity: expected a number in [0, 1], got 7');
        for (const severity of [-0.1, 1.5, NaN]) expect(apply(severity)).throw(RangeError, 'invalid severity');
        for (const severity of ['1', undefined, null]) expect(apply(severity)).throw(TypeError, 'invalid severity');
      });
    });
});
