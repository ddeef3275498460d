import { expect } from 'chai';
import { chiSquareDrift } from '../../src/detectors/chiSquareDrift';
import { cramerVonMisesDrift } from '../../src/detectors/cramerVonMisesDrift';
import type { BatchDetector, DriftResult } from '../../src/detectors/driftResult';
import { driftTable } from '../../src/detectors/driftTable';
import type { FeatureDriftOptions } from '../../src/detectors/featureDetector';
import { jsDrift } from '../../src/detectors/jsDrift';
import { ksDrift } from '../../src/detectors/ksDrift';
import { psiDrift } from '../../src/detectors/psiDrift';
import type { TableData } from '../../src/detectors/table';
import { tabularDrift } from '../../src/detectors/tabularDrift';
import { wassersteinDrift } from '../../src/detectors/wassersteinDrift';
import { matrix } from '../../src/matrix';
import { createRandom, type Random } from '../../src/random';
import { kolmogorovSmirnov } from '../../src/stats/kolmogorovSmirnov';
import { psi } from '../../src/stats/psi';
import { wasserstein } from '../../src/stats/wasserstein';

type Build = (reference: TableData, options?: FeatureDriftOptions) => BatchDetector<TableData>;

const ofNumbers: Readonly<Record<string, Build>> = {
  ksDrift,
  cramerVonMisesDrift,
  wassersteinDrift,
  psiDrift,
  jsDrift,
  tabularDrift,
};
const ofCategories: Readonly<Record<string, Build>> = { chiSquareDrift, psiDrift, jsDrift, tabularDrift };

const normals = (count: number, random: Random, shift = 0) =>
  Float64Array.from({ length: count }, () => random.normal() + shift);
const letters = (count: number, random: Random, kinds = 4) =>
  Array.from({ length: count }, () => 'ABCDEFGH'[random.integer(kinds)]);

