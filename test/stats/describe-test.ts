import { expect } from 'chai';
import fc from 'fast-check';
import { describe as describeSample } from '../../src/stats/describe';
import { ecdf } from '../../src/stats/ecdf';
import { histogram } from '../../src/stats/histogram';
import { quantile } from '../../src/stats/quantile';
import { ranks } from '../../src/stats/ranks';

const numbers = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 30 });

describe('describe', () => {
  it('does not depend on scale where it should not, also for tiny and huge values', () => {
    const values = [1, 2, 2, 7, 4];
    const { skewness, excessKurtosis } = describeSample(values);
    for (const scale of [2 ** -500, 2 ** 300]) {
      const scaled = describeSample(values.map((value) => scale * value));
      expect(scaled.skewness).closeTo(skewness, 1e-14);
      expect(scaled.excessKurtosis).closeTo(excessKurtosis, 1e-14);
      expect(scaled.interquartileRange).equal(2 * scale);
    }
  });

  it('keeps the shape of values far from zero, and of the smallest numbers there are', () => {
    const values = [0, 1, 1, 5, 2, 9];
    for (const moved of [values.map((value) => 1e15 + value), values.map((value) => value * 5e-324)]) {
      const { skewness, excessKurtosis } = describeSample(moved);
      // SciPy's skew and kurtosis of the values themselves
      expect(skewness).closeTo(0.9981737393317401, 1e-14);
      expect(excessKurtosis).closeTo(-0.4565992865636148, 1e-14);
    }
  });

  it('adds up what large values of both signs leave over', () => {
    const { sum, mean } = describeSample([1e-8, 1e8, 1, -1e8, 3e-8, 2.5, -1]);
    expect([sum, 7 * mean]).deep.equal([2.50000004, 2.50000004]);
  });

  it('gives NaN for what one value does not have', () => {
    const { variance, skewness, populationVariance, median } = describeSample([3]);
    expect([variance, skewness, populationVariance, median]).deep.equal([NaN, NaN, 0, 3]);
    expect(() => describeSample([])).throws(RangeError, 'invalid values');
  });
});

describe('histogram', () => {
  it('counts every value once where the range is that of the values', () => {
    fc.assert(
      fc.property(numbers, fc.constantFrom(1, 7, 'auto', 'doane', 'fd', 'scott', 'sqrt', 'sturges'), (values, bins) => {
        const { counts, edges } = histogram(values, { bins: bins as 'auto' });
        expect(counts.reduce((sum, count) => sum + count, 0)).equal(values.length);
        expect(edges.length).equal(counts.length + 1);
      }),
    );
  });

  it('closes the last bin only, and leaves out what is outside', () => {
    expect([...histogram([0, 1, 2, 3], { bins: [0, 1, 2] }).counts]).deep.equal([1, 2]);
    expect([...histogram([-5, 1, 9], { bins: [-Infinity, 1, Infinity] }).counts]).deep.equal([1, 2]);
    expect([...histogram([1, 2, 9], { bins: 2, range: [0, 4] }).counts]).deep.equal([1, 1]);
  });

  it('refuses edges that do not ascend and infinite values without a range', () => {
    expect(() => histogram([1], { bins: [0, 2, 1] })).throws(RangeError, 'invalid bins: expected ascending');
    expect(() => histogram([1, Infinity])).throws(RangeError, 'invalid values: expected finite');
    expect(() => histogram([-1e308, 1e308])).throws(
      RangeError,
      'invalid values: expected a range whose width is a number',
    );
    expect(() => histogram([1], { bins: 0 })).throws(RangeError, 'invalid bins');
    expect(() => histogram([1], { bins: 'knuth' as 'auto' })).throws(RangeError, 'invalid bins: expected one of');
    expect(() => histogram([1], { range: [2, 1] })).throws(RangeError, 'invalid range');
  });
});

describe('ecdf', () => {
  it('is right-continuous', () => {
    const { at, below } = ecdf([1, 2, 2, 5]);
    expect([0, 1, 2, 4, 5].map(at)).deep.equal([0, 0.25, 0.75, 0.75, 1]);
    expect([0, 1, 2, 4, 5].map(below)).deep.equal([0, 0, 0.25, 0.75, 0.75]);
  });
});

describe('quantile', () => {
  it('has the other definitions of Hyndman and Fan within one step of type 7', () => {
    const methods = ['hazen', 'weibull', 'median_unbiased', 'normal_unbiased', 'interpolated_inverted_cdf'] as const;
    const sorted = Float64Array.from({ length: 20 }, (_, i) => i);
    for (const method of methods) {
      expect(quantile(sorted, 0, { method })).equal(0);
      expect(quantile(sorted, 1, { method })).equal(19);
      expect(quantile(sorted, 0.4, { method })).closeTo(quantile(sorted, 0.4), 1);
    }
    expect(quantile(sorted, 0.5, { method: 'inverted_cdf' })).equal(9);
    expect(() => quantile(sorted, 0.5, { method: 'type7' as 'linear' })).throws(RangeError, 'invalid method');
  });
});

describe('ranks', () => {
  it('adds up to n (n + 1) / 2 with average and ordinal ranks, and orders as the values do', () => {
    fc.assert(
      fc.property(numbers, fc.constantFrom('average', 'ordinal'), (values, ties) => {
        const found = ranks(values, { ties });
        expect(found.reduce((sum, rank) => sum + rank, 0)).equal((values.length * (values.length + 1)) / 2);
        for (let i = 1; i < values.length; i++)
          if (values[i - 1] !== values[i]) expect(found[i - 1] < found[i]).equal(values[i - 1] < values[i]);
      }),
    );
  });

  it('treats ties as asked', () => {
    const of = (ties: 'average' | 'min' | 'max' | 'dense' | 'ordinal') => [...ranks([30, 10, 20, 10], { ties })];
    expect(of('average')).deep.equal([4, 1.5, 3, 1.5]);
    expect(of('min')).deep.equal([4, 1, 3, 1]);
    expect(of('max')).deep.equal([4, 2, 3, 2]);
    expect(of('dense')).deep.equal([3, 1, 2, 1]);
    expect(of('ordinal')).deep.equal([4, 1, 3, 2]);
    expect(ranks([])).deep.equal(new Float64Array(0));
  });
});
