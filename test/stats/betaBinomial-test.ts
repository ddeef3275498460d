import { expect } from 'chai';
import { betaBinomial } from '../../src/stats/betaBinomial';

function choose(n: number, k: number): bigint {
  let product = 1n;
  for (let i = 1; i <= k; i++) product = (product * BigInt(n - k + i)) / BigInt(i);
  return product;
}

/** Exact probabilities for whole a and b, as urn draws: C(x + a − 1, x)·C(m − x + b − 1, m − x) / C(m + a + b − 1, m). */
function exactTail(m: number, a: number, b: number, from: number, to: number): number {
  let sum = 0n;
  for (let x = from; x <= to; x++) sum += choose(x + a - 1, x) * choose(m - x + b - 1, m - x);
  return Number((sum * 10n ** 320n) / choose(m + a + b - 1, m)) / 1e160 / 1e160;
}

describe('betaBinomial', () => {
  it('has the probabilities of whole-number arithmetic, far into both tails', () => {
    for (const [m, a, b] of [
      [100, 3, 58],
      [100, 1, 60],
      [40, 30, 5],
      [200, 12, 190],
    ]) {
      const { pmf, cdf, sf } = betaBinomial(m, a, b);
      for (let x = 0; x <= m; x += 7) {
        const name = `x = ${x} of ${m}, a = ${a}, b = ${b}`;
        const pairs = [
          [pmf(x), exactTail(m, a, b, x, x)],
          [cdf(x), exactTail(m, a, b, 0, x)],
          [sf(x), exactTail(m, a, b, x + 1, m)],
        ];
        for (const [got, exact] of pairs) expect(got, name).closeTo(exact, 1e-11 * exact);
      }
    }
  });

  it('has the values of mpmath where a and b are not whole', () => {
    const { pmf, cdf, sf, mean } = betaBinomial(20, 0.5, 2.25);
    expect(pmf(3)).closeTo(0.078094074464401221, 1e-13);
    expect(cdf(3)).closeTo(0.62337396128661672, 1e-13);
    expect(sf(18)).closeTo(0.0031398685926467849, 1e-16);
    expect(mean).closeTo(20 * (0.5 / 2.75), 1e-14);
  });

  it('is zero or one outside 0 … trials and between whole numbers like a step', () => {
    const { pmf, cdf, sf } = betaBinomial(5, 2, 3);
    expect([pmf(-1), pmf(1.5), pmf(6), cdf(-1), sf(5)]).deep.equal([0, 0, 0, 0, 0]);
    expect(cdf(1.5)).equal(cdf(1));
    expect(sf(1.5)).equal(sf(1));
    expect([cdf(5), cdf(Infinity), sf(-1)].map((p) => Math.abs(p - 1) < 1e-14)).deep.equal([true, true, true]);
    expect(betaBinomial(0, 2, 3).interval()).deep.equal([0, 0]);
  });

  it('gives the central interval: no more than half of 1 − level beyond either end, and not a count wider', () => {
    for (const [m, a, b, level] of [
      [100, 3, 58, 0.95],
      [100, 3, 58, 0.5],
      [50, 40, 3, 0.99],
    ]) {
      const { cdf, sf, interval } = betaBinomial(m, a, b);
      const [low, high] = interval(level);
      const tail = (1 - level) / 2;
      expect(cdf(low - 1)).at.most(tail);
      expect(cdf(low)).above(tail);
      expect(sf(high)).at.most(tail);
      expect(sf(high - 1)).above(tail);
    }
    expect(betaBinomial(100, 3, 58).interval()).deep.equal([0, 13]);
  });

  it('refuses trials that are no count, a and b that are not positive, and levels outside (0, 1)', () => {
    for (const trials of [-1, 1.5, NaN]) expect(() => betaBinomial(trials, 1, 1)).throws(RangeError, 'invalid trials');
    for (const bad of [0, -1, NaN, Infinity]) {
      expect(() => betaBinomial(1, bad, 1)).throws(RangeError, 'invalid a');
      expect(() => betaBinomial(1, 1, bad)).throws(RangeError, 'invalid b');
    }
    expect(() => betaBinomial(1, 1, 1).interval(1)).throws(
      RangeError,
      'invalid level: expected a number in (0, 1), got 1',
    );
  });
});
