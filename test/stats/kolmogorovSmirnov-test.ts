import { expect } from 'chai';
import fc from 'fast-check';
import { createRandom, permutation } from '../../src/random';
import { kolmogorovSmirnov, sortedKolmogorovSmirnov, type KsMethod } from '../../src/stats/kolmogorovSmirnov';
import { ksExact } from '../../src/stats/ksExact';
import { sortNumbers } from '../../src/stats/sortNumbers';
import { ALTERNATIVES, type Alternative } from '../../src/stats/testResult';

/** All ways to choose n of the pooled values for the reference. */
function* choices(total: number, n: number, from = 0): Generator<number[]> {
  if (n === 0) yield [];
  else
    for (let first = from; first <= total - n; first++)
      for (const rest of choices(total, n - 1, first + 1)) yield [first, ...rest];
}

/** The share of all splits of the pooled values whose D is at least that of the given split. */
function enumerate(reference: readonly number[], sample: readonly number[], alternative: Alternative): number {
  const pooled = [...reference, ...sample];
  const statistic = (x: readonly number[], y: readonly number[]) => kolmogorovSmirnov(x, y, { alternative }).statistic;
  const observed = statistic(reference, sample);
  let all = 0;
  let reached = 0;
  for (const chosen of choices(pooled.length, reference.length)) {
    const others = pooled.filter((_, i) => !chosen.includes(i));
    all++;
    if (
      statistic(
        chosen.map((i) => pooled[i]),
        others,
      ) >=
      observed - 1e-12
    )
      reached++;
  }
  return reached / all;
}

