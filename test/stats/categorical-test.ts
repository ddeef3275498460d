import { expect } from 'chai';
import fc from 'fast-check';
import { createRandom } from '../../src/random';
import { association } from '../../src/stats/association';
import { categoricalCompare } from '../../src/stats/categoricalCompare';
import { chiSquare, goodnessOfFit, gTest } from '../../src/stats/chiSquare';
import { contingencyTable, type CountTable } from '../../src/stats/contingency';
import { fisherExact } from '../../src/stats/fisherExact';
import { ALTERNATIVES } from '../../src/stats/testResult';

function choose(n: number, k: number): bigint {
  if (k < 0 || k > n) return 0n;
  let product = 1n;
  for (let i = 1; i <= k; i++) product = (product * BigInt(n - k + i)) / BigInt(i);
  return product;
}

/** The p values of Fisher's test in whole numbers. */
function exactFisher([[a, b], [c, d]]: number[][]): Record<string, number> {
  const [first, second, draws] = [a + b, c + d, a + c];
  const ways = (k: number) => choose(first, k) * choose(second, draws - k);
  const share = (holds: (k: number) => boolean) => {
    let sum = 0n;
    for (let k = 0; k <= draws; k++) if (holds(k)) sum += ways(k);
    return Number((sum * 10n ** 300n) / choose(first + second, draws)) / 1e150 / 1e150;
  };
  return {
    'two-sided': share((k) => ways(k) <= ways(a)),
    less: share((k) => k <= a),
    greater: share((k) => k >= a),
  };
}

describe('contingencyTable', () => {
  it('counts the categories of both, strings by code point', () => {
    expect(contingencyTable(['a', 'b', 'a'], ['c', 'a'])).deep.equal({
      categories: ['a', 'b', 'c'],
      counts: [
        [2, 1, 0],
        [1, 0, 1],
      ],
    });
    const labels = ['\u{1F600}', '\uFFFD', 'b', 'B', 'ab', '10', '9', ''];
    expect(contingencyTable(labels, labels).categories).deep.equal([
      '',
      '10',
      '9',
      'B',
      'ab',
      'b',
      '\uFFFD',
      '\u{1F600}',
    ]);
  });

  it('keeps labels of different kinds apart, numbers in their order', () => {
    expect(contingencyTable([10, '1', 9, true], Int32Array.of(1)).categories).deep.equal([true, 1, 9, 10, '1']);
    // in the order NaN, __proto__, constructor
    expect(contingencyTable(['__proto__', 'NaN'], ['constructor']).counts).deep.equal([
      [1, 1, 0],
      [0, 0, 1],
    ]);
  });

  it('refuses empty lists, missing labels and what is no list', () => {
    expect(() => contingencyTable([], ['a'])).throws(RangeError, 'invalid reference: expected at least one label');
    expect(() => contingencyTable(['a'], [null as never])).throws(TypeError, 'got null at 0');
    expect(() => contingencyTable(['a'], [1, NaN])).throws(RangeError, 'got NaN at 1');
    expect(() => contingencyTable(['a'], 'b')).throws(TypeError, 'invalid sample: expected a list');
  });
});

