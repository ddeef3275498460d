import { expect } from 'chai';
import { createRandom, type Random } from '../../src/random';
import { betaBinomial } from '../../src/stats/betaBinomial';
import { conformalThreshold, type ConformalOptions } from '../../src/stats/conformalThreshold';

const normals = (count: number, random: Random) => Float64Array.from({ length: count }, () => random.normal());

/** False alarms among `fresh` normals, for `trials` draws of calibration and fresh normals together. */
function falseAlarms(n: number, fresh: number, trials: number, options: ConformalOptions, seed: number): number[] {
  const random = createRandom(seed);
  return Array.from({ length: trials }, () => {
    const found = conformalThreshold(normals(n, random), options);
    if (found.kind === 'none') throw new Error(found.because);
    return normals(fresh, random).filter((score) => score > found.threshold).length;
  });
}

/** P(X ≤ x) of the standard normal, by Simpson's rule. */
function normalCdf(x: number): number {
  const density = (t: number) => Math.exp((-t * t) / 2) / Math.sqrt(2 * Math.PI);
  const step = x / 200;
  let sum = density(0) + density(x);
  for (let i = 1; i < 200; i++) sum += (i % 2 ? 4 : 2) * density(i * step);
  return 0.5 + (sum * step) / 3;
}

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

describe('conformalThreshold', () => {
  it('is the k-th largest score with the largest k whose k/(n + 1) is at most alpha', () => {
    const cases = [
      [19, 0.05, 1],
      [59, 0.05, 3],
      [60, 0.05, 3],
      [78, 0.05, 3],
      [79, 0.05, 4],
      [99, 0.29, 29], // 0.29 · 100 is 28.999999999999996 in float64
      [99, 0.07, 7], // and 0.07 · 100 is 7.000000000000001
      [3, 0.99, 3],
    ];
    for (const [n, alpha, rank] of cases) {
      const scores = Array.from({ length: n }, (_, i) => (i * 37) % n); // 0 … n − 1, shuffled
      const sorted = [...scores].sort((a, b) => b - a);
      expect(conformalThreshold(scores, { alpha })).deep.equal({
        kind: 'threshold',
        threshold: sorted[rank - 1],
        rank,
        calibration: n,
      });
    }
  });

  it('gives no threshold but the reason for fewer than 19 scores at 5 %', () => {
    const scores = Array.from({ length: 18 }, (_, i) => i);
    expect(conformalThreshold(scores)).deep.equal({
      kind: 'none',
      because: 'a false-alarm rate of 0.05 needs 19 calibration scores, there are 18',
      needed: 19,
    });
    expect(conformalThreshold([...scores, 18])).include({ kind: 'threshold', threshold: 18 });
    expect(conformalThreshold([], { alpha: 0.5 })).include({ kind: 'none', needed: 1 });
  });

  it('needs as many scores as it says, with confidence too', () => {
    for (const alpha of [0.001, 1 / 49, 0.05, 0.1, 0.3]) {
      for (const confidence of [undefined, 0.5, 0.9, 0.99]) {
        const none = conformalThreshold([], { alpha, confidence });
        if (none.kind === 'threshold') throw new Error('a threshold of nothing');
        const kinds = [none.needed - 1, none.needed].map(
          (length) => conformalThreshold(new Float64Array(length), { alpha, confidence }).kind,
        );
        expect(kinds, `alpha ${alpha}, confidence ${confidence}`).deep.equal(['none', 'threshold']);
      }
    }
  });

  it('keeps the false-alarm rate at k/(n + 1), at most alpha, over calibration sets', () => {
    for (const [n, rank] of [
      [19, 1],
      [30, 1],
      [60, 3],
    ]) {
      const trials = 3000;
      const rate = total(falseAlarms(n, 20, trials, {}, n)) / (20 * trials);
      const { pmf } = betaBinomial(20, rank, n + 1 - rank);
      const expected = rank / (n + 1);
      const variance = total(Array.from({ length: 21 }, (_, x) => pmf(x) * (x / 20 - expected) ** 2));
      expect(rate, `n = ${n}`).closeTo(expected, 4 * Math.sqrt(variance / trials));
    }
  });

  it('has false alarms that follow the beta-binomial law and not the narrower binomial one', () => {
    const trials = 2000;
    const counts = falseAlarms(60, 100, trials, {}, 8);
    const law = betaBinomial(100, 3, 58);
    for (const x of [0, 2, 5, 8, 13]) {
      const share = counts.filter((count) => count <= x).length / trials;
      expect(share, `at most ${x}`).closeTo(law.cdf(x), 4 * Math.sqrt((law.cdf(x) * law.sf(x)) / trials));
    }
    const [low, high] = law.interval(0.95);
    const outside = counts.filter((count) => count < low || count > high).length;
    expect(outside / trials).within(0, 0.05 + 4 * Math.sqrt((0.05 * 0.95) / trials));
    expect(counts.filter((count) => count > 9).length / trials).greaterThan(0.08); // 0.104; the binomial law has 0.026
  });

  it('keeps the rate of the very calibration set at alpha with the confidence asked for', () => {
    const random = createRandom(9);
    const trials = 2000;
    for (const { n, confidence, exceeded } of [
      { n: 60, confidence: 0.9, exceeded: 0.95 ** 60 }, // k = 1: all 60 below the 95 % quantile
      { n: 200, confidence: 0.9, exceeded: 0.06234 }, // k = 6: P(Binomial(200, 0.05) < 6), SciPy
    ]) {
      let above = 0;
      for (let i = 0; i < trials; i++) {
        const found = conformalThreshold(normals(n, random), { confidence });
        if (found.kind === 'threshold' && 1 - normalCdf(found.threshold) > 0.05) above++;
      }
      expect(above / trials, `n = ${n}`).closeTo(exceeded, 4 * Math.sqrt((exceeded * (1 - exceeded)) / trials));
      expect(exceeded).at.most(1 - confidence);
    }
  });

  it('counts a score equal to the threshold as no alarm, so that ties keep the promise', () => {
    const random = createRandom(10);
    let alarms = 0;
    for (let trial = 0; trial < 2000; trial++) {
      const coarse = normals(21, random).map(Math.round);
      const found = conformalThreshold(coarse.subarray(0, 20));
      if (found.kind === 'threshold' && coarse[20] > found.threshold) alarms++;
    }
    expect(alarms / 2000).within(0, 0.05);
  });

  it('leaves its input as it was and takes infinite scores', () => {
    const scores = [3, 1, Infinity, ...Array<number>(17).fill(-Infinity)];
    expect(conformalThreshold(scores, { alpha: 0.1 })).include({ threshold: 3 });
    expect(scores.slice(0, 3)).deep.equal([3, 1, Infinity]);
  });

  it('refuses NaN and rates that are not in (0, 1)', () => {
    expect(() => conformalThreshold([1, NaN])).throws(RangeError, 'invalid calibrationScores');
    for (const value of [0, 1, -0.1, 1.5, NaN]) {
      expect(() => conformalThreshold([1], { alpha: value })).throws(RangeError, 'invalid alpha');
      expect(() => conformalThreshold([1], { confidence: value })).throws(RangeError, 'invalid confidence');
    }
    expect(() => conformalThreshold([1], { alpha: '5 %' as unknown as number })).throws(TypeError, 'invalid alpha');
  });
});
