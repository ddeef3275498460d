import { expect } from 'chai';
import fc from 'fast-check';
import { mergeMoments, momentsOf, noMoments } from '../../src/profile/moments';
import { describe as describeSample } from '../../src/stats/describe';

const sample = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 60 });

describe('moments', () => {
  it('are those of the descriptive statistics', () => {
    const { count, mean, m2, m3, m4 } = momentsOf([3, 1, 4, 1, 5, 9, 2, 6]);
    const expected = describeSample([3, 1, 4, 1, 5, 9, 2, 6]);
    expect(mean).closeTo(expected.mean, 1e-15);
    expect(m2 / (count - 1)).closeTo(expected.variance, 1e-14);
    expect(m3 / count / (m2 / count) ** 1.5).closeTo(expected.skewness, 1e-14);
    expect((m4 * count) / m2 ** 2 - 3).closeTo(expected.excessKurtosis, 1e-14);
  });

  it('merge to those of all values, wherever these lie', () => {
    fc.assert(
      fc.property(sample, sample, fc.constantFrom(0, -1e6, 1e9), (a, b, offset) => {
        const [first, second] = [a, b].map((values) => values.map((value) => value + offset));
        const merged = mergeMoments(momentsOf(first), momentsOf(second));
        const whole = momentsOf([...first, ...second]);
        const spread = Math.sqrt(whole.m2 / whole.count);
        expect(merged.count).equal(whole.count);
        expect(merged.mean + merged.meanRest).closeTo(
          whole.mean + whole.meanRest,
          1e-12 * spread + 2e-16 * Math.abs(offset),
        );
        for (const [name, power] of Object.entries({ m2: 2, m3: 3, m4: 4 }) as ['m2', number][])
          expect(merged[name], name).closeTo(whole[name], 1e-12 * whole.count ** 1.5 * spread ** power + 1e-250);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('of nothing are neutral', () => {
    const some = momentsOf([1, 2]);
    expect(mergeMoments(noMoments, some)).equal(some);
    expect(mergeMoments(some, momentsOf([]))).equal(some);
  });

  it('of a constant have no spread, also after many merges', () => {
    let all = noMoments;
    for (let i = 0; i < 100; i++) all = mergeMoments(all, momentsOf(new Float64Array(i + 1).fill(0.1)));
    expect(all.m2).equal(0);
    expect(all.mean).equal(0.1);
  });
});
