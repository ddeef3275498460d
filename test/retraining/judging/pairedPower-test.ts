import { expect } from 'chai';
import { nonInferiority } from '../../../src/retraining/judging/nonInferiority';
import {
  pairedPower,
  pairedSamples,
  type PairedSamplesOptions,
  type PairRates,
} from '../../../src/retraining/judging/pairedPower';
import { binomialPmf } from '../../../src/stats/distributions/binomial';
import { mcnemar } from '../../../src/stats/mcnemar';

function enumerate(count: number, { won, lost }: PairRates, rejects: (w: number, l: number) => boolean): number {
  let sum = 0;
  for (let w = 0; w <= count; w++)
    for (let l = 0; l <= count - w; l++)
      if (rejects(w, l)) sum += binomialPmf(w, count, won) * binomialPmf(l, count - w, lost / (1 - won));
  return sum;
}

describe('pairedPower', () => {
  it('sums over all outcomes', () => {
    for (const rates of [
      { won: 0.3, lost: 0.1 },
      { won: 0.1, lost: 0.1 },
      { won: 0.5, lost: 0.5 - 1e-9 },
      { won: 0.2, lost: 0 },
    ]) {
      const better = (w: number, l: number) =>
        w > l &&
        mcnemar([
          [0, l],
          [w, 0],
        ]).pValue <= 0.05;
      expect(pairedPower(45, rates)).closeTo(enumerate(45, rates, better), 1e-9);
      const kept = (won: number, lost: number) =>
        nonInferiority({ count: 45, won, lost }, { margin: 0.1, method: 'score' }).pValue <= 0.05;
      expect(pairedPower(45, rates, { margin: 0.1 })).closeTo(enumerate(45, rates, kept), 1e-9);
    }
  });

  it('is what one should know before a test of one point on 1000 samples', () => {
    expect(pairedPower(1000, { won: 0.05, lost: 0.04 })).closeTo(0.155, 0.001);
    expect(pairedPower(7500, { won: 0.05, lost: 0.04 })).closeTo(0.814, 0.001);
    expect(pairedPower(2000, { won: 0.03, lost: 0.015 })).closeTo(0.872, 0.001);
  });

  it('is no more than half the level for equal models, and none without samples or differences', () => {
    expect(pairedPower(2000, { won: 0.04, lost: 0.04 })).within(0.01, 0.025);
    expect(pairedPower(0, { won: 0.04, lost: 0.02 })).equal(0);
    expect(pairedPower(1000, { won: 0, lost: 0 })).equal(0);
    expect(pairedPower(1000, { won: 0, lost: 0 }, { margin: 0.02 })).equal(1);
    expect(pairedPower(0, { won: 0, lost: 0 }, { margin: 0.02 })).equal(0);
  });

  it('names what is wrong', () => {
    expect(() => pairedPower(-1, { won: 0.1, lost: 0 })).throw(RangeError, 'invalid count');
    expect(() => pairedPower(10, { won: 0.6, lost: 0.5 })).throw(RangeError, 'invalid rates.lost');
    expect(() => pairedPower(10, { won: 0.1, lost: 0 }, { alpha: 0 })).throw(RangeError, 'invalid alpha');
    expect(() => pairedSamples({ won: 0.1, lost: 0 }, { power: 1 })).throw(RangeError, 'invalid power');
  });
});

describe('pairedSamples', () => {
  it('gives a number that suffices and is not far above the least one', () => {
    const cases: [PairRates, PairedSamplesOptions][] = [
      [{ won: 0.05, lost: 0.04 }, {}],
      [{ won: 0.3, lost: 0.1 }, { power: 0.95 }],
      [{ won: 0.04, lost: 0.04 }, { margin: 0.02 }],
      [{ won: 0, lost: 0 }, { margin: 0.02 }],
    ];
    for (const [rates, options] of cases) {
      const count = pairedSamples(rates, options)!;
      const { power = 0.8 } = options;
      expect(pairedPower(count, rates, options)).at.least(power);
      expect(pairedPower(Math.floor(0.97 * count) - 1, rates, options)).lessThan(power);
    }
  });

  it('says that no number suffices for a model that is not better', () => {
    expect(pairedSamples({ won: 0.04, lost: 0.04 })).equal(null);
    expect(pairedSamples({ won: 0.02, lost: 0.04 }, { margin: 0.02 })).equal(null);
  });
});
