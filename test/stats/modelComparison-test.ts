import { expect } from 'chai';
import fc from 'fast-check';
import { createRandom, type Random } from '../../src/random';
import { binomialTest } from '../../src/stats/binomialTest';
import { bootstrapInterval } from '../../src/stats/bootstrapInterval';
import { cochranQ } from '../../src/stats/cochranQ';
import { compareRates } from '../../src/stats/compareRates';
import { delong } from '../../src/stats/delong';
import { agreementTable, mcnemar } from '../../src/stats/mcnemar';
import { mean } from '../../src/stats/moments';
import { pairedPermutation, signFlips } from '../../src/stats/pairedPermutation';
import { pairedTTest } from '../../src/stats/pairedTTest';
import { proportionInterval, type ProportionMethod } from '../../src/stats/proportionInterval';
import { ALTERNATIVES } from '../../src/stats/testResult';
import { twoProportions } from '../../src/stats/twoProportions';
import { wilcoxon } from '../../src/stats/wilcoxon';

const seeded = () => createRandom(11);
const normals = (count: number, random: Random) => Array.from({ length: count }, () => random.normal());
const swapped = { less: 'greater', greater: 'less', 'two-sided': 'two-sided' } as const;

/** All sign flips of `values` in turn. */
function* allSigns(count: number): Generator<number[]> {
  for (let code = 0; code < 2 ** count; code++)
    yield Array.from({ length: count }, (_, i) => ((code >> i) & 1 ? 1 : -1));
}

describe('mcnemar', () => {
  it('counts only what one model gets right and the other wrong', () => {
    const table = agreementTable([1, 1, 0, 1, 0], [true, false, true, false, false]);
    expect(table).deep.equal([
      [1, 2],
      [1, 1],
    ]);
    expect(mcnemar(table)).deep.equal(
      mcnemar([
        [99, 2],
        [1, 99],
      ]),
    );
  });

  it('keeps digits in the far tail', () => {
    expect(
      mcnemar([
        [0, 0],
        [1000, 0],
      ]).pValue /
        2 ** -999,
    ).closeTo(1, 1e-12);
  });

  it('has p 1 where no example tells the models apart, 1/2 for mid-p', () => {
    const table = [
      [5, 0],
      [0, 7],
    ];
    for (const method of ['exact', 'asymptotic', 'corrected'] as const)
      expect(mcnemar(table, { method })).include({ statistic: 0, pValue: 1 });
    expect(mcnemar(table, { method: 'midP' }).pValue).equal(0.5);
  });

  it('has far more power than an unpaired test of the same two accuracies', () => {
    // 2000 examples, 4 % of them better, 2.5 % worse
    expect(
      mcnemar([
        [1500, 50],
        [80, 370],
      ]).pValue,
    ).below(0.011);
    expect(twoProportions([1550, 2000], [1580, 2000]).pValue).above(0.2);
  });

  it('refuses other tables, answers and methods', () => {
    expect(() => mcnemar([[1, 2]])).throws(RangeError, 'invalid table');
    expect(() =>
      mcnemar(
        [
          [1, 2],
          [3, 4],
        ],
        { method: 'z' as never },
      ),
    ).throws(RangeError, 'invalid method');
    expect(() => agreementTable([1], [1, 0])).throws(RangeError, 'invalid rightB');
    expect(() => agreementTable([1], [2])).throws(RangeError, 'invalid rightB: expected true, false, 0 or 1, got 2');
  });
});

describe('cochranQ', () => {
  it('is McNemar without correction for two models', () => {
    const rows = [...Array<number[]>(5).fill([1, 0]), ...Array<number[]>(15).fill([0, 1]), [1, 1], [0, 0]];
    const { statistic, pValue } = mcnemar(
      [
        [1, 5],
        [15, 1],
      ],
      { method: 'asymptotic' },
    );
    expect(cochranQ(rows)).include({ df: 1 });
    expect(cochranQ(rows).statistic).closeTo(statistic, 1e-12);
    expect(cochranQ(rows).pValue).closeTo(pValue, 1e-12);
  });

  it('is 0 where the models never differ', () => {
    expect(
      cochranQ([
        [1, 1, 1],
        [0, 0, 0],
      ]),
    ).include({ statistic: 0, pValue: 1, df: 2 });
  });

  it('refuses rows that are uneven, too short, or not of 0 and 1', () => {
    for (const rows of [[], [[1]], [[1, 0], [1]], [[1, 2]]])
      expect(() => cochranQ(rows)).throws(RangeError, 'invalid rows');
  });
});

