import { expect } from 'chai';
import { createRandom } from '../../src/random';
import { brownForsythe } from '../../src/stats/brownForsythe';
import { effectSize } from '../../src/stats/effectSize';
import { levene } from '../../src/stats/levene';
import { meanAndVariance } from '../../src/stats/moments';
import { welch } from '../../src/stats/welch';

describe('meanAndVariance', () => {
  it('is exact for constant values and far from zero', () => {
    expect(meanAndVariance(new Array<number>(10).fill(0.1))).deep.include({ mean: 0.1, variance: 0 });
    expect(meanAndVariance([1e15 + 1, 1e15 + 2, 1e15 + 3])).deep.include({ mean: 1e15 + 2, variance: 1 });
  });

  it('has the standard deviation also where the variance is no number', () => {
    expect(meanAndVariance([1e300, 3e300, 5e300])).deep.include({ variance: Infinity, standardDeviation: 2e300 });
    expect(meanAndVariance([1e-300, 3e-300, 5e-300]).standardDeviation).closeTo(2e-300, 1e-309);
  });

  it('keeps what large values of both signs leave over', () => {
    expect(meanAndVariance([1e16, 1, -1e16, 2]).mean).equal(0.75);
  });
});

describe('welch', () => {
  it('keeps its digits far from zero', () => {
    const [x, y] = [[3, 1, 4, 1, 5], [9, 2, 6, 5, 3, 5, 8]].map((values) => values.map((value) => 1e15 + value)); // prettier-ignore
    const { statistic, degreesOfFreedom, difference } = welch(x, y);
    // SciPy's ttest_ind of the values themselves
    expect(statistic).closeTo(-2.119568116886821, 1e-14);
    expect(degreesOfFreedom).closeTo(9.989163145689647, 1e-13);
    expect(difference.estimate).closeTo(2.8 - 38 / 7, 1e-15);
  });

  it('does not depend on scale, however tiny or huge', () => {
    for (const scale of [1, 2 ** -1000, 2 ** 1000]) {
      const [x, y] = [[1, 2, 4], [2, 5, 9, 4]].map((values) => values.map((value) => scale * value)); // prettier-ignore
      const { statistic, pValue, degreesOfFreedom } = welch(x, y);
      // SciPy's ttest_ind
      expect(statistic).closeTo(-1.5540573797716228, 1e-14);
      expect(pValue).closeTo(0.18531128848655698, 1e-14);
      expect(degreesOfFreedom).closeTo(4.64297520661157, 1e-13);
    }
  });

  it('has an interval that covers the difference as often as it says, for unequal variances', () => {
    const random = createRandom(2);
    const draw = (size: number, spread: number) => Array.from({ length: size }, () => spread * random.normal());
    let covered = 0;
    for (let trial = 0; trial < 2000; trial++) {
      const { low, high } = welch(draw(12, 1), draw(7, 3), { level: 0.9 }).difference;
      if (low <= 0 && 0 <= high) covered++;
    }
    expect(covered / 2000).closeTo(0.9, 4 * Math.sqrt(0.09 / 2000));
  });

  it('has its interval end where its p value is one less the level', () => {
    const [x, y] = [
      [1, 2, 4, 4.5],
      [2, 5, 7, 6, 9],
    ];
    for (const alternative of ['two-sided', 'less', 'greater'] as const) {
      const { difference } = welch(x, y, { alternative });
      const end = Number.isFinite(difference.high) ? difference.high : difference.low;
      const moved = x.map((value) => value - end);
      expect(welch(moved, y, { alternative }).pValue, alternative).closeTo(0.05, 1e-12);
    }
  });

  it('has a defined answer for constant samples', () => {
    expect(welch([1, 1], [1, 1, 1])).deep.include({ statistic: 0, pValue: 1 });
    expect(welch([1, 1], [2, 2, 2])).deep.include({ statistic: -Infinity, pValue: 0 });
    expect(welch([1, 1], [2, 2, 2], { alternative: 'greater' }).pValue).equal(1);
  });

  it('refuses one value, infinities and a level outside (0, 1)', () => {
    expect(() => welch([1], [1, 2])).throws(RangeError, 'invalid reference: expected at least 2');
    expect(() => welch([1, 2], [1, Infinity])).throws(RangeError, 'invalid sample: expected finite numbers');
    expect(() => welch([1, 2], [1, 2], { level: 1 })).throws(RangeError, 'invalid level');
  });
});

