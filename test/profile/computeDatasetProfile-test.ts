import { expect } from 'chai';
import { computeDatasetProfile } from '../../src/profile/computeDatasetProfile';
import { distinctCount } from '../../src/profile/distinctCount';
import type { LabelPart } from '../../src/profile/labelPart';
import type { NumericPart } from '../../src/profile/numericPart';
import { pixelMoments, type PixelPart } from '../../src/profile/pixelPart';
import { createProfiler } from '../../src/profile/profiler';
import { sketchQuantile } from '../../src/profile/quantileSketch';
import { createRandom } from '../../src/random';

const TABULAR = { modality: 'tabular' } as const;
const ages = Array.from({ length: 500 }, (_, i) => 20 + (i % 50));

describe('computeDatasetProfile', () => {
  it('of a table has counts, missing values, moments, quantiles, bins and labels of each column', () => {
    const ward = ages.map((_, i) => (i % 5 === 0 ? null : 'AB'[i % 2]));
    const { parts, rows } = computeDatasetProfile({ age: ages, ward }, TABULAR, { sampleSize: Infinity });
    const [age, wards] = parts as [NumericPart, LabelPart];
    expect(rows).equal(500);
    expect(age).include({ kind: 'numeric', count: 500, missing: 0, min: 20, max: 69 });
    expect(age.moments.mean).closeTo(44.5, 1e-12);
    expect(sketchQuantile(age.sketch, 0.5)).within(43, 46);
    expect(age.histogram.counts).deep.equal(Array(10).fill(50));
    expect(distinctCount(age.distinct).estimate()).closeTo(50, 4);
    expect(wards).include({ kind: 'categorical', count: 400, missing: 100, unlisted: 0 });
    expect(wards.labels).deep.equal([
      ['A', 200],
      ['B', 200],
    ]);
  });

  it('of texts has their lengths in words and their most frequent words', () => {
    const texts = Array.from({ length: 20 }, (_, i) => `the cat ${i % 2 ? 'sat' : 'ran away'}`);
    const [length, tokens] = computeDatasetProfile(texts, { modality: 'text' }).parts as [NumericPart, LabelPart];
    expect(length.moments.mean).equal(3.5);
    expect(tokens).include({ kind: 'tokens', count: 70 });
    expect(tokens.labels[0]).deep.equal(['cat', 20]);
    expect(tokens.labels.map(([word]) => word)).deep.equal(['cat', 'the', 'away', 'ran', 'sat']);
  });

  it('of images has the means of each channel over images and over pixels, and how bright images are in five bins', () => {
    const pixels = Uint8Array.from({ length: 20 * 3 }, (_, i) => [255, 102, i < 30 ? 0 : 255][i % 3]);
    const images = { pixels, count: 20, height: 1, width: 1, channels: 3 };
    const { parts } = computeDatasetProfile({ images, predicted: images.pixels.slice(0, 20) }, { modality: 'vision' });
    const [red, , blue, brightness] = parts as NumericPart[];
    expect([red, blue].map(({ moments }) => moments.mean)).deep.equal([1, 0.5]);
    expect(brightness.histogram).deep.equal({ edges: [0.2, 0.4, 0.6, 0.8], counts: [0, 0, 10, 10, 0], error: 0 });
    expect(pixelMoments(parts[6] as PixelPart)).deep.equal({ mean: 0.5, standardDeviation: 0.5 });
    expect(parts[7]).include({ name: 'predicted', count: 20 });
  });

  it('draws rows at random, the same with the same seed, not the first ones', () => {
    const rows = Array.from({ length: 5000 }, (_, i) => i);
    const [a, b] = [1, 1].map((seed) => computeDatasetProfile(rows, TABULAR, { random: createRandom(seed) }));
    expect(a).deep.equal(b);
    expect(a).include({ rows: 5000, sampled: 1000 });
    expect((a.parts[0] as NumericPart).moments.mean).closeTo(2500, 150);
  });

  it('draws rows by their weights', () => {
    const values = Array.from({ length: 4000 }, (_, i) => Number(i < 2000));
    const weights = values.map((value) => 1 + 2 * value);
    const { parts } = computeDatasetProfile(values, TABULAR, { weights, sampleSize: 400 });
    expect((parts[0] as NumericPart).moments.mean).closeTo(0.75, 0.07);
  });

  it('counts exactly in its own bins, of any number of rows', () => {
    const random = createRandom(4);
    const values = Float64Array.from({ length: 150_000 }, () => random.normal());
    const { histogram } = computeDatasetProfile({ values }, TABULAR, { sampleSize: Infinity }).parts[0] as NumericPart;
    expect(histogram.error).equal(0);
    const truth = histogram.counts.map(
      (_, i) => values.filter((value) => histogram.edges.filter((edge) => edge <= value).length === i).length,
    );
    expect(histogram.counts).deep.equal(truth);
    for (const count of truth) expect(count).closeTo(15_000, 600);
  });

  it('gives zeros a bin of their own where most values are zero, and a constant one with neighbours', () => {
    const sparse = Array.from({ length: 1000 }, (_, i) => (i % 20 === 0 ? 100 + i : 0));
    const { parts } = computeDatasetProfile({ sparse, constant: sparse.map(() => 7) }, TABULAR);
    const [first, second] = (parts as NumericPart[]).map(({ histogram }) => histogram);
    expect(first.counts).deep.equal([950, 50]);
    expect(second.counts).deep.equal([0, 1000, 0]);
  });

  it('names neither rare labels nor extremes', () => {
    const income = [...Array.from({ length: 990 }, (_, i) => i), ...Array<number>(10).fill(1e6), 5e9];
    const name = income.map((_, i) => (i < 9 ? 'Ada' : 'other'));
    const text = JSON.stringify(computeDatasetProfile({ income, name }, TABULAR, { sampleSize: Infinity }));
    expect(text).not.include('Ada');
    expect(text).include('"max":1000000');
    const values = (JSON.parse(text) as { parts: NumericPart[] }).parts[0].sketch.levels.flat();
    expect(Math.max(...values)).equal(1e6);
    expect(computeDatasetProfile([1, 2, 3], TABULAR).parts[0]).include({ min: null, max: null });
  });

  it('survives JSON, infinite and huge values too', () => {
    const profile = computeDatasetProfile({ x: [Infinity, -Infinity, 1e308, -1e308, 1e200, 0, NaN] }, TABULAR, {
      rare: 1,
    });
    expect(JSON.parse(JSON.stringify(profile))).deep.equal(profile);
    expect(profile.parts[0]).deep.include({ count: 6, missing: 1, infinite: [1, 1] });
  });

  it('is far smaller than its data', () => {
    const random = createRandom(1);
    const columns = Object.fromEntries(
      Array.from({ length: 5 }, (_, i) => [`c${i}`, Float64Array.from({ length: 100_000 }, () => random.normal())]),
    );
    const size = JSON.stringify(computeDatasetProfile(columns, TABULAR, { sampleSize: Infinity })).length;
    expect(size).below(0.04 * 5 * 100_000 * 8);
  });

  it('takes records and data frames', () => {
    const frame = {
      columns: ['a', 'b'],
      values: [
        [1, 'x'],
        [2, 'y'],
      ],
    };
    const records = [
      { a: 1, b: 'x' },
      { a: 2, b: 'y' },
    ];
    expect(computeDatasetProfile(frame, TABULAR)).deep.equal(computeDatasetProfile(records, TABULAR));
  });

  const wrong: readonly [string, () => unknown, RegExp][] = [
    ['a task of no modality', () => computeDatasetProfile([1], { modality: 'sound' } as never), /modality.*"sound"/],
    ['no task', () => computeDatasetProfile([1], undefined as never), /task/],
    ['a sample of half a row', () => computeDatasetProfile([1], TABULAR, { sampleSize: 0.5 }), /sampleSize.*0\.5/],
    ['too few weights', () => computeDatasetProfile([1, 2], TABULAR, { weights: [1] }), /weights.*2 numbers.*1/],
    ['a text that is a number', () => computeDatasetProfile([5] as never, { modality: 'text' }), /text.*5/],
    ['images that are none', () => computeDatasetProfile([5] as never, { modality: 'vision' }), /images/],
    [
      'fewer predictions than texts',
      () => computeDatasetProfile({ texts: ['a'], predicted: [] }, { modality: 'text' }),
      /1 classes.*0/,
    ],
    ['rare 0', () => computeDatasetProfile([1], TABULAR, { rare: 0 }), /rare/],
  ];
  for (const [what, call, says] of wrong) it(`refuses ${what}`, () => void expect(call).throw(says));
});