describe('pairedPermutation', () => {
  it('counts all sign flips as an enumeration does, ties and zeros included', () => {
    const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ min: -1, max: 1, noNaN: true }));
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 9 }),
        fc.constantFrom(...ALTERNATIVES),
        (values, alternative) => {
          const all = signFlips(values, allSigns(values.length), { alternative });
          const count = 2 ** values.length;
          const { statistic, pValue } = pairedPermutation(values, { random: seeded(), alternative });
          expect(pValue).closeTo((all.pValue * (count + 1) - 1) / count, 1e-12);
          expect(statistic).equal(mean(values));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('counts means within the width of a tie as equal', () => {
    const values = [3, 1, 2];
    const signs = [...allSigns(3)];
    // the mean is 2, and the next one below it is 4/3
    expect(signFlips(values, signs, { alternative: 'greater' }).pValue).equal(2 / 9);
    expect(signFlips(values, signs, { alternative: 'greater', tieWidth: 0.67 }).pValue).equal(3 / 9);
    expect(pairedPermutation(values, { random: seeded(), tieWidth: 0.67 }).pValue).equal(4 / 8);
    expect(pairedPermutation(values, { random: seeded(), tieWidth: 2 }).pValue).equal(1);
  });

  it('finds the same p value by sampling, never 0', () => {
    const values = normals(25, seeded()).map((value) => value + 0.4);
    const exact = pairedPermutation(values, { random: seeded(), method: 'exact' }).pValue;
    const sampled = pairedPermutation(values, { random: seeded(), method: 'sampled' }).pValue;
    expect(sampled).closeTo(exact, 5 * Math.sqrt(exact / 9999));
    const strong = pairedPermutation(new Array<number>(64).fill(1), { random: seeded(), permutations: 99 });
    expect(strong.pValue).equal(0.01);
    expect(pairedPermutation(new Array<number>(38).fill(1), { random: seeded(), method: 'exact' }).pValue).equal(
      2 ** -37,
    );
  });

  it('does not depend on the unit of the differences', () => {
    const values = [0.1, 0.2, 0.3, -0.1, 0.25, 0.05];
    for (const unit of [1e-15, 1e15])
      expect(
        pairedPermutation(
          values.map((value) => value * unit),
          { random: seeded() },
        ).pValue,
      ).equal(pairedPermutation(values, { random: seeded() }).pValue);
  });

  it('has p 1 where nothing differs', () => {
    expect(pairedPermutation([0, 0], { random: seeded() })).include({ statistic: 0, pValue: 1 });
  });

  it('refuses empty and infinite differences, too many to count, and signs that are none', () => {
    const random = seeded();
    for (const bad of [[], [1, NaN], [Infinity]])
      expect(() => pairedPermutation(bad, { random })).throws(RangeError, 'invalid differences');
    const many = new Array<number>(41).fill(1);
    expect(() => pairedPermutation(many, { random, method: 'exact' })).throws(RangeError, 'at most 40');
    expect(() => signFlips([1, 2], [[1]])).throws(RangeError, 'invalid signs: expected 2 in each row, got 1');
    expect(() => signFlips([1], [[0]])).throws(RangeError, 'invalid signs: expected 1 or −1, got 0');
    expect(() => signFlips([1], [])).throws(RangeError, 'invalid signs: expected at least one row');
    expect(() => signFlips([1], [[1]], { tieWidth: -1 })).throws(RangeError, 'invalid tieWidth');
  });
});

