import { expect } from 'chai';
import fc from 'fast-check';
import { createRandom } from '../../../src/random';
import { betaMixture } from '../../../src/retraining/judging/betaMixture';
import { bettingSamples } from '../../../src/retraining/judging/bettingSamples';
import { marginBets } from '../../../src/retraining/judging/marginBets';
import { binomialPmf } from '../../../src/stats/distributions/binomial';

describe('betaMixture', () => {
  it('is the mixture of likelihood ratios over all p above the null', () => {
    for (const [s, f, p0] of [
      [30, 10, 0.5],
      [3, 0, 0.5],
      [0, 4, 0.5],
      [12, 60, 0.1],
      [200, 180, 0.5],
    ]) {
      const [steps, sums] = [20_000, [0, 0]];
      for (let i = 0; i < steps; i++) {
        const p = p0 + ((1 - p0) * (i + 0.5)) / steps;
        const weight = p * (1 - p);
        sums[0] += weight;
        sums[1] += weight * (p / p0) ** s * ((1 - p) / (1 - p0)) ** f;
      }
      expect(betaMixture(s, f, { probability: p0 })).closeTo(sums[1] / sums[0], 1e-5 * (sums[1] / sums[0]));
    }
  });

  it('is worth 1 on average at the null, and less below it', () => {
    const average = (n: number, p: number, probability: number) => {
      let sum = 0;
      for (let k = 0; k <= n; k++) sum += binomialPmf(k, n, p) * betaMixture(k, n - k, { probability });
      return sum;
    };
    for (const n of [1, 2, 7, 60]) {
      expect(average(n, 0.5, 0.5)).closeTo(1, 1e-9);
      expect(average(n, 0.2, 0.2)).closeTo(1, 1e-9);
      expect(average(n, 0.45, 0.5)).lessThan(1);
    }
  });

  it('starts at 1, grows with wins and stays finite', () => {
    expect(betaMixture(0, 0)).closeTo(1, 1e-12);
    expect(betaMixture(31, 10)).greaterThan(betaMixture(30, 10));
    expect(betaMixture(0, 1e6)).equal(0);
    expect(betaMixture(1e6, 0)).equal(Math.exp(700));
  });

  it('seldom reaches 20 when the models are equal, however long one looks', () => {
    const random = createRandom(11);
    let alarms = 0;
    for (let run = 0; run < 100; run++) {
      let [won, lost, most] = [0, 0, 0];
      for (let i = 0; i < 1000; i++) {
        if (random.uniform() < 0.5) won++;
        else lost++;
        most = Math.max(most, betaMixture(won, lost));
      }
      alarms += Number(most >= 20);
    }
    // Binomial(100, 0.05) is above 12 with probability 0.001
    expect(alarms).at.most(12);
  });

  it('names what is wrong', () => {
    expect(() => betaMixture(-1, 2)).throw(RangeError, 'invalid successes');
    expect(() => betaMixture(1, NaN)).throw(RangeError, 'invalid failures');
    expect(() => betaMixture(1, 2, { probability: 1 })).throw(RangeError, 'invalid probability');
  });
});

describe('marginBets', () => {
  it('is worth 1 on average where the loss is the margin', () => {
    const n = 40;
    for (const [margin, lost] of [
      [0.02, 0.06],
      [0.1, 0.1],
      [0.3, 0.5],
    ]) {
      const won = lost - margin;
      let sum = 0;
      for (let w = 0; w <= n; w++)
        for (let l = 0; l <= n - w; l++)
          sum +=
            binomialPmf(w, n, won) *
            binomialPmf(l, n - w, lost / (1 - won)) *
            marginBets({ count: n, won: w, lost: l }, { margin });
      expect(sum).closeTo(1, 1e-9);
    }
  });

  it('grows with each pair won and falls with each pair lost', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.nat(50), fc.integer({ min: 101, max: 3000 }), (won, lost, count) => {
        const here = marginBets({ count, won, lost });
        return marginBets({ count, won: won + 1, lost }) > here && marginBets({ count, won, lost: lost + 1 }) < here;
      }),
    );
  });
});

describe('bettingSamples', () => {
  it('says when about six of ten trials are decided', () => {
    const wanted = bettingSamples({ won: 0.055, lost: 0.025 })!;
    const random = createRandom(5);
    const lengths = Array.from({ length: 200 }, () => {
      let [won, lost, n] = [0, 0, 0];
      while (betaMixture(won, lost) < 20) {
        const u = random.uniform();
        if (u < 0.055) won++;
        else if (u < 0.08) lost++;
        n++;
      }
      return n;
    }).sort((a, b) => a - b);
    expect(wanted).within(lengths[90], lengths[155]);
    expect(lengths[100]).at.most(700);
    expect(lengths[180]).at.most(1700);
  });

  it('has no answer for a model that is not better', () => {
    expect(bettingSamples({ won: 0.04, lost: 0.04 })).equal(null);
    expect(bettingSamples({ won: 0.04, lost: 0.04 }, { margin: 0.02 })).within(1200, 2500);
  });
});
