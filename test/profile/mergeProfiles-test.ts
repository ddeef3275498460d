import { expect } from 'chai';
import { computeDatasetProfile } from '../../src/profile/computeDatasetProfile';
import type { DatasetProfile } from '../../src/profile/datasetProfile';
import { distinctCount } from '../../src/profile/distinctCount';
import type { LabelPart } from '../../src/profile/labelPart';
import { mergeProfiles } from '../../src/profile/mergeProfiles';
import type { NumericPart } from '../../src/profile/numericPart';
import { sketchError } from '../../src/profile/quantileSketch';
import { sketchKs } from '../../src/profile/sketchKs';
import type { TabularTask } from '../../src/profile/taskSpec';
import { createRandom, type Random } from '../../src/random';

const TASK: TabularTask = { modality: 'tabular' };
const ALL = { sampleSize: Infinity } as const;

// an interface could have other keys, and would be no table
type Rows = Readonly<Record<'dose', readonly number[]> & Record<'ward', readonly (string | null)[]>>;

function makeRows(count: number, random: Random): Rows {
  const dose = Array.from({ length: count }, () => (random.uniform() < 0.05 ? NaN : 1e4 + 10 * random.normal()));
  const ward = Array.from({ length: count }, () =>
    random.uniform() < 0.05 ? null : `w${Math.floor(25 * random.uniform() ** 3)}`,
  );
  return { dose, ward };
}

function randomSplit({ dose, ward }: Rows, parts: number, random: Random): Rows[] {
  const split = Array.from({ length: parts }, () => ({ dose: [] as number[], ward: [] as (string | null)[] }));
  dose.forEach((value, i) => {
    const part = split[random.integer(parts)];
    part.dose.push(value);
    part.ward.push(ward[i]);
  });
  return split.filter((part) => part.dose.length > 0);
}

const numbers = ({ parts }: DatasetProfile) => parts[0] as NumericPart;
const labels = ({ parts }: DatasetProfile) => parts[1] as LabelPart;

function checkMerged(merged: DatasetProfile, whole: DatasetProfile): void {
  const [a, b] = [numbers(merged), numbers(whole)];
  expect(merged.rows).equal(whole.rows);
  expect([a.count, a.missing]).deep.equal([b.count, b.missing]);
  expect(a.histogram).deep.equal(b.histogram);
  expect(a.distinct).equal(b.distinct);
  const spread = Math.sqrt(b.moments.m2 / b.moments.count);
  expect(a.moments.mean).closeTo(b.moments.mean, 1e-12 * spread);
  expect(a.moments.m2).closeTo(b.moments.m2, 1e-12 * b.moments.m2);
  expect(a.moments.m3).closeTo(b.moments.m3, 1e-12 * b.moments.count * spread ** 3);
  expect(a.moments.m4).closeTo(b.moments.m4, 1e-12 * b.moments.m4);
  expect(sketchKs(a.sketch, b.sketch).value).at.most(sketchError(a.sketch) + sketchError(b.sketch) + 1e-12);
}

describe('mergeProfiles', () => {
  it('gives what the whole gives, for 1,000 random splits: counts exactly, moments to 1e-12, quantiles within their error', function () {
    this.timeout(120_000);
    const reference = computeDatasetProfile(makeRows(500, createRandom(0)), TASK, ALL);
    for (let trial = 0; trial < 1000; trial++) {
      const random = createRandom(trial + 1);
      const rows = makeRows(20 + random.integer(180), random);
      // few quantiles, so that sketches do have an error; nothing is rare
      const options = { ...ALL, like: reference, rare: 1, sketchSize: 32, seed: trial };
      const parts = randomSplit(rows, 2 + random.integer(4), random).map((part) =>
        computeDatasetProfile(part, TASK, options),
      );
      const whole = computeDatasetProfile(rows, TASK, options);
      const merged = mergeProfiles(parts);
      checkMerged(merged, whole);
      if (trial % 5 === 0) checkMerged(mergeProfiles([parts[0], mergeProfiles(parts.slice(1))]), whole);
      const [a, b] = [labels(merged), labels(whole)];
      expect([a.labels, a.missing, a.distinct, a.error]).deep.equal([b.labels, b.missing, b.distinct, 0]);
    }
  });

  it('states how far counts may be off where rare labels were not named', () => {
    const profiles = [12, 9].map((times) =>
      computeDatasetProfile(Array<string>(times).fill('flu'), { modality: 'output' }),
    );
    const [merged] = mergeProfiles(profiles).parts as LabelPart[];
    expect(merged).include({ error: 9, unlisted: 9, count: 21 });
    expect(merged.labels).deep.equal([['flu', 12]]);
  });

  it('keeps the bins of the first where those of the others differ, and says what that costs', () => {
    const [a, b] = [1, 2].map((seed) => computeDatasetProfile(makeRows(3000, createRandom(seed)), TASK, ALL));
    const merged = numbers(mergeProfiles([a, b]));
    expect(merged.histogram.edges).deep.equal(numbers(a).histogram.edges);
    expect(merged.histogram.error).within(0.001, 0.05);
    expect(merged.histogram.counts.reduce((sum, count) => sum + count, 0)).equal(merged.count);
  });

  it('merges texts and images as well', () => {
    const texts = [['a b', 'a'], ['c']].map((list) => computeDatasetProfile(list, { modality: 'text' }, { rare: 1 }));
    expect((mergeProfiles(texts).parts[1] as LabelPart).labels).deep.equal([
      ['a', 2],
      ['b', 1],
      ['c', 1],
    ]);
    const image = (level: number) => ({
      pixels: new Uint8Array(12).fill(level),
      count: 1,
      height: 2,
      width: 2,
      channels: 3,
    });
    const vision = [0, 255].map((level) => computeDatasetProfile(image(level), { modality: 'vision' }));
    const brightness = mergeProfiles(vision).parts.find(({ name }) => name === 'brightness') as NumericPart;
    expect(brightness.histogram.counts).deep.equal([1, 0, 0, 0, 1]);
    expect(brightness.moments.mean).equal(0.5);
  });

  it('keeps the distinct counts of both', () => {
    const [a, b] = [0, 50].map((from) =>
      computeDatasetProfile(
        Array.from({ length: 100 }, (_, i) => from + i),
        { modality: 'output' },
      ),
    );
    expect(distinctCount((mergeProfiles([a, b]).parts[0] as LabelPart).distinct).estimate()).closeTo(150, 10);
  });

  it('refuses what does not fit together, saying how', () => {
    const profile = (data: object, options = {}) => computeDatasetProfile(data as never, TASK, options);
    const one = profile({ a: [1], b: [2] });
    expect(() => mergeProfiles([])).throw(RangeError, 'at least one');
    expect(() => mergeProfiles([one, profile({ a: [1], c: [2] })])).throw('missing: b; not in the first: c');
    expect(() => mergeProfiles([one, profile({ a: [1], b: ['x'] })])).throw(
      'expected numeric values in "b", got categorical',
    );
    expect(() => mergeProfiles([one, computeDatasetProfile(['x'], { modality: 'text' })])).throw(
      'tabular data, got text',
    );
    const drawn = profile({ a: [1, 2], b: [2, 3] }, { sampleSize: 1 });
    expect(() => mergeProfiles([one, drawn])).throw('random sample of 1 of 1 rows, the other of 1 of 2');
  });
});