describe('wilcoxon', () => {
  it('counts the signs of tied ranks as an enumeration does', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 8 }), (values) => {
        const rank = (value: number) => {
          const below = values.filter((v) => v !== 0 && Math.abs(v) < Math.abs(value)).length;
          const upTo = values.filter((v) => v !== 0 && Math.abs(v) <= Math.abs(value)).length;
          return (below + 1 + upTo) / 2;
        };
        const weights = values.filter((value) => value !== 0).map(rank);
        const sums = [...allSigns(weights.length)].map((signs) =>
          weights.reduce((sum, w, i) => sum + (signs[i] > 0 ? w : 0), 0),
        );
        const above = values.reduce((sum, value) => sum + (value > 0 ? rank(value) : 0), 0);
        const share = (holds: (sum: number) => boolean) => sums.filter(holds).length / sums.length;
        const [less, greater] = [share((sum) => sum <= above), share((sum) => sum >= above)];
        expect(wilcoxon(values, { alternative: 'less' }).pValue).closeTo(less, 1e-12);
        expect(wilcoxon(values, { alternative: 'greater' }).pValue).closeTo(greater, 1e-12);
        expect(wilcoxon(values).pValue).closeTo(Math.min(1, 2 * Math.min(less, greater)), 1e-12);
      }),
      { numRuns: 60 },
    );
  });

  it('turns with its values', () => {
    const values = [...normals(70, seeded()), 0.5, 0.5, -0.5];
    const methods = ['exact', 'conditional', 'asymptotic', 'auto'] as const;
    for (const method of methods) {
      for (const alternative of ALTERNATIVES) {
        const { pValue } = wilcoxon(values, { method, alternative });
        const turned = wilcoxon(
          values.map((value) => -3 * value),
          { method, alternative: swapped[alternative] },
        );
        expect(turned.pValue, `${method} ${alternative}`).closeTo(pValue, 1e-12);
      }
    }
    const [asymptotic, exact] = (['asymptotic', 'conditional'] as const).map(
      (method) => wilcoxon(values, { method }).pValue,
    );
    expect(asymptotic).closeTo(exact, 0.01);
    expect(wilcoxon(values).method).contain('asymptotic');
  });

  it('has p 1 where nothing differs, and leaves NaN out if told so', () => {
    for (const method of ['exact', 'conditional', 'asymptotic'] as const)
      expect(wilcoxon([0, 0], { method })).include({ statistic: 0, pValue: 1 });
    expect(wilcoxon([1, NaN, 2, 3], { nanPolicy: 'omit' })).deep.equal(wilcoxon([1, 2, 3]));
    expect(() => wilcoxon([1, NaN])).throws(RangeError, 'invalid differences');
    expect(() => wilcoxon([])).throws(RangeError, 'invalid differences');
    expect(() => wilcoxon([1], { method: 'normal' as never })).throws(RangeError, 'invalid method');
  });
});

describe('pairedTTest', () => {
  it('has the values of SciPy', () => {
    const { statistic, pValue, df } = pairedTTest([0.81, 0.79, 0.84], [0.83, 0.82, 0.85]);
    expect(df).equal(2);
    expect(statistic).closeTo(3.464101615137761, 1e-12);
    expect(pValue).closeTo(0.07417990022744829, 1e-13);
  });

  it('has an interval that leaves out 0 just where p is below 1 − level', () => {
    const random = seeded();
    for (let i = 0; i < 50; i++) {
      const [x, y] = [normals(6, random), normals(6, random)];
      const { pValue, difference } = pairedTTest(x, y, { level: 0.8, testTrainRatio: 0.1 });
      expect(difference.low > 0 || difference.high < 0).equal(pValue < 0.2);
    }
  });

  it('widens for folds that share their training examples', () => {
    const [x, y] = [normals(10, seeded()), normals(10, createRandom(3))];
    const [plain, corrected] = [pairedTTest(x, y), pairedTTest(x, y, { testTrainRatio: 1 / 9 })];
    expect(corrected.statistic / plain.statistic).closeTo(Math.sqrt(0.1 / (0.1 + 1 / 9)), 1e-12);
  });

  it('answers constant differences, and refuses single pairs and unequal lengths', () => {
    expect(pairedTTest([1, 2], [1, 2])).include({ statistic: 0, pValue: 1 });
    expect(pairedTTest([1, 2], [2, 3])).include({ statistic: Infinity, pValue: 0 });
    expect(pairedTTest([2, 3], [1, 2], { alternative: 'greater' })).include({ statistic: -Infinity, pValue: 1 });
    expect(() => pairedTTest([1], [2])).throws(RangeError, 'invalid reference: expected at least 2');
    expect(() => pairedTTest([1, 2], [2, 3, 4])).throws(RangeError, 'invalid sample: expected as many');
  });
});

