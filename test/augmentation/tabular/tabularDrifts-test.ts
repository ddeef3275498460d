import { expect } from 'chai';
import { driftStream } from '../../../src/augmentation/driftStream';
import { incremental } from '../../../src/augmentation/schedules/incremental';
import { correlationBreak } from '../../../src/augmentation/tabular/correlationBreak';
import { featureScale } from '../../../src/augmentation/tabular/featureScale';
import { featureShift } from '../../../src/augmentation/tabular/featureShift';
import { missingValues } from '../../../src/augmentation/tabular/missingValues';
import { newCategories } from '../../../src/augmentation/tabular/newCategories';
import { outliers } from '../../../src/augmentation/tabular/outliers';
import { swappedColumns } from '../../../src/augmentation/tabular/swappedColumns';
import type { TabularDrift } from '../../../src/augmentation/tabular/tabularDrift';
import { unitChange } from '../../../src/augmentation/tabular/unitChange';
import { sampler } from '../../../src/data/streams/streamSource';
import type { CategoricalColumn, NumericColumn, Table } from '../../../src/detectors/table';
import { createRandom, type Random } from '../../../src/random';

const ROWS = 2000;
const WARDS = ['A', 'B', 'C'];
const TOWNS = ['B', 'D'];

/** Height, and weight that depends on it; two columns of categories; a tenth of the heights missing. */
function patients(random: Random, rows = ROWS): Table {
  const z = Float64Array.from({ length: rows }, () => random.normal());
  const height = z.map((value, i) => (i % 10 === 0 ? NaN : 170 + 8 * value));
  const weight = z.map((value) => 70 + 8 * value + 6 * random.normal());
  const codes = (count: number) => Int32Array.from({ length: rows }, () => random.integer(count + 1) - 1);
  return {
    rows,
    columns: [
      { name: 'height', kind: 'numeric', values: height },
      { name: 'weight', kind: 'numeric', values: weight },
      { name: 'ward', kind: 'categorical', codes: codes(3), labels: WARDS },
      { name: 'town', kind: 'categorical', codes: codes(2), labels: TOWNS },
    ],
  };
}

const source = patients(createRandom(1));
const values = ({ columns }: Table, name: string) =>
  (columns.find((column) => column.name === name) as NumericColumn).values;
const words = ({ columns }: Table, name: string) => {
  const { codes, labels } = columns.find((column) => column.name === name) as CategoricalColumn;
  return Array.from(codes, (code) => labels[code]);
};
const share = (hits: readonly boolean[]) => hits.filter(Boolean).length / hits.length;
const changed = (a: ArrayLike<number>, b: ArrayLike<number>) => share(Array.from(a, (x, i) => !Object.is(x, b[i])));
/** Five standard errors. */
const near = (p: number) => 5 * Math.sqrt((p * (1 - p)) / ROWS) + 1e-12;

