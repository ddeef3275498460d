import { expect } from 'chai';
import fc from 'fast-check';
import { adjustPValues, rejections, type AdjustMethod } from '../../src/stats/adjustPValues';

const METHODS: readonly AdjustMethod[] = [
  ...(['bonferroni', 'sidak', 'holm', 'holm-sidak', 'simes-hochberg', 'hommel'] as const),
  ...(['bh', 'by', 'fdr_tsbh'] as const),
];

const exponent = fc.double({ min: -300, max: 0, noNaN: true });
const pValue = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  exponent.map((power) => 10 ** power),
  fc.constantFrom(0, 1, 0.05, 0.01),
);
const pValues = fc.array(pValue, { minLength: 1, maxLength: 12 });
const property = (check: (values: number[], method: AdjustMethod) => void) =>
  fc.assert(fc.property(pValues, fc.constantFrom(...METHODS), check), { numRuns: 500, seed: 8 });

/** The smallest p value of a closed test of all intersections that contain the hypothesis, by its local test. */
function closure(values: readonly number[], local: (chosen: number[]) => number): number[] {
  const largest = values.map(() => 0);
  for (let set = 1; set < 2 ** values.length; set++) {
    const members = values.map((_, i) => i).filter((i) => set & (1 << i));
    const p = Math.min(1, local(members.map((i) => values[i])));
    for (const i of members) largest[i] = Math.max(largest[i], p);
  }
  return largest;
}

const simes = (chosen: number[]) =>
  Math.min(...chosen.sort((a, b) => a - b).map((p, i) => (chosen.length * p) / (i + 1)));

describe('adjustPValues', () => {
  it('has the textbook values', () => {
    const of = (method: AdjustMethod) => [...adjustPValues([0.01, 0.04, 0.03, 0.005], method)];
    const close = (method: AdjustMethod, expected: number[]) =>
      of(method).forEach((p, i) => expect(p, method).closeTo(expected[i], 1e-15));
    close('bonferroni', [0.04, 0.16, 0.12, 0.02]);
    close('holm', [0.03, 0.06, 0.06, 0.02]);
    close('simes-hochberg', [0.03, 0.04, 0.04, 0.02]);
    close('bh', [0.02, 0.04, 0.04, 0.02]);
    close(
      'by',
      [0.02, 0.04, 0.04, 0.02].map((p) => (p * 25) / 12),
    );
  });

  it('is the closed test of Bonferroni for holm and of Simes for hommel', () => {
    fc.assert(
      fc.property(fc.array(pValue, { minLength: 1, maxLength: 7 }), (values) => {
        const holm = closure(values, (chosen) => chosen.length * Math.min(...chosen));
        const hommel = closure(values, simes);
        adjustPValues(values, 'holm').forEach((p, i) => expect(p).closeTo(holm[i], 1e-14));
        adjustPValues(values, 'hommel').forEach((p, i) => expect(p).closeTo(hommel[i], 1e-14));
      }),
      { numRuns: 200, seed: 3 },
    );
  });

  it('is between the p value and 1, and keeps order and ties', () =>
    property((values, method) => {
      const adjusted = adjustPValues(values, method);
      values.forEach((p, i) => {
        // the two-stage rule may spend more on a test than its own p value
        if (method !== 'fdr_tsbh') expect(adjusted[i]).at.least(p * (1 - 1e-14));
        expect(adjusted[i]).within(0, 1);
        values.forEach((other, j) => {
          if (p === other) expect(adjusted[i]).equal(adjusted[j]);
          if (p < other) expect(adjusted[i]).at.most(adjusted[j]);
        });
      });
    }));

  it('does not depend on the order of the tests', () =>
    property((values, method) => {
      expect([...adjustPValues([...values].reverse(), method)].reverse()).deep.equal([
        ...adjustPValues(values, method),
      ]);
    }));

  it('orders the methods by what they reject', () =>
    property((values) => {
      const chain = (['bonferroni', 'holm', 'simes-hochberg', 'hommel', 'bh'] as const).map((method) =>
        adjustPValues(values, method),
      );
      chain.slice(1).forEach((adjusted, k) => adjusted.forEach((p, i) => expect(p).at.most(chain[k][i] * (1 + 1e-14))));
    }));

  it('keeps the digits of small p values', () => {
    for (const method of METHODS.slice(0, 6))
      expect(adjustPValues([1e-300, 0.5], method)[0] / 2e-300).closeTo(1, 1e-14);
    expect(adjustPValues([1e-20, 1], 'sidak')[0]).closeTo(2e-20, 1e-34);
  });

  it('leaves one p value as it is and nothing as nothing', () => {
    for (const method of METHODS) {
      for (const p of [0, 0.02, 1]) expect(adjustPValues([p], method)[0]).closeTo(p, 1e-16);
      expect(adjustPValues([], method)).deep.equal(new Float64Array());
      expect(rejections([], method)).deep.equal([]);
    }
  });

  it('takes typed arrays and does not change them', () => {
    const values = Float32Array.of(0.5, 0.25);
    expect([...adjustPValues(values, 'bonferroni')]).deep.equal([1, 0.5]);
    expect([...values]).deep.equal([0.5, 0.25]);
  });

  it('refuses what is not a p value, a method or a level', () => {
    expect(() => adjustPValues([0.1, -0.1])).throws(
      RangeError,
      'invalid pValues[1]: expected a number in [0, 1], got -0.1',
    );
    expect(() => adjustPValues([NaN])).throws(RangeError, 'invalid pValues');
    expect(() => adjustPValues(['0.1'] as never)).throws(TypeError, 'invalid pValues');
    expect(() => adjustPValues([0.1], 'fdr' as never)).throws(RangeError, 'invalid method');
    expect(() => adjustPValues([0.1], 'toString' as never)).throws(RangeError, 'invalid method');
    expect(() => rejections([0.1], 'bh', { alpha: 1 })).throws(RangeError, 'invalid alpha');
  });
});

describe('rejections', () => {
  it('are the adjusted p values at most alpha, but for rounding', () =>
    property((values, method) => {
      const adjusted = adjustPValues(values, method);
      rejections(values, method).forEach((rejected, i) => {
        if (Math.abs(adjusted[i] - 0.05) > 1e-12)
          expect(rejected, `${method} ${adjusted[i]}`).equal(adjusted[i] <= 0.05);
      });
    }));

  it('reject a p value that is exactly critical', () => {
    expect(rejections([0.05 / 3, 0.9, 0.9], 'bonferroni')).deep.equal([true, false, false]);
    for (let n = 1; n < 60; n++)
      expect(rejections([0.05 / n, ...new Array<number>(n - 1).fill(1)], 'holm')[0], String(n)).equal(true);
  });

  it('estimates in two stages how many nulls are true', () => {
    // bh rejects 2 of 4 at 0.05, so that the second stage tests at 0.05 · 4 / 2
    expect(rejections([0.001, 0.02, 0.07, 0.5], 'bh')).deep.equal([true, true, false, false]);
    expect(rejections([0.001, 0.02, 0.07, 0.5], 'fdr_tsbh')).deep.equal([true, true, true, false]);
  });
});