describe('binomialTest', () => {
  it('adds up all outcomes that are at most as likely', () => {
    const chosen = (n: number, k: number): number => (k === 0 ? 1 : (chosen(n, k - 1) * (n - k + 1)) / k);
    for (const [k, n, p] of [
      [3, 11, 0.25],
      [7, 10, 0.5],
      [0, 6, 0.9],
      [6, 6, 0.1],
      [2, 5, 1 / 3],
    ]) {
      const masses = Array.from({ length: n + 1 }, (_, i) => chosen(n, i) * p ** i * (1 - p) ** (n - i));
      const sum = masses.filter((mass) => mass <= masses[k] * (1 + 1e-9)).reduce((total, mass) => total + mass, 0);
      expect(binomialTest(k, n, { probability: p }).pValue).closeTo(sum, 1e-13);
    }
  });

  it('answers probabilities of 0 and 1 and no trials', () => {
    expect(binomialTest(0, 5, { probability: 0 }).pValue).equal(1);
    expect(binomialTest(1, 5, { probability: 0 }).pValue).equal(0);
    expect(binomialTest(5, 5, { probability: 1 }).pValue).equal(1);
    expect(binomialTest(0, 0)).include({ statistic: 0, pValue: 1 });
  });

  it('is quick for many trials', () => {
    expect(binomialTest(510000, 1000000).pValue / 5.5443632876992246e-89).closeTo(1, 1e-9);
    expect(binomialTest(5e11, 1e12).pValue).equal(1);
  });

  it('refuses counts that cannot be', () => {
    expect(() => binomialTest(6, 5)).throws(RangeError, 'invalid successes');
    expect(() => binomialTest(1, 1.5)).throws(RangeError, 'invalid trials');
    expect(() => binomialTest(1, 2, { probability: 2 })).throws(RangeError, 'invalid probability');
  });
});

describe('proportionInterval', () => {
  const methods: readonly ProportionMethod[] = ['wilson', 'clopperPearson', 'jeffreys', 'agrestiCoull', 'normal'];

  it('turns with successes and failures, and holds the estimate within [0, 1]', () => {
    for (const method of methods) {
      for (const [k, n] of [
        [0, 10],
        [3, 20],
        [10, 10],
        [1, 100000],
        [1, 1],
      ]) {
        const { low, high, estimate } = proportionInterval(k, n, { method });
        const other = proportionInterval(n - k, n, { method });
        expect(other.low).closeTo(1 - high, 1e-12);
        expect(other.high).closeTo(1 - low, 1e-12);
        if (method !== 'jeffreys') expect(low <= estimate && estimate <= high).equal(true);
        expect(low >= 0 && high <= 1).equal(true);
      }
    }
  });

  it('covers at least the level by Clopper–Pearson, about it by Wilson, and too little by the normal one', () => {
    const coverage = (method: ProportionMethod, p: number, n: number) => {
      let covered = 0;
      let mass = (1 - p) ** n;
      for (let k = 0; k <= n; k++) {
        const { low, high } = proportionInterval(k, n, { method });
        if (low <= p && p <= high) covered += mass;
        mass *= ((n - k) / (k + 1)) * (p / (1 - p));
      }
      return covered;
    };
    for (const p of [0.02, 0.1, 0.37, 0.5]) expect(coverage('clopperPearson', p, 40)).least(0.95);
    for (const p of [0.1, 0.37, 0.5]) expect(coverage('wilson', p, 40)).within(0.92, 0.98);
    expect(coverage('normal', 0.02, 40)).below(0.6);
  });

  it('refuses counts and levels that cannot be', () => {
    expect(() => proportionInterval(1, 0)).throws(RangeError, 'invalid trials');
    expect(() => proportionInterval(-1, 5)).throws(RangeError, 'invalid successes');
    expect(() => proportionInterval(1, 5, { level: 1 })).throws(RangeError, 'invalid level');
    expect(() => proportionInterval(1, 5, { method: 'wald' as never })).throws(RangeError, 'invalid method');
  });
});

