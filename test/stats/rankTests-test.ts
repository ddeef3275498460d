import { expect } from 'chai';
import { createRandom } from '../../src/random';
import { andersonDarling, andersonDarlingSamples } from '../../src/stats/andersonDarling';
import { cramerVonMises } from '../../src/stats/cramerVonMises';
import { cramerVonMisesSf } from '../../src/stats/cramerVonMisesLaw';
import { kruskalWallis } from '../../src/stats/kruskalWallis';
import { mannWhitney } from '../../src/stats/mannWhitney';
import { mannWhitneyTail } from '../../src/stats/mannWhitneyLaw';

/** The splits of 0..total−1 into n and the rest. */
function* splits(total: number, n: number): Generator<[number[], number[]]> {
  for (let mask = 0; mask < 2 ** total; mask++) {
    const isIn = (i: number) => ((mask >> i) & 1) === 1;
    const all = Array.from({ length: total }, (_, i) => i);
    if (all.filter(isIn).length === n) yield [all.filter(isIn), all.filter((i) => !isIn(i))];
  }
}

describe('mannWhitney', () => {
  it('has the exact law of all splits', () => {
    for (let u = -1; u <= 21; u++) {
      const all = [...splits(10, 3)];
      const reached = all.filter(([x, y]) => mannWhitney(x, y).statistic >= u);
      expect(mannWhitneyTail(u, 3, 7), `${u}`).closeTo(reached.length / all.length, 1e-14);
    }
  });

  it('keeps the digits of small tails and of large samples', () => {
    // the one most extreme of the C(40, 20) splits
    expect(mannWhitneyTail(400, 20, 20) * 137846528820).closeTo(1, 1e-12);
    for (const [n, m] of [
      [150, 150],
      [8, 10_000],
      [150, 1000],
    ]) {
      const half = (n * m) / 2;
      // by symmetry
      expect(mannWhitneyTail(half, n, m) + mannWhitneyTail(half + 1, n, m)).closeTo(1, 1e-12);
    }
  });

  it('refuses an exact p value where rounding would spoil it', () => {
    const values = Float64Array.from({ length: 151 }, (_, i) => i);
    expect(() => mannWhitney(values, values, { method: 'exact' })).throws(
      RangeError,
      "invalid method: expected not 'exact'",
    );
    expect(mannWhitney(values, values.subarray(1), { method: 'exact' }).pValue).most(1);
  });

  it('counts ties as half and takes them out of the variance', () => {
    expect(mannWhitney([1, 2], [2, 3]).statistic).equal(0.5);
    const { pValue } = mannWhitney([0, 0, 1, 1], [1, 1, 1, 0], { method: 'asymptotic', continuity: false });
    // U = 6, mean 8, variance 16/12·(9 − 144/56)
    expect(pValue).closeTo(0.494524667883871, 1e-13);
  });
});

describe('cramerVonMises', () => {
  it('has the exact law of all splits', () => {
    const all = [...splits(9, 4)].map(([x, y]) => cramerVonMises(x, y));
    for (const { statistic, pValue } of all) {
      const reached = all.filter((other) => other.statistic >= statistic - 1e-12);
      expect(pValue).closeTo(reached.length / all.length, 1e-13);
    }
  });

  it('has the percentiles that Anderson and Darling (1952) give for the limiting law', () => {
    for (const [x, p] of [
      [0.11888, 0.5],
      [0.3473, 0.1],
      [0.46136, 0.05],
      [0.74346, 0.01],
      [1.16786, 0.001],
    ])
      expect(cramerVonMisesSf(x)).closeTo(p, 1e-5);
  });

  it('falls to small tails as the largest of its components does', () => {
    // √(2/(π x)) … exp(−π² x/2): the ratio over a step tells the rate
    const rate = Math.log(cramerVonMisesSf(100) / cramerVonMisesSf(101));
    expect(rate).closeTo(Math.PI ** 2 / 2, 0.01);
    expect(cramerVonMisesSf(0)).equal(1);
    expect(cramerVonMisesSf(Infinity)).equal(0);
  });
});

describe('andersonDarling', () => {
  it('flags p values beyond its table', () => {
    const far = andersonDarling([1, 2, 3, 4, 5, 6, 7, 8], [11, 12, 13, 14, 15, 16, 17, 18]);
    expect(far).deep.include({ pValue: 0.001, pValueFloored: true, pValueCapped: false });
    const near = andersonDarling([1, 3, 5, 7], [2, 4, 6, 8]);
    expect(near).deep.include({ pValue: 0.25, pValueFloored: false, pValueCapped: true });
  });

  it('has a permutation p value that matches the share of splits', () => {
    const pooled = [...splits(8, 4)];
    const statistic = (x: number[], y: number[]) => andersonDarling(x, y).statistic;
    const observed = statistic([0, 1, 2, 5], [3, 4, 6, 7]);
    const share = pooled.filter(([x, y]) => statistic(x, y) >= observed - 1e-12).length / pooled.length;
    const options = { method: 'permutation', random: createRandom(1), permutations: 4000 } as const;
    const { pValue, method } = andersonDarling([0, 1, 2, 5], [3, 4, 6, 7], options);
    expect(pValue).closeTo(share, 4 * Math.sqrt((share * (1 - share)) / 4000));
    expect(method).equal('2-sample Anderson–Darling, midrank, 4000 permutations');
  });

  it('compares more than two samples', () => {
    const samples = [
      [1, 2, 3, 4],
      [2, 3, 4, 5],
      [9, 10, 11, 12],
    ];
    expect(andersonDarlingSamples(samples).pValue).most(0.01);
  });

  it('refuses too few values and permutations without a source of randomness', () => {
    expect(() => andersonDarling([1], [2, 3])).throws(RangeError, 'at least 4 values in all, got 3');
    expect(() => andersonDarling([1, 2], [2, 3], { method: 'permutation' })).throws(TypeError, 'invalid random');
    expect(() => andersonDarlingSamples([[1, 2, 3, 4]])).throws(RangeError, 'invalid samples: expected at least two');
  });
});

describe('kruskalWallis', () => {
  it('has the value of ranks counted by hand', () => {
    // rank sums 9, 12, 24: 12/90·(27 + 48 + 192) − 30
    expect(
      kruskalWallis([
        [1, 3, 5],
        [2, 4, 6],
        [7, 8, 9],
      ]).statistic,
    ).closeTo(5.6, 1e-12);
    expect(kruskalWallis([[1], [1], [1, 1]])).deep.include({ statistic: 0, pValue: 1, degreesOfFreedom: 2 });
  });
});
