import { expect } from 'chai';
import { driftTable } from '../../src/detectors/driftTable';
import { table, type CategoricalColumn, type NumericColumn, type TableData } from '../../src/detectors/table';
import { tabularDrift } from '../../src/detectors/tabularDrift';
import { fromRows, matrix } from '../../src/matrix';
import { skip } from '../skip';

describe('table', () => {
  it('reads columns by name: numbers, strings and booleans', () => {
    const { rows, columns } = table({
      age: [61, 48],
      ward: ['B', 'A'],
      smoker: [true, false],
      dose: new Float32Array([1, 2]),
    });
    expect(rows).to.equal(2);
    expect(columns.map(({ name, kind }) => `${name} ${kind}`)).to.deep.equal([
      'age numeric',
      'ward categorical',
      'smoker categorical',
      'dose numeric',
    ]);
    expect([...(columns[1] as CategoricalColumn).codes]).to.deep.equal([0, 1]);
    expect((columns[1] as CategoricalColumn).labels).to.deep.equal(['B', 'A']);
    expect((columns[2] as CategoricalColumn).labels).to.deep.equal(['true', 'false']);
  });

  it('reads records, in which a key may be missing', () => {
    const { columns } = table([{ a: 1, b: 'x' }, { a: null }, { b: 'y', a: 3 }]);
    expect([...(columns[0] as NumericColumn).values]).to.deep.equal([1, NaN, 3]);
    expect([...(columns[1] as CategoricalColumn).codes]).to.deep.equal([0, -1, 1]);
  });

  it('reads a matrix, with names if there are any', () => {
    const rows = fromRows([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    expect(table(rows).columns.map(({ name }) => name)).to.deep.equal(['0', '1']);
    const named = table(rows, { names: ['x', 'y'] }).columns[1] as NumericColumn;
    expect([named.name, ...named.values]).to.deep.equal(['y', 2, 4, 6]);
  });

  it('takes numbers for categories where it is told so', () => {
    const column = table({ code: [7, 9, 7, NaN] }, { categorical: ['code'] }).columns[0] as CategoricalColumn;
    expect([column.labels, [...column.codes]]).to.deep.equal([
      ['7', '9'],
      [0, 1, 0, -1],
    ]);
  });

  it('reads what has the shape of a data frame', () => {
    const frame = {
      columns: ['a', 'b'],
      values: [
        [1, 'x'],
        [2, 'y'],
      ],
      shape: [2, 2],
    };
    expect(table(frame).columns.map(({ kind }) => kind)).to.deep.equal(['numeric', 'categorical']);
    expect(table(table(frame))).to.deep.equal(table(frame));
  });

  it('reads a DataFrame of danfojs, and gives rows for one', async function () {
    let danfo: { DataFrame: new (data: unknown) => { columns: string[]; values: unknown; shape: number[] } };
    try {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- an optional package without types here
      danfo = require(process.env.DRIFTLAB_DANFOJS ?? 'danfojs-node') as typeof danfo;
    } catch {
      return skip(this, 'danfojs-node is not installed');
    }
    const frame = new danfo.DataFrame({
      age: [61, 48, 50, 37],
      ward: ['A', 'B', 'A', 'A'],
      in: [true, false, true, true],
    });
    const { rows, columns } = table(frame);
    expect(rows).to.equal(4);
    expect(columns.map(({ name, kind }) => `${name} ${kind}`)).to.deep.equal([
      'age numeric',
      'ward categorical',
      'in categorical',
    ]);
    const found = driftTable(await tabularDrift(frame).compare(frame));
    expect(new danfo.DataFrame(found).shape).to.deep.equal([3, 11]);
  });

  it('takes a list of values for one column', () => {
    expect(table([1, null, 3]).columns).to.deep.equal([
      { name: 'value', kind: 'numeric', values: Float64Array.of(1, NaN, 3) },
    ]);
    expect(table(['x', 'y']).columns[0].kind).to.equal('categorical');
    expect(table(new Float32Array(5)).rows).to.equal(5);
  });

  it('names what is wrong', () => {
    const wrong: [TableData, object, typeof TypeError | typeof RangeError, string][] = [
      [5 as never, {}, TypeError, 'invalid data: expected a table, got 5'],
      [[{ a: 1 }, 3] as never, {}, TypeError, 'invalid data: expected records of named values, got 3'],
      [{}, {}, RangeError, 'invalid data: expected at least one column, got none'],
      [[], {}, RangeError, 'invalid data: expected at least one column, got none'],
      [{ a: [1], b: [1, 2] }, {}, RangeError, 'invalid data: expected 1 rows in column "b", got 2'],
      [{ a: 3 as never }, {}, TypeError, 'invalid data: expected an array for column "a", got 3'],
      [{ a: [1, 'x'] }, {}, TypeError, 'invalid data: expected numbers in column "a", got "x" in row 1'],
      [{ a: ['x', 1] }, {}, TypeError, 'invalid data: expected strings in column "a", got 1 in row 1'],
      [{ a: [1] }, { categorical: ['b'] }, RangeError, 'invalid categorical: expected names of columns, got "b"'],
      [
        matrix(new Float32Array(2), 1, 2),
        { names: ['a'] },
        RangeError,
        'invalid names: expected 2 names, one per column, got 1',
      ],
      [matrix(new Float32Array(2), 1, 2), { names: ['a', 'a'] }, RangeError, 'expected columns of different names'],
    ];
    for (const [data, options, kind, message] of wrong) expect(() => table(data, options)).to.throw(kind, message);
  });
});