describe('chiSquare', () => {
  it('takes a table or two lists of labels', () => {
    const fromLabels = chiSquare(['a', 'b', 'b', 'c'], ['a', 'a', 'c', 'd'], { correction: false });
    const table = [
      [1, 2, 1, 0],
      [2, 0, 1, 1],
    ];
    expect(fromLabels).deep.equal(chiSquare(table, { correction: false }));
    expect(chiSquare(table.map((row) => Float32Array.from(row)))).deep.equal(fromLabels);
    expect(fromLabels.df).equal(3);
  });

  it('gives one p value whatever the order of rows and columns, and twice the statistic for twice the counts', () => {
    const row = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 2, maxLength: 4 }),
        fc.constantFrom(1, 0, 2 / 3, -0.5, -1, -2),
        (table, lambda) => {
          const { statistic, pValue } = chiSquare(table, { lambda });
          const turned = chiSquare([0, 1, 2].map((j) => table.map((counts) => counts[j])).reverse(), { lambda });
          expect(turned.statistic).closeTo(statistic, 1e-12 * (1 + statistic));
          expect(pValue).within(0, 1);
          const doubled = chiSquare(
            table.map((counts) => counts.map((count) => 2 * count)),
            { lambda },
          );
          expect(doubled.statistic).closeTo(2 * statistic, 1e-12 * (1 + statistic));
        },
      ),
    );
  });

  it('is exactly 0 for equal shares, and finite where the observed count is 0 unless lambda forbids', () => {
    for (const lambda of [1, 0, 2 / 3, -0.5, -1, -2])
      expect(
        chiSquare(
          [
            [3e8, 7e8, 1],
            [3e8, 7e8, 1],
          ],
          { lambda },
        ),
      ).include({ statistic: 0, pValue: 1 });
    const table = [
      [0, 5],
      [5, 5],
    ];
    expect(gTest(table, { correction: false }).statistic).closeTo(5.23248143764548, 1e-13);
    expect(chiSquare(table, { lambda: -1, correction: false })).include({ statistic: Infinity, pValue: 0 });
  });

  it("moves the counts of a 2 × 2 table by Yates's half, and not beyond what is expected", () => {
    expect(
      chiSquare([
        [10, 10],
        [10, 11],
      ]),
    ).include({ statistic: 0, pValue: 1 });
    expect(
      chiSquare([
        [8, 2],
        [1, 5],
      ]).statistic,
    ).closeTo(3.8095238095238093, 1e-13);
    expect(
      chiSquare(
        [
          [8, 2, 1],
          [1, 5, 1],
        ],
        { correction: true },
      ),
    ).deep.equal(
      chiSquare(
        [
          [8, 2, 1],
          [1, 5, 1],
        ],
        { correction: false },
      ),
    );
  });

  it('has statistic 0 and p 1 where there is one category only', () => {
    expect(chiSquare(['a', 'a'], ['a'])).include({ statistic: 0, pValue: 1, df: 0 });
  });

  it('keeps its level under the null; with Yates it falls below it', () => {
    const random = createRandom(1);
    let [plain, corrected, likelihood] = [0, 0, 0];
    for (let trial = 0; trial < 3000; trial++) {
      const table = [100, 300].map((n) => {
        let ones = 0;
        for (let i = 0; i < n; i++) if (random.uniform() < 0.3) ones++;
        return [ones, n - ones];
      });
      if (chiSquare(table, { correction: false }).pValue <= 0.05) plain++;
      if (chiSquare(table).pValue <= 0.05) corrected++;
      if (gTest(table, { correction: false }).pValue <= 0.05) likelihood++;
    }
    for (const fired of [plain, likelihood]) expect(fired / 3000).within(0.038, 0.064);
    expect(corrected / 3000).within(0.02, 0.05);
  });

  it('names what is wrong with a table', () => {
    const wrong: readonly (readonly [CountTable, string])[] = [
      [
        [
          [10, 0],
          [15, 0],
        ],
        'expected no column of zeros, got column 1',
      ],
      [
        [
          [0, 0],
          [5, 6],
        ],
        'expected no row of zeros, got row 0',
      ],
      [[[1, 2], [3]], 'expected 2 counts in row 1, got 1'],
      [
        [
          [1, -2],
          [3, 4],
        ],
        'row 0 of table: expected numbers of at least 0, got -2 at 1',
      ],
      [
        [
          [1, NaN],
          [3, 4],
        ],
        'got NaN at 1',
      ],
      [[[], []], 'expected at least one column'],
    ];
    for (const [table, message] of wrong) expect(() => chiSquare(table)).throws(RangeError, message);
    expect(() => chiSquare(7 as never)).throws(TypeError, 'invalid table: expected rows of counts or a list of labels');
    expect(() =>
      chiSquare(
        [
          [1, 2],
          [3, 4],
        ],
        { lambda: NaN },
      ),
    ).throws(RangeError, 'invalid lambda');
  });
});

describe('goodnessOfFit', () => {
  it('expects equal counts unless told otherwise', () => {
    const counts = [18, 22, 16, 14, 12, 18];
    expect(goodnessOfFit(counts).pValue).closeTo(0.596343056440005, 1e-14);
    expect(goodnessOfFit(counts, { expected: counts })).include({ statistic: 0, pValue: 1 });
    expect(goodnessOfFit(counts, { ddof: 2 }).df).equal(3);
    expect(goodnessOfFit([4])).include({ statistic: 0, pValue: 1, df: 0 });
  });

  it('refuses expected counts of another sum or length, zeros, and too many parameters', () => {
    expect(() => goodnessOfFit([1, 2], { expected: [1, 1] })).throws(RangeError, 'expected the sum 3');
    expect(() => goodnessOfFit([1, 2], { expected: [3] })).throws(RangeError, 'expected 2 counts, got 1');
    expect(() => goodnessOfFit([1, 2], { expected: [3, 0] })).throws(RangeError, 'above 0, got 0');
    expect(() => goodnessOfFit([1, 2], { ddof: 2 })).throws(RangeError, 'invalid ddof');
    expect(() => goodnessOfFit([0, 0])).throws(RangeError, 'invalid observed');
    expect(() => goodnessOfFit([])).throws(RangeError, 'invalid observed');
  });
});