describe('levene', () => {
  it('is the Brown–Forsythe test for two samples around medians', () => {
    const [x, y] = [
      [1, 2, 4, 4.5],
      [2, 5, 7, 6, 19],
    ];
    expect(brownForsythe(x, y)).deep.equal(levene([x, y]));
    expect(brownForsythe(x, y).degreesOfFreedom).deep.equal([1, 7]);
  });

  it('has a defined answer where deviations do not vary', () => {
    expect(
      levene([
        [3, 3, 3],
        [4, 4],
      ]),
    ).deep.include({ statistic: 0, pValue: 1 });
    expect(
      levene([
        [0, 2],
        [0, 8],
      ]),
    ).deep.include({ statistic: Infinity, pValue: 0 });
    expect(() => levene([[1], [2]])).throws(RangeError, 'a sample of at least two values');
  });
});

describe('levene', () => {
  // SciPy's levene
  const expected = { mean: 0.46396939765964346, median: 0.33755274261603396, trimmed: 0.46396939765964346 } as const;
  const samples = [[3, 1, 4, 1, 5], [9, 2, 6, 5, 3, 5, 8]]; // prettier-ignore
  for (const [name, move] of [
    ['as they are', (value: number) => value],
    ['far from zero', (value: number) => 1e15 + value],
    ['of the smallest numbers', (value: number) => value * 5e-324],
    ['of huge ones', (value: number) => value * 2 ** 1019],
  ] as const)
    it(`has the statistic of SciPy for values ${name}`, () => {
      for (const center of ['mean', 'median', 'trimmed'] as const) {
        const { statistic } = levene(samples.map((values) => values.map(move)), { center }); // prettier-ignore
        expect(statistic).closeTo(expected[center], 1e-14);
      }
    });
});

describe('effectSize', () => {
  it('keeps its digits far from zero, and for tiny and huge values', () => {
    const [x, y] = [[3, 1, 4, 1, 5], [9, 2, 6, 5, 3, 5, 8]]; // prettier-ignore
    for (const move of [(v: number) => 1e15 + v, (v: number) => v * 5e-324, (v: number) => v * 2 ** 1019])
      // exact rational moments
      expect(effectSize(x.map(move), y.map(move)).cohenD).closeTo(-1.1695335232161193, 1e-14);
  });

  it('has the values of a small example', () => {
    const found = effectSize([1, 2, 3, 4], [3, 4, 5, 6]);
    expect(found.cohenD).closeTo(-2 / Math.sqrt(5 / 3), 1e-12);
    // the exact factor at 6 degrees of freedom: Γ(3)/(√3 Γ(5/2))
    expect(found.hedgesG / found.cohenD).closeTo(2 / (Math.sqrt(3) * 0.75 * Math.sqrt(Math.PI)), 1e-12);
    // 1 pair larger and 2 equal of 16
    expect(found).deep.include({ cliffsDelta: -0.75, superiority: 0.125 });
    expect(found.meanShift).closeTo(2 / Math.sqrt(5 / 3), 1e-12);
  });

  it('is 0 or infinite for constant samples', () => {
    expect(effectSize([1, 1], [1, 1])).deep.equal({
      ...{ cohenD: 0, hedgesG: 0, cliffsDelta: 0, superiority: 0.5, meanShift: 0 },
    });
    expect(effectSize([1, 1], [2, 2])).deep.include({ cohenD: -Infinity, meanShift: Infinity, superiority: 0 });
  });
});
