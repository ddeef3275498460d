import { expect } from 'chai';
import fc from 'fast-check';
import { createRandom, type Random } from '../../src/random';
import { chanceLevel } from '../../src/stats/chanceLevel';
import { hypergeometricPmf } from '../../src/stats/distributions/hypergeometric';
import { hypergeometricDraw } from '../../src/stats/hypergeometricDraw';
import { jsDistance } from '../../src/stats/jsDivergence';
import { mean } from '../../src/stats/moments';
import { permuteCounts } from '../../src/stats/permuteCounts';
import { psi } from '../../src/stats/psi';
import { binCounts, psiBins, type PsiBins } from '../../src/stats/psiBins';

const normals = (count: number, random: Random, shift = 0) =>
  Array.from({ length: count }, () => random.normal() + shift);
const uniformCounts = (count: number, random: Random, k = 10) => {
  const counts = new Array<number>(k).fill(0);
  for (let i = 0; i < count; i++) counts[random.integer(k)]++;
  return counts;
};

describe('psiBins', () => {
  it('cuts at the linear quantiles of the reference and leaves the outer bins open', () => {
    const bins = psiBins([5, 1, 2, 3, 4], { bins: 4, strategy: 'quantile' });
    expect(bins).deep.equal({ edges: [2, 3, 4], closed: 'left', referenceCounts: [1, 1, 1, 2], constant: false });
    expect(binCounts(bins, [-1e300, -Infinity, 2, 9, Infinity])).deep.equal([2, 1, 0, 2]);
    expect(binCounts({ ...bins, closed: 'right' }, [2, 3, 4])).deep.equal([1, 1, 1, 0]);
  });

  it('cuts the range evenly', () => {
    expect(psiBins([0, 10, 3], { bins: 5, strategy: 'uniform' }).edges).deep.equal([2, 4, 6, 8]);
  });

  it('gives each of few values a bin of its own, so that a change of 0s into 1s is seen', () => {
    const reference = [0, 1, 1, 0, 1];
    const bins = psiBins(reference);
    expect(bins).deep.include({ edges: [0.5], referenceCounts: [2, 3] });
    expect(psi(bins.referenceCounts, binCounts(bins, [1, 1, 1]))).above(1);
    expect(psiBins([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1], { strategy: 'quantile' }).edges).deep.equal([]);
    expect(psiBins([-1.7e308, 1.7e308]).edges).deep.equal([0]);
  });

  it('sees a shift beyond the range and a change of scale, which bins of their own would hide', () => {
    const random = createRandom(1);
    const reference = normals(1000, random);
    const bins = psiBins(reference);
    for (const change of [(x: number) => x + 80, (x: number) => 10 * x, (x: number) => x - 80]) {
      const sample = binCounts(bins, reference.map(change));
      expect(psi(bins.referenceCounts, sample)).above(0.5);
      expect(jsDistance(bins.referenceCounts, sample, { base: 2 })).above(0.3);
    }
  });

  it('says that a reference is constant', () => {
    expect(psiBins([3, 3, 3])).deep.equal({ edges: [], closed: 'left', referenceCounts: [3], constant: true });
  });

  it('counts every value of every sample once, and each edge once', () => {
    const values = fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 60 });
    const strategy = fc.constantFrom('auto' as const, 'quantile' as const, 'uniform' as const);
    fc.assert(
      fc.property(values, values, strategy, fc.integer({ min: 1, max: 12 }), (reference, sample, how, most) => {
        const bins = psiBins(reference, { strategy: how, bins: most });
        expect(bins.edges.length).below(most);
        expect(bins.edges).deep.equal([...bins.edges].sort((a, b) => a - b));
        expect(bins.referenceCounts.reduce((sum, count) => sum + count)).equal(reference.length);
        expect(binCounts(bins, sample).reduce((sum, count) => sum + count)).equal(sample.length);
        expect(binCounts(JSON.parse(JSON.stringify(bins)) as PsiBins, reference)).deep.equal(bins.referenceCounts);
      }),
    );
  });

  it('refuses NaN unless it is left out, infinite references, empty samples and wrong options', () => {
    expect(() => psiBins([1, NaN])).throws(RangeError, 'invalid reference');
    expect(psiBins([1, NaN, 2], { nanPolicy: 'omit' }).referenceCounts).deep.equal([1, 1]);
    expect(() => psiBins([1, Infinity])).throws(RangeError, 'invalid reference: expected finite');
    expect(() => psiBins([])).throws(RangeError, 'invalid reference');
    expect(() => psiBins([1], { bins: 0 })).throws(RangeError, 'invalid bins');
    expect(() => psiBins([1], { strategy: 'equal' as never })).throws(RangeError, 'invalid strategy');
    expect(() => psiBins([1], { closed: 'both' as never })).throws(RangeError, 'invalid closed');
    const bins = psiBins([1, 2]);
    expect(() => binCounts(bins, [NaN])).throws(RangeError, 'invalid sample');
    expect(() => binCounts(bins, [NaN], { nanPolicy: 'omit' })).throws(RangeError, 'invalid sample');
  });
});