describe('fisherExact', () => {
  it('has the p values of whole-number arithmetic, ties and far tails included', () => {
    const random = createRandom(2);
    const tables = Array.from({ length: 60 }, (_, i) => {
      const most = [3, 12, 60][i % 3];
      return [0, 1].map(() => [random.integer(most), random.integer(most)]);
    });
    for (const table of [
      ...tables,
      [
        [150, 3],
        [2, 140],
      ],
      [
        [40, 40],
        [40, 40],
      ],
      [
        [0, 0],
        [0, 0],
      ],
    ]) {
      const exact = exactFisher(table);
      for (const alternative of ALTERNATIVES) {
        const { pValue } = fisherExact(table, { alternative });
        const name = `${JSON.stringify(table)} ${alternative}`;
        expect(pValue, name).closeTo(exact[alternative], 1e-12 * exact[alternative]);
      }
    }
  });

  it('is quick and exact for large tables', () => {
    // scipy.stats.fisher_exact
    expect(
      fisherExact([
        [18, 38200],
        [5, 41830],
      ]).pValue,
    ).closeTo(0.005356031330299372, 1e-13);
    expect(
      fisherExact([
        [5e8, 5e8],
        [5e8, 5e8],
      ]).pValue,
    ).equal(1);
  });

  it('has no odds ratio where a margin is empty', () => {
    expect(
      fisherExact([
        [0, 0],
        [3, 4],
      ]),
    ).deep.include({ statistic: NaN, pValue: 1 });
    expect(
      fisherExact([
        [12, 5],
        [0, 7],
      ]).statistic,
    ).equal(Infinity);
  });

  it('refuses other tables, parts of counts and unknown alternatives', () => {
    expect(() =>
      fisherExact([
        [1, 2, 3],
        [4, 5, 6],
      ]),
    ).throws(RangeError, 'expected 2 rows of 2 counts');
    expect(() =>
      fisherExact([
        [1.5, 2],
        [3, 4],
      ]),
    ).throws(RangeError, 'invalid table: expected an integer');
    expect(() =>
      fisherExact(
        [
          [1, 2],
          [3, 4],
        ],
        { alternative: 'both' as never },
      ),
    ).throws(RangeError, 'invalid alternative');
  });
});

describe('association', () => {
  it('is 1 for rows that determine the columns, 0 for independent ones', () => {
    const strong = association([
      [30, 0],
      [0, 20],
    ]);
    for (const value of [strong.cramersV, strong.tschuprowsT, strong.phiSquared]) expect(value).closeTo(1, 1e-14);
    expect(strong.contingencyCoefficient).closeTo(Math.SQRT1_2, 1e-14);
    const none = association([
      [1, 2],
      [2, 4],
    ]);
    expect(Object.values(none)).deep.equal([0, 0, 0, 0, 0]);
    expect(association(['a'], ['a']).cramersV).equal(0);
  });

  it('corrects what chance adds, which the plain V grows with the number of categories', () => {
    const random = createRandom(3);
    const counts = [0, 1].map(() => {
      const row = new Array<number>(20).fill(1);
      for (let i = 0; i < 200; i++) row[random.integer(20)]++;
      return row;
    });
    expect(association(counts).cramersV).above(0.15);
    expect(association(counts).cramersVCorrected).below(0.1);
  });
});

describe('categoricalCompare', () => {
  it('tells new and missing categories, the test and the sizes', () => {
    const found = categoricalCompare(['a', 'a', 'b', 'gone'], ['a', 'b', 'b', 'new']);
    expect(found).deep.include({ categories: ['a', 'b', 'gone', 'new'], unseen: ['new'], missing: ['gone'] });
    expect(found.test.df).equal(3);
    expect(found.totalVariation).equal(0.5);
    expect(found.largestDifference).equal(0.25);
    expect(found.psi).above(3);
    expect(found.jsDistance).closeTo(Math.sqrt(found.jsDivergence), 1e-15);
    expect(found.cramersV).closeTo(Math.sqrt(found.test.statistic / 8), 1e-15);
  });

  it('finds nothing between equal samples, and all between samples without a common category', () => {
    const same = categoricalCompare(['x', 'y', 'x'], ['y', 'x', 'x']);
    for (const value of [same.psi, same.jsDistance, same.hellinger, same.totalVariation, same.cramersV])
      expect(value).equal(0);
    expect(same.test.pValue).equal(1);
    const apart = categoricalCompare(['x'], ['y', 'z']);
    for (const value of [apart.jsDistance, apart.hellinger, apart.totalVariation]) expect(value).equal(1);
  });
});