describe('the detectors of columns', () => {
  for (const [name, build] of Object.entries(ofNumbers)) {
    describe(`${name}, of numbers`, () => {
      it('sees a shift of one column among others, and which column and rows', async () => {
        const random = createRandom(1);
        const sample = { a: normals(80, random), b: normals(80, random, 1.2), c: normals(80, random) };
        sample.b[17] = 9;
        const reference = { a: normals(120, random), b: normals(120, random), c: normals(120, random) };
        const result = await build(reference, { random }).compare(sample);
        expect(result.drift).to.equal(true);
        expect(result.features.map(({ drift }) => drift)).to.deep.equal([false, true, false]);
        expect(result.pValue).to.equal(result.features[1].adjustedPValue);
        expect(result.mostDrifted).to.include(17);
        expect(result.features[1].effect!.interval!.low).to.be.above(0);
        expect(JSON.parse(JSON.stringify(result))).to.deep.equal(result);
      });

      it('alarms in at most 5 % of samples without drift, of rows, of groups and of blocks', async () => {
        const random = createRandom(3);
        const runs = 120;
        let [rows, groups] = [0, 0];
        for (let run = 0; run < runs; run++) {
          const [x, y] = [patients(12, random), patients(9, random)];
          const of = build({ x: x.values }, { random, permutations: 99, groups: x.groups('r') });
          groups += Number((await of.compare({ x: y.values }, { groups: y.groups('s') })).drift);
          const [u, v] = [normals(30, random), normals(12, random)];
          rows += Number((await build({ u }, { random, permutations: 99 }).compare({ u: v })).drift);
        }
        // 14 or more of 120 has probability 0.003 at 5 %
        expect(rows).to.be.below(14);
        expect(groups).to.be.below(14);
      });

      it('has p value 1 for equal samples, and no alarm for one value against one', async () => {
        const x = normals(20, createRandom(5));
        expect((await build({ x }).compare({ x })).pValue).to.equal(1);
        const one = await build({ x: [1] }).compare({ x: [2] });
        // the bins of PSI and Jensen–Shannon are the reference's, so that the two splits differ
        const least = ['psiDrift', 'jsDrift'].includes(name) ? 0.5 : 1;
        expect([one.pValue, one.drift]).to.deep.equal([least, false]);
        expect(one.notes[0]).to.include(`no alarm is possible: p cannot fall below ${least}, and alpha is 0.05`);
      });

      it('finds a constant column that is constant no more, and says so', async () => {
        const reference = { x: new Float64Array(60).fill(3) };
        const same = await build(reference).compare({ x: [3, 3, 3, 3, 3, 3] });
        expect([same.pValue, same.features[0].note]).to.deep.equal([
          1,
          'constant in the reference; 0 of 6 sample values differ',
        ]);
        const moved = await build(reference).compare({ x: [2, 2, 2, 2, 3, 2] });
        expect(moved.drift).to.equal(true);
        expect(moved.features[0].note).to.equal('constant in the reference; 5 of 6 sample values differ');
        expect(moved.features[0].statistic).to.be.within(0, 10);
      });

      it('is as blind as it says where blocks leave too few units', async () => {
        const random = createRandom(1);
        const result = await build({ x: normals(20, random) }, { blocks: 50 }).compare({ x: normals(20, random, 9) });
        expect([result.pValue, result.drift]).to.deep.equal([1, false]);
        expect(result.notes[0]).to.include('1 + 1 blocks; it takes more blocks');
      });
    });
  }

  for (const [name, build] of Object.entries(ofCategories)) {
    it(`${name} sees a new category, and names it`, async () => {
      const random = createRandom(2);
      const sample = [...letters(40, random), 'Z', 'Z', 'Z', 'Z', 'Z', 'Z', 'Z', 'Z'];
      const { drift, features, mostDrifted } = await build({ ward: letters(200, random) }, { random }).compare({
        ward: sample,
      });
      expect(drift).to.equal(true);
      expect(features[0].note).to.equal('not in the reference: "Z" (8 rows)');
      expect(mostDrifted.slice(0, 8)).to.deep.equal([40, 41, 42, 43, 44, 45, 46, 47]);
    });
  }

  it('gives the statistics of the tests that they are named after', async () => {
    const random = createRandom(4);
    const [x, y] = [normals(40, random), normals(25, random, 0.4)];
    const statistic = async (build: Build, options = {}) => (await build({ x }, options).compare({ x: y })).statistic;
    const ks = kolmogorovSmirnov(x, y);
    expect(await statistic(ksDrift)).to.equal(ks.statistic);
    expect(await statistic(ksDrift, { correction: 'maxT' })).to.be.closeTo(ks.statistic, 1e-12);
    expect((await ksDrift({ x }).compare({ x: y })).pValue).to.be.closeTo(ks.pValue, 1e-12);
    expect(await statistic(wassersteinDrift)).to.be.closeTo(wasserstein(x, y), 1e-12);
    expect(await statistic(cramerVonMisesDrift, { correction: 'maxT' })).to.be.closeTo(
      await statistic(cramerVonMisesDrift),
      1e-12,
    );
  });

  it('cuts the bins of PSI at order statistics of the reference, with open ends and a bin for a frequent value', async () => {
    const [reference, sample] = [
      [0, 0, 0, 0, 1, 2, 3, 4, 5, 6],
      [-7, 0, 0, 1.5, 2, 3, 9, 9],
    ];
    const { statistic } = await psiDrift({ x: reference }, { bins: 5 }).compare({ x: sample });
    // up to 0 without it, 0, up to 1 … of ten values, two in each bin: (−∞, 0) {0} (0, 2] (2, 4] (4, ∞)
    const [p, q] = [
      [0, 4, 2, 2, 2],
      [1, 2, 2, 1, 2],
    ].map((counts) => counts.map((count) => count + 0.5));
    expect(statistic).to.be.closeTo(psi(p, q, { smoothing: 'none' }), 1e-12);
  });

  it('corrects for the number of columns, each way', async () => {
    const random = createRandom(8);
    const [reference, sample] = [matrix(normals(4000, random), 100, 40), matrix(normals(2000, random), 50, 40)];
    const raw: Record<string, DriftResult> = {};
    for (const correction of ['holm', 'bonferroni', 'bh', 'by', 'maxT'] as const)
      raw[correction] = await ksDrift(reference, { correction, random }).compare(sample);
    const least = Math.min(...raw.holm.features.map(({ pValue }) => pValue));
    expect(raw.holm.pValue).to.be.closeTo(Math.min(1, 40 * least), 1e-12);
    expect(raw.bonferroni.pValue).to.equal(raw.holm.pValue);
    expect(raw.bh.pValue).to.be.at.most(raw.holm.pValue);
    expect(raw.by.pValue).to.be.at.least(raw.bh.pValue);
    expect(raw.maxT.features).to.have.length(40);
  });

  it('says when there are too few permutations for the correction', async () => {
    const random = createRandom(8);
    const [x, y] = [matrix(normals(400, random), 40, 10), matrix(normals(400, random, 3), 40, 10)];
    const few = await wassersteinDrift(x, { correction: 'holm', permutations: 99, random }).compare(y);
    expect([few.drift, few.pValue]).to.deep.equal([false, 0.1]);
    expect(few.notes[0]).to.match(/^no alarm is possible: p cannot fall below 0.1, and alpha is 0.05/);
    expect(few.notes[0]).to.match(/\(40 \+ 40 rows; it takes more permutations or fewer columns\)$/);
    const raised = await wassersteinDrift(x, { correction: 'holm', alpha: 0.005, random }).compare(y);
    expect([raised.drift, raised.notes.length]).to.deep.equal([true, 0]);
  });

  it('says so of counts that are permuted, and not where one column has a law', async () => {
    const random = createRandom(9);
    const [rare, common] = [(i: number) => `${i % 8}`, (i: number) => `${i % 2}`];
    const of = (kinds: readonly ((i: number) => string)[], rows: number) =>
      Object.fromEntries(kinds.map((kind, j) => [`c${j}`, Array.from({ length: rows }, (_, i) => kind(i))]));
    const compare = async (kinds: readonly ((i: number) => string)[]) =>
      chiSquareDrift(of(kinds, 60), { permutations: 30, random }).compare(of(kinds, 50));
    const [both, one] = [await compare([rare, rare]), await compare([rare, common])];
    expect(both.notes.join()).to.match(/^no alarm is possible: p cannot fall below 0\.065, /);
    expect(both.method).to.equal('column tests, 30 permutations of counts, corrected by Holm');
    expect(one.notes).to.deep.equal([]);
    expect(one.method).to.equal('column tests, p values by law and 30 permutations of counts, corrected by Holm');
  });

  it('counts as many categories as there are rows', async () => {
    const rows = (from: number) => Array.from({ length: 150_000 }, (_, i) => `id ${from + i}`);
    const { drift, features } = await chiSquareDrift({ id: rows(0) }, { permutations: 1 }).compare({ id: rows(1000) });
    expect(drift).to.equal(false);
    expect(features[0].note).to.match(/^not in the reference: .* and 995 more$/);
  });

  it('refuses more splits than memory has bytes', async () => {
    const random = createRandom(1);
    const detector = wassersteinDrift({ x: normals(50, random) }, { permutations: 1e10 });
    expect((await detector.compare({ x: [1] })).method).to.match(/^column tests, 51 splits/);
    const sample = { x: normals(50, random) };
    expect(await detector.compare(sample).catch((error: Error) => error.message)).to.equal(
      'invalid permutations: expected at most 42949671 for 100 rows, got 10000000000',
    );
  });

  it('treats missing values as it is told', async () => {
    const random = createRandom(9);
    const reference = { x: normals(200, random), c: letters(200, random) };
    const sample = { x: normals(60, random).map((value, i) => (i % 3 ? value : NaN)), c: letters(60, random) };
    const rejected = await tabularDrift(reference)
      .compare(sample)
      .catch((error: Error) => error.message);
    expect(rejected).to.equal(
      `invalid sample: expected no missing values unless nanPolicy is 'omit' or 'test', got 20 in column "x"`,
    );
    const omitted = await tabularDrift(reference, { nanPolicy: 'omit' }).compare(sample);
    expect([omitted.drift, omitted.features[0].note]).to.deep.equal([
      false,
      'missing: 0 in the reference, 20 in the sample',
    ]);
    for (const build of [tabularDrift, wassersteinDrift] as Build[]) {
      const columns =
        build === tabularDrift ? { reference, sample } : { reference: { x: reference.x }, sample: { x: sample.x } };
      const tested = await build(columns.reference, { nanPolicy: 'test' }).compare(columns.sample);
      expect(tested.drift).to.equal(true);
      expect(tested.features.filter(({ drift }) => drift).map(({ name }) => name)).to.deep.equal(['x (missing)']);
    }
  });

  it('never takes a column without values for one without drift', async () => {
    const [reference, sample] = [{ x: [1, 2, 3, 4, 5, 6, 7, 8] }, { x: new Float64Array(8).fill(NaN) }];
    const omit = await ksDrift(reference, { nanPolicy: 'omit' })
      .compare(sample)
      .catch((error: Error) => error.message);
    expect(omit).to.equal('invalid sample: expected a value in column "x", got none');
    const { drift, features } = await ksDrift(reference, { nanPolicy: 'test' }).compare(sample);
    expect(drift).to.equal(true);
    expect(features[0].note).to.equal('no values in the sample; missing: 0 in the reference, 8 in the sample');
  });

  it('ranks infinite values, and refuses them where a distance would be infinite', async () => {
    const [reference, sample] = [{ x: [1, 2, 3, -Infinity] }, { x: [Infinity, Infinity, 2, 5] }];
    expect((await ksDrift(reference).compare(sample)).statistic).to.equal(0.75);
    expect((await psiDrift(reference).compare(sample)).statistic).to.be.above(0);
    expect(() => wassersteinDrift(reference)).to.throw(
      RangeError,
      'invalid reference: expected numbers between ±1e+150 in column "x", got -Infinity',
    );
    const message = await wassersteinDrift({ x: [1, 2] })
      .compare(sample)
      .catch((error: Error) => error.message);
    expect(message).to.equal('invalid sample: expected numbers between ±1e+150 in column "x", got Infinity');
  });

  it('holds the effect of the population in its intervals, also where that is 0', async () => {
    const random = createRandom(11);
    const held = { wassersteinDrift: [0, 0], psiDrift: [0, 0], ksDrift: [0, 0], jsDrift: [0, 0] };
    for (const [name, counts] of Object.entries(held))
      for (let run = 0; run < 100; run++) {
        const [x, zero] = [normals(60, random), normals(40, random)];
        const detector = ofNumbers[name]({ x }, { random, permutations: 99 });
        for (const shift of [0, 0.5]) {
          const { low, high } = (await detector.compare({ x: zero.map((value) => value + shift) })).effect!.interval!;
          const truth = { wassersteinDrift: shift, psiDrift: 0.2423, ksDrift: 0.1974, jsDrift: 0.2078 }[name]!;
          counts[shift === 0 ? 0 : 1] += Number(low <= (shift && truth) && (shift && truth) <= high);
        }
      }
    // 88 or fewer of 100 has probability 0.004 at 95 %
    for (const [name, counts] of Object.entries(held)) for (const count of counts) expect(count, name).to.be.above(88);
  });

  it('gives the same for the same seed', async () => {
    const [x, y] = [normals(20, createRandom(1)), normals(20, createRandom(2))];
    const run = () => psiDrift({ x }, { random: createRandom(7) }).compare({ x: y });
    expect(await run()).to.deep.equal(await run());
  });

  it('gives rows for a table, the smallest p value first', async () => {
    const random = createRandom(1);
    const reference = { a: normals(50, random), b: normals(50, random) };
    const rows = driftTable(await ksDrift(reference).compare({ a: normals(50, random), b: normals(50, random, 2) }));
    expect(rows.map(({ column }) => column)).to.deep.equal(['b', 'a']);
    expect(Object.keys(rows[0])).to.have.length(11);
    const tested = { name: 'b', kind: 'numeric', test: 'none', drift: true } as const;
    const numbers = { statistic: 2 / 3, pValue: 1.23456e-9, adjustedPValue: 1 };
    const [short] = driftTable({ features: [{ ...tested, ...numbers }] }, { digits: 3 });
    expect(short).to.include({ statistic: 0.667, pValue: 1.23e-9, adjustedPValue: 1, value: null, low: null });
    expect(() => driftTable({ features: [] }, { digits: 0 })).to.throw(
      RangeError,
      'invalid digits: expected an integer',
    );
  });

  it('names what is wrong with a reference or an option', () => {
    const x = { x: [1, 2, 3] };
    const wrong: [() => unknown, typeof TypeError | typeof RangeError, string][] = [
      [
        () => ksDrift({ x: [] }),
        RangeError,
        'invalid rows of reference: expected an integer in [1, 9007199254740991], got 0',
      ],
      [
        () => ksDrift({ x: ['a'] }),
        TypeError,
        'invalid reference: expected columns that ksDrift can test, "x" is categorical',
      ],
      [() => chiSquareDrift(x), TypeError, 'expected columns that chiSquareDrift can test, "x" is numeric'],
      [
        () => ksDrift({ x: [NaN] }),
        RangeError,
        `invalid reference: expected no missing values unless nanPolicy is 'omit' or 'test'`,
      ],
      [
        () => ksDrift({ x: [NaN] }, { nanPolicy: 'omit' }),
        RangeError,
        'invalid reference: expected a value in column "x", got none',
      ],
      [() => ksDrift(x, { alpha: 1 }), RangeError, 'invalid alpha: expected a number in (0, 1), got 1'],
      [() => ksDrift(x, { correction: 'none' as never }), RangeError, 'invalid correction: expected one of holm, '],
      [() => ksDrift(x, { permutations: 0 }), RangeError, 'invalid permutations: expected an integer in [1, '],
      [
        () => ksDrift(x, { nanPolicy: 'drop' as never }),
        RangeError,
        'invalid nanPolicy: expected one of error, omit, test',
      ],
      [
        () => ksDrift(x, { groups: [1] }),
        RangeError,
        'invalid groups of reference: expected 3 labels, one per row, got 1',
      ],
      [() => ksDrift(x, { blocks: 0.5 }), RangeError, 'invalid blocks: expected an integer'],
      [() => psiDrift(x, { bins: 1 }), RangeError, 'invalid bins: expected an integer in [2, 10000], got 1'],
      [
        () => tabularDrift(x, { tests: { numeric: 'mmd' as never } }),
        RangeError,
        'invalid tests.numeric: expected one of ks, ',
      ],
    ];
    for (const [call, kind, message] of wrong) expect(call).to.throw(kind, message);
  });

  it('names what is wrong with a sample', async () => {
    const detector = tabularDrift({ x: [1, 2, 3], c: ['a', 'b', 'a'] });
    const wrong: [TableData, string, object?][] = [
      [{ x: [], c: [] }, 'invalid rows of sample: expected an integer in [1, 9007199254740991], got 0'],
      [{ x: [1] }, 'invalid sample: expected a column "c" as in the reference, got none'],
      [{ x: [1], c: ['a'], d: [1] }, `invalid sample: expected the reference's columns, got "d" as well`],
      [{ x: ['1'], c: ['a'] }, 'invalid sample: expected numeric values in column "x", got categorical ones'],
      [
        { x: [1], c: ['a'] },
        'invalid groups of reference: expected 3 labels, one per row, got none',
        { groups: ['p'] },
      ],
    ];
    for (const [sample, message, dependence] of wrong)
      expect(await detector.compare(sample, dependence).catch((error: Error) => error.message)).to.include(message);
    const other = await ksDrift(matrix(new Float64Array(6), 3, 2))
      .compare(matrix(new Float64Array(6), 2, 3))
      .catch((error: Error) => error.message);
    expect(other).to.equal(`invalid sample: expected the reference's columns, got "2" as well`);
  });
});

/** Five rows for each patient, with intraclass correlation 0.8. */
function patients(count: number, random: Random): { values: Float64Array; groups: (side: string) => string[] } {
  const own = normals(count, random);
  const values = Float64Array.from({ length: 5 * count }, (_, i) => 2 * own[Math.floor(i / 5)] + random.normal());
  return { values, groups: (side) => Array.from(values, (_, i) => `${side}${Math.floor(i / 5)}`) };
}