describe('chanceLevel', () => {
  it('is what ten bins without drift do: the mean, and the value that 5 % exceed', () => {
    const random = createRandom(2);
    const [n, m] = [1000, 300];
    const draws = Array.from({ length: 2000 }, () => [uniformCounts(n, random), uniformCounts(m, random)]);
    const options = { categories: 10, reference: n, sample: m };
    for (const [level, measured] of [
      [chanceLevel('psi', options), draws.map(([p, q]) => psi(p, q))],
      [chanceLevel('jsDistance', { ...options, base: 2 }), draws.map(([p, q]) => jsDistance(p, q, { base: 2 }))],
    ] as const) {
      expect(mean(measured) / level.expected).closeTo(1, 0.05);
      expect(measured.filter((value) => value > level.exceeded).length / 2000).within(0.035, 0.065);
    }
  });

  it('tells that a Jensen–Shannon distance of 0.1 is nothing at 100 values', () => {
    const at = (n: number) => chanceLevel('jsDistance', { categories: 10, reference: n, sample: n, base: 2 });
    expect(at(100).expected).above(0.1);
    expect(at(1000).exceeded).below(0.1);
    expect(chanceLevel('psi', { categories: 10, reference: 200, sample: 300 }).expected).closeTo(
      9 / 200 + 9 / 300,
      1e-15,
    );
    expect(chanceLevel('psi', { categories: 1, reference: 2, sample: 3 })).deep.equal({ expected: 0, exceeded: 0 });
  });

  it('refuses sizes and measures that are none', () => {
    const options = { categories: 10, reference: 100, sample: 100 };
    expect(() => chanceLevel('kl' as never, options)).throws(RangeError, 'invalid measure');
    for (const name of ['categories', 'reference', 'sample'])
      expect(() => chanceLevel('psi', { ...options, [name]: 0 })).throws(RangeError, `invalid ${name}`);
    expect(() => chanceLevel('psi', { ...options, alpha: 1 })).throws(RangeError, 'invalid alpha');
  });
});

describe('permuteCounts', () => {
  it('rejects 5 % of samples without drift, sizes unequal and bins nearly empty', () => {
    const random = createRandom(3);
    const pValues = Array.from({ length: 300 }, () => {
      const [p, q] = [uniformCounts(20, random), uniformCounts(60, random)];
      return permuteCounts(p, q, (a, b) => psi(a, b), { random, permutations: 39 }).pValue;
    });
    for (const alpha of [0.05, 0.2]) {
      const rejected = pValues.filter((p) => p <= alpha).length;
      expect(rejected).within(300 * alpha - 3.3 * Math.sqrt(300 * alpha), 300 * alpha + 3.3 * Math.sqrt(300 * alpha));
    }
  });

  it('keeps the level with quantile bins of the reference', () => {
    const random = createRandom(4);
    const rejected = Array.from({ length: 250 }, () => {
      const bins = psiBins(normals(200, random));
      const counts = binCounts(bins, normals(50, random));
      return permuteCounts(bins.referenceCounts, counts, (a, b) => psi(a, b), { random, permutations: 39 }).pValue;
    }).filter((p) => p <= 0.05).length;
    expect(rejected).within(2, 25);
  });

  it('agrees with the chance level of large counts, and sees a drift', () => {
    const random = createRandom(5);
    const [p, q] = [uniformCounts(5000, random), uniformCounts(2000, random)];
    const level = chanceLevel('psi', { categories: 10, reference: 5000, sample: 2000 });
    const found = permuteCounts(p, q, (a, b) => psi(a, b), { random, permutations: 1999 });
    expect(found.statistic).equal(psi(p, q));
    expect(found.expected / level.expected).closeTo(1, 0.05);
    expect(found.exceeded / level.exceeded).closeTo(1, 0.08);
    expect(permuteCounts([40, 60], [80, 20], (a, b) => psi(a, b), { random }).pValue).equal(0.001);
    expect(permuteCounts([5, 5], [5, 5], (a, b) => psi(a, b), { random }).pValue).equal(1);
  });

  it('refuses counts that are not whole, empty samples and lists of different length', () => {
    const run = (p: number[], q: number[]) => () => permuteCounts(p, q, psi, { random: createRandom(1) });
    expect(run([1.5, 1], [1, 1])).throws(RangeError, 'invalid reference: expected an integer');
    expect(run([1, 1], [0, 0])).throws(RangeError, 'invalid sample: expected at least one above 0');
    expect(run([1, 1], [1, 1, 1])).throws(RangeError, 'invalid sample: expected 2 counts as in reference, got 3');
  });
});

describe('hypergeometricDraw', () => {
  it('follows its law', () => {
    const random = createRandom(6);
    for (const [total, marked, draws] of [
      [20, 7, 5],
      [12, 10, 9],
      [5000, 40, 1000],
    ]) {
      const counts = new Map<number, number>();
      for (let i = 0; i < 5000; i++) {
        const value = hypergeometricDraw(total, marked, draws, random);
        counts.set(value, (counts.get(value) ?? 0) + 1);
      }
      for (let k = 0; k <= draws; k++) {
        const p = hypergeometricPmf(k, total, marked, draws);
        const band = 4.5 * Math.sqrt((p * (1 - p)) / 5000) + 1e-12;
        if (p > 1e-3 || counts.has(k)) expect((counts.get(k) ?? 0) / 5000, `${k}`).closeTo(p, band + 3e-4);
      }
    }
  });

  it('has one value where nothing is left to chance', () => {
    const random = createRandom(7);
    expect(hypergeometricDraw(10, 10, 4, random)).equal(4);
    expect(hypergeometricDraw(10, 0, 4, random)).equal(0);
    expect(hypergeometricDraw(10, 4, 10, random)).equal(4);
    expect(hypergeometricDraw(0, 0, 0, random)).equal(0);
  });
});
