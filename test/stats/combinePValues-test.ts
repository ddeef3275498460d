import { expect } from 'chai';
import fc from 'fast-check';
import { createRandom } from '../../src/random';
import { combinePValues, type CombineMethod } from '../../src/stats/combinePValues';
import { binomialCdf, binomialSf } from '../../src/stats/distributions/binomial';
import { normalSf } from '../../src/stats/distributions/normal';

const METHODS: readonly CombineMethod[] = [
  ...(['fisher', 'pearson', 'stouffer', 'tippett'] as const),
  ...(['bonferroni', 'simes', 'cauchy', 'harmonicMean'] as const),
];

const combined = (pValues: ArrayLike<number>, method: CombineMethod, weights?: number[]) =>
  combinePValues(pValues, method, { weights }).pValue;

/** In how many of 2000 trials the combination of three p values is at most 0.05. */
function alarms(method: CombineMethod, correlation: number, weights?: number[]): number {
  const random = createRandom(12).fork(method);
  let count = 0;
  for (let trial = 0; trial < 2000; trial++) {
    const common = random.normal();
    const draw = () => Math.sqrt(correlation) * common + Math.sqrt(1 - correlation) * random.normal();
    if (combined([normalSf(draw()), normalSf(draw()), normalSf(draw())], method, weights) <= 0.05) count++;
  }
  return count;
}

/** Counts of 2000 at a rate of 5 % are in here but once in 10,000. */
const expectLevel = (count: number, method: string) => {
  expect(binomialCdf(count, 2000, 0.05), method).above(5e-5);
  expect(binomialSf(count - 1, 2000, 0.05), method).above(5e-5);
};

describe('combinePValues', () => {
  it('leaves one p value as it is, to the last digits of a small one', () => {
    for (const method of METHODS.filter((name) => name !== 'harmonicMean'))
      for (const p of [1e-300, 1e-17, 0.03, 0.5, 0.97]) expect(combined([p], method) / p, method).closeTo(1, 1e-12);
    expect(combined([1e-300], 'harmonicMean') / 1e-300).closeTo(1, 1e-12);
  });

  it('has the level it claims under independence', () => {
    for (const method of ['fisher', 'pearson', 'stouffer', 'tippett', 'simes', 'cauchy', 'harmonicMean'] as const)
      expectLevel(alarms(method, 0), method);
    for (const method of ['stouffer', 'cauchy', 'harmonicMean'] as const)
      expectLevel(alarms(method, 0, [1, 5, 2]), `${method}, weighted`);
  });

  it('keeps its level where tests are positively dependent, if it says so', () => {
    for (const method of ['bonferroni', 'simes', 'cauchy', 'harmonicMean'] as const)
      expect(binomialSf(alarms(method, 0.6) - 1, 2000, 0.05), method).above(5e-5);
    // and this is what the others do
    expect(alarms('fisher', 0.6)).above(150);
    expect(alarms('stouffer', 0.6)).above(150);
  });

  it('falls when a p value falls, and does not depend on their order', () => {
    const p = fc.double({ min: 1e-12, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(fc.array(p, { minLength: 1, maxLength: 8 }), fc.constantFrom(...METHODS), (values, method) => {
        const pValue = combined(values, method);
        expect(pValue).within(0, 1);
        expect(combined([...values].reverse(), method)).closeTo(pValue, 1e-9 * pValue);
        expect(combined([values[0] / 2, ...values.slice(1)], method)).at.most(pValue * (1 + 1e-9));
      }),
      { numRuns: 300, seed: 2 },
    );
  });

  it('weighs by share: the scale of weights is free, and a weight of 0 leaves a p value out', () => {
    for (const method of ['stouffer', 'cauchy', 'harmonicMean'] as const) {
      const plain = combined([0.01, 0.2], method, [1, 3]);
      expect(combined([0.01, 0.2], method, [1e-200, 3e-200])).closeTo(plain, 1e-14);
      expect(combined([0.01, 0.2, 0], method, [1, 3, 0])).closeTo(plain, 1e-15);
      expect(combined([0.01, 0.2], method, [7, 7])).closeTo(combined([0.01, 0.2], method), 1e-15);
    }
  });

  it('takes p values of 0 and 1', () => {
    for (const method of METHODS) {
      if (method !== 'pearson') expect(combined([0, 0.5], method), method).equal(0);
      expect(combined([1, 1], method), method).above(0.7);
    }
    expect(combined([0, 0.5], 'pearson')).closeTo(0.15342640972, 1e-10);
  });

  it('refuses what it has no answer for', () => {
    expect(() => combined([], 'fisher')).throws(RangeError, 'invalid pValues');
    expect(() => combined([0.1, 2], 'fisher')).throws(RangeError, 'invalid pValues[1]');
    expect(() => combined([0.1], 'median' as never)).throws(RangeError, 'invalid method');
    expect(() => combined([0, 1], 'stouffer')).throws(RangeError, 'invalid pValues: stouffer has no answer');
    expect(() => combined([0, 1], 'cauchy')).throws(RangeError, 'invalid pValues: cauchy has no answer');
    expect(() => combined([0.1], 'fisher', [1])).throws(RangeError, 'invalid weights: fisher does not take any');
    expect(() => combined([0.1], 'cauchy', [1, 2])).throws(RangeError, 'invalid weights: expected 1, got 2');
    expect(() => combined([0.1], 'cauchy', [0])).throws(RangeError, 'invalid weights');
    expect(() => combined([0.1], 'cauchy', [-1])).throws(RangeError, 'invalid weights[0]');
  });
});