function correlation(table: Table): number {
  const [x, y] = ['height', 'weight'].map((name) => values(table, name));
  const rows = Array.from(x.keys()).filter((i) => !Number.isNaN(x[i]) && !Number.isNaN(y[i]));
  const centred = (from: Float64Array) => {
    const mean = rows.reduce((sum, i) => sum + from[i], 0) / rows.length;
    return rows.map((i) => from[i] - mean);
  };
  const [a, b] = [centred(x), centred(y)];
  const dot = (p: number[], q: number[]) => p.reduce((sum, value, i) => sum + value * q[i], 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

const DRIFTS: readonly TabularDrift[] = [
  featureShift({ columns: ['height'], by: 5 }),
  featureScale({ columns: ['weight'], factor: 2, centre: 70 }),
  missingValues({ columns: ['weight', 'ward'], share: 0.5 }),
  unitChange({ columns: ['weight'], factor: 2.2046 }),
  newCategories({ columns: ['ward'], labels: ['annex', 'tent'], share: 0.4 }),
  swappedColumns('height', 'weight'),
  outliers({ columns: ['weight'], by: 500, share: 0.2 }),
  correlationBreak('weight'),
];

for (const drift of DRIFTS)
  describe(drift.name, () => {
    it('is the identity at severity 0 and does not change its input', () => {
      expect(drift.apply(source, 0, createRandom(1))).deep.equal(source);
      drift.apply(source, 1, createRandom(1));
      expect(source).deep.equal(patients(createRandom(1)));
    });

    it('gives the same table for the same seed, with the same rows, names and kinds', () => {
      const drifted = drift.apply(source, 0.6, createRandom(2));
      expect(drifted).deep.equal(drift.apply(source, 0.6, createRandom(2)));
      expect(drifted).not.deep.equal(source);
      expect(drifted.rows).equal(ROWS);
      expect(drifted.columns.map(({ name, kind }) => [name, kind])).deep.equal(
        source.columns.map(({ name, kind }) => [name, kind]),
      );
    });

    it('takes a table without rows', () => {
      expect(drift.apply(patients(createRandom(1), 0), 1, createRandom(1)).rows).equal(0);
    });

    it('goes through a stream: nothing before, a part during, all after', () => {
      const stream = driftStream(sampler((random) => patients(random, 50)), [drift], incremental({ at: 2, width: 2 }), { random: createRandom(3), length: 6 }); // prettier-ignore
      const plain = driftStream(sampler((random) => patients(random, 50)), [drift], incremental({ at: 5, width: 1 }), { random: createRandom(3), length: 6 }); // prettier-ignore
      const same = [...stream].map((table, t) => {
        try {
          expect(table).deep.equal([...plain][t]);
          return true;
        } catch {
          return false;
        }
      });
      expect(same).deep.equal([true, true, true, false, false, false]);
    });

    it('refuses a severity outside [0, 1] and names the columns where one is missing', () => {
      for (const severity of [-0.1, 1.5, NaN])
        expect(() => drift.apply(source, severity, createRandom(1))).throw(RangeError, 'invalid severity');
      const other: Table = { rows: 1, columns: [{ name: 'pulse', kind: 'numeric', values: Float64Array.of(60) }] };
      expect(() => drift.apply(other, 1, createRandom(1))).throw(
        RangeError,
        /invalid columns: expected names out of pulse, got "(height|weight|ward)"/,
      );
    });
  });

describe('tabular drifts do what their names say:', () => {
  const at = (drift: TabularDrift, severity: number) => drift.apply(source, severity, createRandom(4));

  it('a shift adds, missing values stay missing', () => {
    const shifted = values(at(featureShift({ columns: ['height'], by: 5 }), 0.4), 'height');
    expect(shifted).deep.equal(values(source, 'height').map((x) => x + 2));
  });

  it('a scale stretches about its centre', () => {
    const scaled = values(at(featureScale({ columns: ['weight'], factor: 4, centre: 70 }), 0.5), 'weight');
    values(source, 'weight').forEach((x, i) => expect(scaled[i]).closeTo(70 + 2 * (x - 70), 1e-9));
  });

  it('values are missing at the share asked for, in any row', () => {
    const table = at(missingValues({ columns: ['weight', 'ward'], share: 0.5 }), 0.6);
    expect(share(Array.from(values(table, 'weight'), Number.isNaN))).closeTo(0.3, near(0.3));
    const lost = words(source, 'ward').map((word, i) => word !== undefined && words(table, 'ward')[i] === undefined);
    expect(share(lost)).closeTo(0.3 * 0.75, near(0.25));
  });

  it('the largest values are missing where it is said so', () => {
    const left = values(at(missingValues({ columns: ['height'], share: 0.5, which: 'largest' }), 0.4), 'height');
    const before = values(source, 'height').filter((x) => !Number.isNaN(x)).sort(); // prettier-ignore
    expect(left.filter((x) => !Number.isNaN(x)).sort()).deep.equal(before.subarray(0, 0.8 * before.length));
  });

  it('another unit is used in a share of the rows', () => {
    const table = values(at(unitChange({ columns: ['weight'], factor: 2, offset: 1 }), 0.3), 'weight');
    const moved = Array.from(values(source, 'weight'), (x, i) => table[i] === 2 * x + 1);
    expect(share(moved)).closeTo(0.3, near(0.3));
    expect(Array.from(table).every((x, i) => moved[i] || x === values(source, 'weight')[i])).equal(true);
  });

  it('new categories come up in a share of the rows, the others stay', () => {
    const wards = words(at(newCategories({ columns: ['ward'], labels: ['annex', 'tent'], share: 0.5 }), 0.8), 'ward');
    const before = words(source, 'ward');
    for (const label of ['annex', 'tent']) expect(share(wards.map((word) => word === label))).closeTo(0.2, near(0.2));
    expect(wards.every((word, i) => word === before[i] || ['annex', 'tent'].includes(word))).equal(true);
  });

  it('columns are exchanged row by row, also categories with other labels', () => {
    for (const [first, second] of [
      ['height', 'weight'],
      ['ward', 'town'],
    ])
      // prettier-ignore
      for (const severity of [0.4, 1]) {
        const table = at(swappedColumns(first, second), severity);
        const read = (table: Table, name: string): unknown[] => first === 'ward' ? words(table, name) : [...values(table, name)];
        const [a, b, c, d] = [read(source, first), read(source, second), read(table, first), read(table, second)];
        const swapped = a.map((x, i) => !Object.is(x, c[i]) || !Object.is(b[i], d[i]));
        a.forEach((x, i) =>
          expect([c[i], d[i]]).deep.equal(swapped[i] ? [b[i], x] : [x, b[i]]),
        );
        const differ = share(a.map((x, i) => !Object.is(x, b[i])));
        expect(share(swapped)).closeTo(severity * differ, 0.06);
      }
  });

  it('outliers lie as far off as asked, on both sides', () => {
    const table = values(at(outliers({ columns: ['weight'], by: 500, share: 0.2 }), 0.5), 'weight');
    const jumps = Array.from(values(source, 'weight'), (x, i) => Math.round(table[i] - x));
    for (const jump of [500, -500]) expect(share(jumps.map((x) => x === jump))).closeTo(0.05, near(0.05));
    expect(share(jumps.map((x) => x === 0))).closeTo(0.9, near(0.1));
  });

  it('a broken correlation leaves the distribution of each column, and (1 − severity) of the correlation', () => {
    const before = correlation(source);
    for (const severity of [0.3, 1]) {
      const table = at(correlationBreak('weight'), severity);
      expect(values(table, 'weight').slice().sort()).deep.equal(values(source, 'weight').slice().sort());
      expect(values(table, 'height')).deep.equal(values(source, 'height'));
      expect(correlation(table)).closeTo((1 - severity) * before, 0.1);
      expect(changed(values(table, 'weight'), values(source, 'weight'))).closeTo(severity, near(severity) + 0.01);
    }
  });

  const wrong: Record<string, () => unknown> = {
    'invalid by': () => featureShift({ columns: ['height'], by: Infinity }),
    'invalid factor': () => featureScale({ columns: ['height'], factor: 0 }),
    'invalid share': () => missingValues({ columns: ['height'], share: 1.5 }),
    'invalid which': () => missingValues({ columns: ['height'], which: 'some' as 'any' }),
    'invalid labels': () => newCategories({ columns: ['ward'], labels: [] }),
    'invalid offset': () => unitChange({ columns: ['height'], factor: 2, offset: NaN }),
    'invalid by: expected a number in [5e-324': () => outliers({ columns: ['height'], by: 0 }),
  };
  for (const [message, make] of Object.entries(wrong))
    it(`refuses: ${message}`, () => expect(make).throw(RangeError, message));

  it('refuses numbers for categories and the other way round', () => {
    const apply = (drift: TabularDrift) => () => at(drift, 1);
    expect(apply(featureShift({ columns: ['ward'], by: 1 }))).throw(TypeError, 'got categories in column "ward"');
    expect(apply(newCategories({ columns: ['height'], labels: ['x'] }))).throw(
      TypeError,
      'got numbers in column "height"',
    );
    expect(apply(swappedColumns('height', 'ward'))).throw(TypeError, 'column "ward"');
  });
});
