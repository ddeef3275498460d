import { expect } from 'chai';
import fc from 'fast-check';
import { createRandom, type Random } from '../../src/random';
import { bootstrapInterval } from '../../src/stats/bootstrapInterval';
import { mean, standardDeviation } from '../../src/stats/moments';
import { quantile } from '../../src/stats/quantile';
import { tInterval } from '../../src/stats/tInterval';

const random = () => createRandom(3);
const normals = (count: number, source: Random) => Array.from({ length: count }, () => source.normal());

describe('quantile', () => {
  it('is linear between order statistics', () => {
    expect([0, 0.25, 0.75, 1].map((p) => quantile([1, 2, 4], p))).deep.equal([1, 1.5, 3, 4]);
    expect(quantile([5], 0.3)).equal(5);
    expect(quantile([-Infinity, -Infinity, 1], 0.25)).equal(-Infinity);
  });

  it('refuses probabilities outside [0, 1] and an empty list', () => {
    expect(() => quantile([1], 1.1)).throws(RangeError, 'invalid probability');
    expect(() => quantile([], 0.5)).throws(RangeError, 'invalid sorted');
  });
});

describe('tInterval', () => {
  it('has the values of SciPy', () => {
    const values = [-0.31, -0.28, -0.4, -0.35, -0.33];
    for (const [level, low, high] of [
      [0.5, -0.34892463269858565, -0.3190753673014144],
      [0.95, -0.3899438187238213, -0.27805618127617876],
      [0.999, -0.5074927695578544, -0.1605072304421406],
    ]) {
      const found = tInterval(values, { level });
      expect(found.low).closeTo(low, 1e-14);
      expect(found.high).closeTo(high, 1e-14);
    }
    expect(tInterval(values).standardError).closeTo(0.020149441679609883, 1e-16);
  });

  it('covers the mean of five normal values in 95 % of samples', () => {
    const source = random();
    let covered = 0;
    for (let trial = 0; trial < 4000; trial++) {
      const { low, high } = tInterval(normals(5, source));
      if (low <= 0 && 0 <= high) covered++;
    }
    expect(covered / 4000).closeTo(0.95, 4 * Math.sqrt((0.95 * 0.05) / 4000));
  });

  it('moves and stretches with its values', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 2, maxLength: 9 }), (values) => {
        const { low, high } = tInterval(values);
        const moved = tInterval(values.map((value) => 3 - 2 * value));
        expect(moved.low).closeTo(3 - 2 * high, 1e-9);
        expect(moved.high).closeTo(3 - 2 * low, 1e-9);
      }),
    );
  });

  it('refuses fewer than two values, values that are not finite and levels outside (0, 1)', () => {
    expect(() => tInterval([1])).throws(RangeError, 'invalid values: expected at least two, got 1');
    for (const bad of [NaN, Infinity]) expect(() => tInterval([1, bad])).throws(RangeError, 'invalid values');
    for (const level of [0, 1, 95]) expect(() => tInterval([1, 2], { level })).throws(RangeError, 'invalid level');
  });
});

describe('bootstrapInterval', () => {
  it('takes the linear quantiles of the statistic over the drawn rows', () => {
    const indices = [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]; // means 1, 2, 2, 3
    const found = bootstrapInterval([1, 3], mean, { random: random(), level: 0.5, indices });
    expect(found).deep.equal({ estimate: 2, low: 1.75, high: 2.25, standardError: Math.sqrt(2 / 3), level: 0.5 });
  });

  it('covers the mean of 60 normal values in about 95 % of samples', () => {
    const source = random();
    let covered = 0;
    for (let trial = 0; trial < 400; trial++) {
      const { low, high } = bootstrapInterval(normals(60, source), mean, { random: source, resamples: 300 });
      if (low <= 0 && 0 <= high) covered++;
    }
    expect(covered / 400).within(0.89, 0.985);
  });

  it('keeps pairs together, so that a steady difference has no width', () => {
    const pairs = normals(50, random()).map((before) => ({ before, after: before + 1 }));
    const change = (sample: readonly { before: number; after: number }[]) =>
      mean(sample.map(({ before, after }) => after - before));
    const { low, high } = bootstrapInterval(pairs, change, { random: random(), resamples: 200 });
    expect(low).closeTo(1, 1e-12);
    expect(high).closeTo(1, 1e-12);
  });

  it('keeps the size of each stratum, so that what differs between strata has no width', () => {
    const items = ['a', 'b', 'b', 'a', 'b'];
    const share = (sample: readonly string[]) => sample.filter((item) => item === 'b').length / sample.length;
    const options = { resamples: 200, stratum: (item: string) => item };
    expect(bootstrapInterval(items, share, { random: random(), ...options })).include({ low: 0.6, high: 0.6 });
    expect(bootstrapInterval(items, share, { random: random(), resamples: 200 }).high).above(0.6);
  });

  it('draws every item of a stratum equally often', () => {
    const counts = [0, 0, 0, 0, 0];
    const note = (sample: readonly number[]) => {
      for (const item of sample) counts[item]++;
      return 0;
    };
    const stratum = (item: number) => (item < 2 ? 'low' : 'high');
    bootstrapInterval([0, 1, 2, 3, 4], note, { random: random(), resamples: 4999, stratum });
    for (const count of counts) expect(count).within(5000 - 330, 5000 + 330);
  });

  it('gives the same interval for the same seed', () => {
    const values = normals(30, random());
    expect(bootstrapInterval(values, mean, { random: random() })).deep.equal(
      bootstrapInterval(values, mean, { random: random() }),
    );
  });

  it('refuses an empty sample, a statistic that is NaN, no resamples and levels outside (0, 1)', () => {
    const draw = (options: object) => () => bootstrapInterval([1, 2], mean, { random: random(), ...options });
    expect(() => bootstrapInterval([], mean, { random: random() })).throws(RangeError, 'invalid sample');
    expect(() => bootstrapInterval([1], standardDeviation, { random: random() })).throws(
      RangeError,
      'invalid statistic',
    );
    expect(draw({ resamples: 0 })).throws(RangeError, 'invalid resamples');
    expect(draw({ level: 1 })).throws(RangeError, 'invalid level');
  });
});
