import { expect } from 'chai';
import { createRandom, permutation, type Random } from '../../src/random';
import { adjustPValues } from '../../src/stats/adjustPValues';
import { binomialSf } from '../../src/stats/distributions/binomial';
import { maxT } from '../../src/stats/maxT';

describe('maxT', () => {
  it('counts maxima over all features, or over those with smaller statistics', () => {
    const statistics = [
      [5, 1, 2, 6, 0],
      [3, 2, 4, 1, 0],
      [1, 0, 0, 0, 2],
    ];
    expect([...maxT(statistics, { steps: 'single' })]).deep.equal([2 / 5, 3 / 5, 5 / 5]);
    // the second is compared with the maxima of the last two: 3, 2, 4, 1, 2
    expect([...maxT(statistics)]).deep.equal([2 / 5, 2 / 5, 2 / 5]);
  });

  it('is the plain permutation p value (1 + b)/(1 + B) of one feature', () => {
    expect([...maxT([[2, 1, 2, 3]])]).deep.equal([3 / 4]);
    expect([...maxT([[9, 1, 2, 3]])]).deep.equal([1 / 4]);
  });

  it('does not reject a feature before one with a larger statistic', () => {
    const random = createRandom(3);
    for (let trial = 0; trial < 50; trial++) {
      const statistics = Array.from({ length: 6 }, () => Array.from({ length: 20 }, () => random.integer(8)));
      const [down, single] = [maxT(statistics), maxT(statistics, { steps: 'single' })];
      statistics.forEach(([observed], i) => {
        expect(down[i]).at.most(single[i]);
        statistics.forEach(([other], j) => {
          if (observed > other) expect(down[i]).at.most(down[j]);
          if (observed === other) expect(down[i]).equal(down[j]);
        });
      });
    }
  });

  it('keeps the family-wise level for correlated features and finds more than holm', () => {
    const random = createRandom(21);
    const counts = { none: 0, partial: 0, down: 0, holm: 0 };
    for (let trial = 0; trial < TRIALS; trial++) {
      const fork = random.fork(trial);
      if (least(maxT(differences(fork, 0))) <= 0.1) counts.none++;
      // one feature has moved: a false alarm is one of the others
      const statistics = differences(fork, 0.9);
      const down = maxT(statistics);
      const holm = adjustPValues(statistics.map((one) => maxT([one])[0]));
      if (least(down.subarray(1)) <= 0.1) counts.partial++;
      if (down[0] <= 0.1) counts.down++;
      if (holm[0] <= 0.1) counts.holm++;
    }
    // at the level 0.1, more often but once in 10,000
    expect(binomialSf(counts.none - 1, TRIALS, 0.1)).above(1e-4);
    expect(binomialSf(counts.partial - 1, TRIALS, 0.1)).above(1e-4);
    expect(counts.none).above(0.06 * TRIALS);
    expect(counts.down).above(counts.holm + 0.05 * TRIALS);
  });

  it('counts a permutation that differs by rounding as equal', () => {
    expect([...maxT([[0.1 + 0.2, 0.3, 0.2]])]).deep.equal([2 / 3]);
    expect([...maxT([[0.3, 0.1 + 0.2, -0]])]).deep.equal([2 / 3]);
    expect([...maxT([[Infinity, 1, 2]])]).deep.equal([1 / 3]);
  });

  it('gives nothing for no features, and refuses lists that do not fit', () => {
    expect([...maxT([])]).deep.equal([]);
    expect(() => maxT([[]])).throws(RangeError, 'invalid statistics[0]');
    expect(() => maxT([[1, 2], [1]])).throws(RangeError, 'invalid statistics[1]: expected 2 values, got 1');
    expect(() => maxT([[1, NaN]])).throws(RangeError, 'invalid statistics[0]');
    expect(() => maxT([[1]], { steps: 'up' as never })).throws(RangeError, 'invalid steps');
  });
});

const TRIALS = 400;
const FEATURES = 12;
const [N, M] = [15, 25];

const least = (values: Float64Array) => values.reduce((a, b) => Math.min(a, b));

/** |mean difference| of features that correlate by 0.8, observed and for 99 permutations; the first one has moved. */
function differences(random: Random, shift: number): Float64Array[] {
  const rows = Array.from({ length: N + M }, (_, i) => {
    const common = random.normal();
    return Array.from(
      { length: FEATURES },
      (_, j) => Math.sqrt(0.8) * common + Math.sqrt(0.2) * random.normal() + (j === 0 && i < N ? shift : 0),
    );
  });
  const orders = Array.from({ length: 100 }, (_, b) => (b === 0 ? rows.map((_, i) => i) : permutation(N + M, random)));
  return Array.from({ length: FEATURES }, (_, j) => {
    const total = rows.reduce((sum, row) => sum + row[j], 0);
    return Float64Array.from(orders, (order) => {
      let sum = 0;
      for (let i = 0; i < N; i++) sum += rows[order[i]][j];
      return Math.abs(sum / N - (total - sum) / M);
    });
  });
}
