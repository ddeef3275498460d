import { expect } from 'chai';
import {
  dinov2Preprocessing,
  dinov3Preprocessing,
  familyPreprocessing,
  preprocess,
  type Preprocessing,
} from '../../src/embedding/preprocess';
import { parsePreprocessorConfig } from '../../src/embedding/preprocessorConfig';
import { concatImages, images } from '../../src/images';
import { photograph, readFixture } from './dinoFixtures';

/** Places of a preprocessed photograph as Python's processor gives them, in 1/10000. */
interface Sample {
  readonly processor: string;
  readonly photograph: string;
  readonly shape: readonly number[];
  readonly stride: number;
  readonly values: readonly number[];
}

const samples = readFixture('pixels.json') as Sample[];
const plain: Preprocessing = { filter: 'bilinear', bytes: true, scale: 1, mean: [0, 0, 0], std: [1, 1, 1] };

function processorConfig(name: string): unknown {
  return name.endsWith('-224') ? readFixture(`${name}.json`) : readFixture('models', name, 'preprocessor_config.json');
}

describe('preprocess', () => {
  it('is tested on five photographs, each smaller and larger than what both families want', () => {
    expect(new Set(samples.map((sample) => sample.photograph)).size).equal(5);
    expect(samples.length).equal(20);
    for (const { values } of samples) expect(values.length).greaterThan(500);
  });

  for (const { processor, photograph: name, shape, stride, values } of samples)
    it(`gives Python's pixels for ${name} and ${processor}`, async () => {
      const ours = preprocess(await photograph(name), parsePreprocessorConfig(processorConfig(processor)));
      expect(ours.shape).deep.equal([1, ...shape]);
      const gaps = values.map((value, i) => Math.abs(value / 10000 - ours.values[i * stride]));
      expect(Math.max(...gaps), 'largest difference').at.most(2e-4); // the samples are rounded to 0.5e-4
      expect(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length, 'mean difference').at.most(1e-4);
    });

  it('makes three equal channels of a gray image before it normalises', () => {
    const gray = images(Uint8Array.from([0, 100, 200, 255]), 1, 2, 2, 1);
    const { values, shape } = preprocess(gray, { ...plain, mean: [1, 2, 3], std: [1, 2, 4] });
    expect(shape).deep.equal([1, 3, 2, 2]);
    expect(Array.from(values)).deep.equal([-1, 99, 199, 254, -1, 49, 99, 126.5, -0.75, 24.25, 49.25, 63]);
  });

  it('takes the centre, and the pixel before it where the margin is odd', () => {
    const line = images(Uint8Array.from([1, 2, 3, 4, 5]), 1, 1, 5, 1);
    const crop = (width: number) =>
      Array.from(preprocess(line, { ...plain, crop: { height: 1, width } }).values.slice(0, width));
    expect(crop(3)).deep.equal([2, 3, 4]);
    expect(crop(2)).deep.equal([2, 3]);
    expect(() => crop(6)).throw(RangeError, 'invalid crop: expected at most the resized 1 × 5 pixels, got 1 × 6');
  });

  it('resizes the shorter side and keeps the proportions, rounded down', () => {
    const size = { shortestEdge: 7 };
    const shape = (height: number, width: number) =>
      preprocess(images(new Uint8Array(height * width), 1, height, width, 1), { ...plain, size }).shape.slice(2);
    expect(shape(3, 5)).deep.equal([7, 11]);
    expect(shape(5, 3)).deep.equal([11, 7]);
    expect(shape(4, 4)).deep.equal([7, 7]);
  });

  it('does to a batch what it does to each image', async () => {
    const one = await photograph('coffee');
    const pair = preprocess(concatImages([one, one]), dinov3Preprocessing);
    const { values } = preprocess(one, dinov3Preprocessing);
    expect(pair.values.subarray(0, values.length)).deep.equal(values);
    expect(pair.values.subarray(values.length)).deep.equal(values);
  });
});

describe('parsePreprocessorConfig', () => {
  const dinov2 = readFixture('dinov2-224.json') as Record<string, unknown>;

  it("reads what transformers' processors of the published models save", () => {
    expect(parsePreprocessorConfig(dinov2)).deep.equal(dinov2Preprocessing);
    expect(parsePreprocessorConfig(readFixture('dinov3-224.json'))).deep.equal({
      ...dinov3Preprocessing,
      crop: undefined,
    });
  });

  it('leaves out the steps that are off, and those without a parameter', () => {
    const off = { do_resize: false, do_center_crop: false, do_rescale: false, do_normalize: false };
    const nothing = { size: undefined, crop: undefined, scale: 1, mean: [0, 0, 0], std: [1, 1, 1] };
    expect(parsePreprocessorConfig({ ...dinov2, ...off })).deep.include(nothing);
    expect(parsePreprocessorConfig({})).deep.include({ ...nothing, scale: 1 / 255 });
  });

  const wrong: [change: unknown, message: string][] = [
    [{ size: { longest_edge: 224 } }, 'invalid size: expected one of height, width, shortest_edge, got "longest_edge"'],
    [{ size: 224 }, 'invalid size: expected an object, got 224'],
    [{ size: { height: 224 } }, 'invalid size.width: expected an integer in [1, 8192], got undefined'],
    [{ size: { shortest_edge: 1e9 } }, 'invalid size.shortest_edge'],
    [{ crop_size: null }, 'invalid crop_size'],
    [{ resample: 1 }, 'invalid resample: expected one of 2, 3, got "1"'],
    [{ image_mean: [0.5] }, 'invalid image_mean: expected a list of 3 numbers'],
    [{ image_std: [1, 0, 1] }, 'invalid image_std'],
    [{ rescale_factor: 'x' }, 'invalid rescale_factor'],
    [{ do_pad: true }, 'invalid do_pad'],
  ];
  for (const [change, message] of wrong)
    it(`refuses ${JSON.stringify(change)}`, () => {
      expect(() => parsePreprocessorConfig({ ...dinov2, ...(change as object) })).throw(message);
    });

  it('refuses what is no object', () => {
    for (const content of [null, 3, 'text', []])
      expect(() => parsePreprocessorConfig(content)).throw(TypeError, 'preprocessor config');
  });
});

describe('familyPreprocessing', () => {
  it('is that of the published models at 224 pixels', () => {
    const size = { height: 224, width: 224 };
    expect(familyPreprocessing(16, size)).deep.equal(dinov3Preprocessing);
    expect(familyPreprocessing(14, size)).deep.equal(dinov2Preprocessing);
  });

  it('has none for other patches', () => {
    expect(() => familyPreprocessing(32, { height: 224, width: 224 })).throw(RangeError, 'invalid preprocessing');
  });
});