describe('twoProportions', () => {
  it('turns with its samples', () => {
    const [one, other] = [twoProportions([5, 50], [12, 45]), twoProportions([12, 45], [5, 50])];
    expect(other.statistic).equal(-one.statistic);
    expect(other.difference.low).closeTo(-one.difference.high, 1e-15);
    const [less, greater] = (['less', 'greater'] as const).map((alternative) =>
      twoProportions([5, 50], [12, 45], { alternative }),
    );
    expect(less.pValue + greater.pValue).closeTo(1, 1e-15);
    expect(2 * less.pValue).closeTo(one.pValue, 1e-15);
  });

  it('has p 1 for equal shares, all failures included', () => {
    expect(twoProportions([0, 10], [0, 20])).include({ statistic: 0, pValue: 1 });
    expect(twoProportions([5, 10], [10, 20])).include({ statistic: 0, pValue: 1 });
  });
});

describe('delong', () => {
  it('has the area by pairs, ties half', () => {
    const labels = [0, 1, 0, 1, 1, 0];
    const scores = [1, 2, 2, 3, 1, 0];
    const { auc } = delong(labels, scores, scores);
    let wins = 0;
    for (const i of [1, 3, 4])
      for (const j of [0, 2, 5]) wins += scores[i] > scores[j] ? 1 : scores[i] === scores[j] ? 0.5 : 0;
    expect(auc[0].estimate).closeTo(wins / 9, 1e-15);
  });

  it('has p 1 for scores that order alike, and answers perfect scores', () => {
    const labels = [0, 0, 1, 1, 0, 1];
    const scores = [0.1, 0.5, 0.4, 0.9, 0.2, 0.8];
    expect(
      delong(
        labels,
        scores,
        scores.map((score) => Math.exp(9 * score)),
      ),
    ).include({ statistic: 0, pValue: 1 });
    const perfect = delong(
      labels,
      labels,
      labels.map((label) => 1 - label),
    );
    expect(perfect).include({ statistic: Infinity, pValue: 0 });
    expect(perfect.difference).include({ estimate: 1, low: 1, high: 1 });
  });

  it('fires in 5 % of pairs of equally good models', () => {
    const random = seeded();
    let fired = 0;
    for (let trial = 0; trial < 600; trial++) {
      const labels = Array.from({ length: 80 }, (_, i) => i % 2);
      const shared = normals(80, random);
      const [a, b] = [0, 1].map(() => labels.map((label, i) => label + shared[i] + random.normal()));
      if (delong(labels, a, b).pValue <= 0.05) fired++;
    }
    expect(fired / 600).within(0.022, 0.085);
  });

  it('refuses labels that are not 0 and 1, single examples, and unequal lengths', () => {
    expect(() => delong([0, 1, 2], [1, 2, 3], [1, 2, 3])).throws(RangeError, 'invalid labels: expected 0 or 1, got 2');
    expect(() => delong([0, 0, 1], [1, 2, 3], [1, 2, 3])).throws(RangeError, 'invalid labels: expected at least two');
    expect(() => delong([0, 0, 1, 1], [1, 2, 3], [1, 2, 3, 4])).throws(RangeError, 'invalid scoresA');
    expect(() => delong([0, 0, 1, 1], [1, 2, 3, 4], [1, 2, 3, NaN])).throws(RangeError, 'invalid scoresB');
  });
});

