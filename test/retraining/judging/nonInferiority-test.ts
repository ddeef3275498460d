import { expect } from 'chai';
import fc from 'fast-check';
import { nonInferiority, scoreInterval, tangoScore } from '../../../src/retraining/judging/nonInferiority';
import { binomialPmf } from '../../../src/stats/distributions/binomial';

describe('nonInferiority', () => {
  it('standardises with the likeliest discordance, found here by search', () => {
    for (const [count, won, lost, margin] of [
      [2000, 70, 75, 0.02],
      [100, 0, 2, 0.02],
      [50, 12, 3, 0.1],
      [44, 0, 1, 0.05],
      [30, 9, 21, 0.2],
    ]) {
      const log = (k: number, p: number) => (k === 0 ? 0 : k * Math.log(p));
      const likelihood = (l: number) =>
        log(won, l - margin) + log(lost, l) + log(count - won - lost, 1 - 2 * l + margin);
      let best = margin;
      for (let i = 0; i <= 40_000; i++) {
        const l = margin + (((1 - margin) / 2) * i) / 40_000;
        if (likelihood(l) > likelihood(best)) best = l;
      }
      const z = (won - lost + count * margin) / Math.sqrt(count * (2 * best - margin - margin ** 2));
      expect(nonInferiority({ count, won, lost }, { margin, method: 'score' }).statistic).closeTo(
        z,
        1e-3 * Math.abs(z) + 1e-3,
      );
    }
  });

  it('keeps its level at the margin for every discordance, as the score alone does not', () => {
    const level = (count: number, lost: number, method: 'exact' | 'score') => {
      const [margin, won] = [0.02, lost - 0.02];
      let sum = 0;
      for (let w = 0; w <= count; w++)
        for (let l = 0; l <= count - w; l++) {
          const mass = binomialPmf(w, count, won) * binomialPmf(l, count - w, lost / (1 - won));
          if (mass < 1e-6) continue;
          if (nonInferiority({ count, won: w, lost: l }, { margin, method }).pValue <= 0.05) sum += mass;
        }
      return sum;
    };
    for (const count of [40, 90]) for (const lost of [0.02, 0.05]) expect(level(count, lost, 'exact')).at.most(0.05);
    expect(level(300, 0.02, 'exact')).within(0, 0.05);
    expect(level(300, 0.02, 'score')).greaterThan(0.055);
  });

  it('says 1 without samples, and gives the same at other sizes of numbers', () => {
    expect(nonInferiority({ count: 0, won: 0, lost: 0 }).pValue).equal(1);
    expect(nonInferiority({ count: 5, won: 0, lost: 5 }).pValue).equal(1);
    expect(nonInferiority({ count: 20_000, won: 800, lost: 800 }).method).include('score');
    expect(nonInferiority({ count: 20_000, won: 800, lost: 800 }).pValue).lessThan(1e-20);
  });

  it('names what is wrong', () => {
    expect(() => nonInferiority({ count: 3, won: 2, lost: 2 })).throw(RangeError, 'invalid lost');
    expect(() => nonInferiority({ count: 3.5, won: 2, lost: 1 })).throw(RangeError, 'invalid count');
    expect(() => nonInferiority({ count: 3, won: 1, lost: 1 }, { margin: 0 })).throw(RangeError, 'invalid margin');
    expect(() => nonInferiority({ count: 3, won: 1, lost: 1 }, { method: 'x' as 'auto' })).throw(
      RangeError,
      'invalid method',
    );
  });
});

describe('scoreInterval', () => {
  it('ends where the score reaches the quantile, and turns round with the models', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.nat(60), fc.nat(60), (count, w, l) => {
        const [won, lost] = [Math.min(w, count), Math.min(l, count - Math.min(w, count))];
        const [low, high] = scoreInterval({ count, won, lost }, 0.025);
        const [mirrorLow, mirrorHigh] = scoreInterval({ count, won: lost, lost: won }, 0.025);
        expect(low).closeTo(-mirrorHigh, 1e-9);
        expect(high).closeTo(-mirrorLow, 1e-9);
        if (low > -1 + 1e-9) expect(tangoScore({ count, won, lost }, low)).closeTo(1.95996, 1e-3);
      }),
      { numRuns: 100 },
    );
  });
});