describe('kolmogorovSmirnov', () => {
  it('has the exact p value of all splits, without ties', () => {
    const reference = [0.3, 1.1, -0.2, 2.5];
    const sample = [0.9, 1.7, 3.1, 0.1, 4.2, 2.2];
    for (const alternative of ALTERNATIVES)
      for (const method of ['exact', 'conditional'] as const)
        expect(kolmogorovSmirnov(reference, sample, { alternative, method }).pValue, alternative).closeTo(
          enumerate(reference, sample, alternative),
          1e-14,
        );
  });

  it('has the exact p value of all splits given the ties', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 4 }),
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 5 }),
        fc.constantFrom(...ALTERNATIVES),
        (reference, sample, alternative) => {
          const { pValue } = kolmogorovSmirnov(reference, sample, { alternative, method: 'conditional' });
          expect(pValue).closeTo(enumerate(reference, sample, alternative), 1e-13);
          expect(pValue).most(kolmogorovSmirnov(reference, sample, { alternative, method: 'exact' }).pValue + 1e-13);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('has the closed form for samples of one size, at 10,000 and far into the tail', () => {
    // one-sided: Π (n − j)/(n + j + 1) over j < h, Gnedenko & Korolyuk 1951
    for (const [n, h] of [
      [50, 3],
      [1000, 40],
      [1000, 700],
      [10_000, 1],
      [10_000, 200],
      [10_000, 2600],
    ]) {
      let expected = 1;
      for (let j = 0; j < h; j++) expected *= (n - j) / (n + j + 1);
      for (const side of ['less', 'greater'] as const)
        expect(ksExact(h * n, n, n, side) / expected, `${n} ${h}`).closeTo(1, 1e-10);
    }
  });

  it('is twice the one-sided tail where that is small', () => {
    const height = 0.3 * 700 * 400;
    const one = ksExact(height, 700, 400, 'greater');
    expect(one).most(1e-19);
    expect(ksExact(height, 700, 400, 'two-sided') / one).closeTo(2, 1e-10);
  });

  it('says where the distribution functions are farthest apart', () => {
    expect(kolmogorovSmirnov([1, 2, 3, 4], [3, 4, 5, 6])).deep.include({ statistic: 0.5, location: 2, sign: 1 });
    expect(kolmogorovSmirnov([3, 4, 5, 6], [1, 2, 3, 4])).deep.include({ statistic: 0.5, location: 3, sign: -1 });
  });

  it('changes sides when the samples change places', () => {
    const random = createRandom(5);
    const reference = Array.from({ length: 37 }, () => random.integer(12));
    const sample = Array.from({ length: 23 }, () => random.integer(9));
    for (const method of ['exact', 'conditional', 'asymptotic'] as const) {
      const less = kolmogorovSmirnov(reference, sample, { alternative: 'less', method });
      const greater = kolmogorovSmirnov(sample, reference, { alternative: 'greater', method });
      expect(less.statistic).equal(greater.statistic);
      expect(less.pValue).closeTo(greater.pValue, 1e-14);
    }
  });

  it('gives p = 1 for equal samples and an honest p value for one value against one', () => {
    for (const [n, m] of [
      [300, 1000],
      [20_000, 11_000],
    ])
      expect(kolmogorovSmirnov(new Float64Array(n), new Float64Array(m), { method: 'asymptotic' }).pValue).equal(1);
    for (const method of ['exact', 'conditional', 'asymptotic', 'auto'] as const) {
      expect(kolmogorovSmirnov([1, 1, 2], [1, 1, 2], { method })).deep.include({ statistic: 0, pValue: 1 });
      expect(kolmogorovSmirnov([1], [2], { method })).deep.include({ statistic: 1, pValue: 1 });
    }
    expect(kolmogorovSmirnov([1, 2], [3, 4], { method: 'asymptotic' }).pValue).closeTo(1 / 3, 1e-15);
  });

  it('takes infinite values, typed arrays and zeros of both signs', () => {
    expect(kolmogorovSmirnov([-Infinity, 0, Infinity], [-Infinity, -0, Infinity]).statistic).equal(0);
    expect(kolmogorovSmirnov(Float32Array.of(1, 2), Int32Array.of(2, 1)).statistic).equal(0);
  });

  it('counts no more than alpha of null samples as drift, fewer with ties, and nearly alpha given the ties', () => {
    const random = createRandom(11);
    const pooled = Float64Array.from({ length: 60 }, () => random.integer(5));
    const rejected = (method: KsMethod) => {
      let count = 0;
      for (let trial = 0; trial < 2000; trial++) {
        const order = permutation(60, random);
        const drawn = sortNumbers(Float64Array.from(order.subarray(0, 25), (i) => pooled[i]));
        const rest = sortNumbers(Float64Array.from(order.subarray(25), (i) => pooled[i]));
        if (sortedKolmogorovSmirnov(drawn, rest, { method }).pValue <= 0.05) count++;
      }
      return count / 2000;
    };
    expect(rejected('exact')).most(0.02);
    expect(rejected('conditional')).within(0.02, 0.05 + 3 * Math.sqrt((0.05 * 0.95) / 2000));
  });

  it('refuses what is no sample, naming it', () => {
    const wrong: [unknown, unknown, object, ErrorConstructor, string][] = [
      [[], [1], {}, RangeError, 'invalid reference: expected at least 1'],
      [[1], [], {}, RangeError, 'invalid sample: expected at least 1'],
      [[1, NaN], [1], {}, RangeError, 'invalid reference: expected no NaN'],
      [[1], [NaN], { nanPolicy: 'omit' }, RangeError, 'invalid sample: expected at least 1'],
      [[1, null], [1], {}, TypeError, 'invalid reference: expected numbers, got null at 1'],
      ['12', [1], {}, TypeError, 'invalid reference: expected an array'],
      [undefined, [1], {}, TypeError, 'invalid reference: expected an array'],
      [[1], [1], { method: 'fast' }, RangeError, 'invalid method'],
      [[1], [1], { alternative: 'both' }, RangeError, 'invalid alternative'],
      [[1], [1], { nanPolicy: 'raise' }, RangeError, 'invalid nanPolicy'],
    ];
    for (const [reference, sample, options, kind, message] of wrong)
      expect(() => kolmogorovSmirnov(reference as number[], sample as number[], options), message).throws(
        kind,
        message,
      );
  });
});