describe('compareRates', () => {
  it('has the probability of the closed sum for whole parameters', () => {
    // P(B > A) for Beta(2, 4) and Beta(3, 3): Σ over the successes of B
    const beta = (a: number, b: number): number => (a === 1 ? 1 / b : (beta(a - 1, b) * (a - 1)) / (a + b - 1));
    let sum = 0;
    for (let i = 0; i < 3; i++) sum += beta(2 + i, 4 + 3) / ((3 + i) * beta(1 + i, 3) * beta(2, 4));
    expect(compareRates([1, 4], [2, 4]).bGreater).closeTo(sum, 1e-14);
  });

  it('turns with its arguments, and expected losses differ by the difference of the means', () => {
    for (const [a, b, prior] of [
      [
        [45, 100],
        [60, 100],
        [1, 1],
      ],
      [
        [0, 3],
        [0, 0],
        [0.05, 0.3],
      ],
      [
        [99990, 100000],
        [7, 8],
        [0.5, 0.5],
      ],
    ] as const) {
      const [one, other] = [compareRates(a, b, { prior }), compareRates(b, a, { prior })];
      expect(one.bGreater + other.bGreater).closeTo(1, 1e-12);
      expect(one.expectedLossOfB - other.expectedLossOfB).closeTo(one.a.estimate - one.b.estimate, 1e-12);
    }
  });

  it('refuses counts and priors that cannot be', () => {
    expect(() => compareRates([2, 1], [1, 1])).throws(RangeError, 'invalid successes of a');
    expect(() => compareRates([1, 1], [1, -1])).throws(RangeError, 'invalid trials of b');
    expect(() => compareRates([1, 1], [1, 1], { prior: [0, 1] })).throws(RangeError, 'invalid prior');
  });
});

describe('bootstrapInterval, basic and BCa', () => {
  const skewed = (random: Random) => Array.from({ length: 15 }, () => Math.exp(random.normal()));

  it('mirrors the percentile interval at the estimate', () => {
    const values = skewed(seeded());
    const [percentile, basic] = (['percentile', 'basic'] as const).map((method) =>
      bootstrapInterval(values, mean, { random: seeded(), method }),
    );
    expect(basic.low).closeTo(2 * basic.estimate - percentile.high, 1e-15);
    expect(basic.high).closeTo(2 * basic.estimate - percentile.low, 1e-15);
  });

  it('is the percentile interval where there is neither bias nor skewness', () => {
    const indices = [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ];
    const options = { random: seeded(), indices, level: 0.5 };
    const [percentile, bca] = (['percentile', 'bca'] as const).map((method) =>
      bootstrapInterval([1, 3], mean, { ...options, method }),
    );
    expect(bca.low).closeTo(percentile.low, 1e-12);
    expect(bca.high).closeTo(percentile.high, 1e-12);
    expect(bootstrapInterval([2, 2, 2], mean, { random: seeded(), method: 'bca' })).include({ low: 2, high: 2 });
  });

  it('covers the mean of skewed values more often than the percentile interval', () => {
    const random = seeded();
    const covered = { percentile: 0, bca: 0 };
    for (let trial = 0; trial < 250; trial++) {
      const values = skewed(random);
      for (const method of ['percentile', 'bca'] as const) {
        const { low, high } = bootstrapInterval(values, mean, { random: random.fork(trial), resamples: 400, method });
        if (low <= Math.exp(0.5) && Math.exp(0.5) <= high) covered[method]++;
      }
    }
    expect(covered.bca).above(covered.percentile);
    expect(covered.bca / 250).above(0.8);
  });

  it('refuses a statistic whose replicates are all on one side, or that needs every item', () => {
    const run = (statistic: (values: readonly number[]) => number) => () =>
      bootstrapInterval([1, 2, 3], statistic, { random: seeded(), method: 'bca' });
    let calls = 0;
    expect(run(() => calls++)).throws(RangeError, "invalid method: 'bca' expects replicates on both sides");
    expect(run((values) => (values.length < 3 ? NaN : mean(values)))).throws(RangeError, 'invalid statistic');
    expect(() => bootstrapInterval([1], mean, { random: seeded(), method: 'normal' as never })).throws(
      RangeError,
      'invalid method',
    );
  });
});