describe('createProfiler', () => {
  it('gives of batches what computeDatasetProfile gives of all', () => {
    const reference = computeDatasetProfile(ages, TABULAR);
    const options = { like: reference };
    const profiler = createProfiler(TABULAR, options);
    for (let start = 0; start < 500; start += 70) profiler.add(ages.slice(start, start + 70));
    expect(profiler.profile()).deep.equal(computeDatasetProfile(ages, TABULAR, { ...options, sampleSize: Infinity }));
  });

  it('goes on after a profile was taken', () => {
    const profiler = createProfiler({ modality: 'output' }, { rare: 1 });
    profiler.add(['a']);
    expect(profiler.profile().rows).equal(1);
    profiler.add(['a']);
    expect((profiler.profile().parts[0] as LabelPart).labels).deep.equal([['a', 2]]);
  });

  it('refuses batches of other columns, kinds or channels', () => {
    const table = createProfiler(TABULAR);
    table.add({ a: [1], b: ['x'] });
    expect(() => table.add({ a: [1] })).throw('2 columns');
    expect(() => table.add({ b: ['x'], a: [1] })).throw('column "a" as before, got "b"');
    expect(() => table.add({ a: ['x'], b: ['x'] })).throw('"a"');
    const vision = createProfiler({ modality: 'vision' });
    vision.add({ pixels: new Uint8Array(1), count: 1, height: 1, width: 1, channels: 1 });
    expect(() => vision.add({ pixels: new Uint8Array(3), count: 1, height: 1, width: 1, channels: 3 })).throw(
      'channels',
    );
  });

  it('takes a batch without any value of a categorical column for missing ones', () => {
    const profiler = createProfiler(TABULAR);
    profiler.add({ ward: ['A'] });
    profiler.add({ ward: [null, undefined] });
    expect(profiler.profile().parts[0]).include({ count: 1, missing: 2 });
  });
});
