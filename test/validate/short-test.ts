import { expect } from 'chai';
import { createRandom } from '../../src/random';
import { levelCell, type ValidationTable } from './cell';
import { page } from './page';
import { runTable, type ValidationRow } from './runTable';
import { tables } from './tables';

const WANTED = [
  'ksDrift, 20 against 20 rows, 1 continuous column',
  'ksDrift, AR(1) 0.9, 20 against 20 rows, blocks 50',
  'wassersteinDrift, 30 against 20 patients of 10 rows, groups',
  'chiSquareDrift, 20 against 20 rows, 1 tied column',
  'energyDrift, 20 against 20 rows, 1 continuous column',
  'n = 60',
  'change: mean + 1',
  'all cases, a third of them twins, 50 labels',
  'a decoy that follows, correlation 0.6',
];

describe('the long simulations', () => {
  it('hold in a small part', async () => {
    for (const table of tables) {
      const cells = table.cells.filter(({ name }) => WANTED.includes(name));
      if (cells.length === 0) continue;
      const rows = await runTable({ ...table, cells }, { seed: 2, share: 0.002 });
      expect(rows.filter(({ holds }) => !holds)).to.deep.equal([]);
    }
  });

  it('have the cells that this test names', () => {
    const names = tables.flatMap(({ cells }) => cells.map(({ name }) => name));
    expect(names).to.include.members(WANTED);
    expect(new Set(names).size).to.equal(names.length);
  });

  it('find a test that alarms too often, and p values that are not uniform', async () => {
    const table: ValidationTable = {
      name: 'wrong',
      title: 'Wrong tests',
      text: 'Each is wrong in its own way.',
      cells: [
        levelCell('right', 2000, (random) => Promise.resolve(random.uniform()), { uniform: true }),
        levelCell('too often', 2000, (random) => Promise.resolve(random.uniform() ** 1.5)),
        levelCell('not uniform', 2000, (random) => Promise.resolve(Math.sqrt(random.uniform())), { uniform: true }),
      ],
    };
    const rows = await runTable(table, { seed: 1 });
    const holds = (cell: string) => rows.filter((row) => row.cell === cell).every((row) => row.holds);
    expect([holds('right'), holds('too often'), holds('not uniform')]).to.deep.equal([true, false, false]);
    expect(page(table, { seed: 1 }, rows)).to.include('| right | p ≤ 0.05 | at most 0.05 | 2000 |');
    const timeless = (row: ValidationRow) => ({ ...row, milliseconds: 0 });
    expect((await runTable(table, { seed: 1 })).map(timeless)).to.deep.equal(rows.map(timeless));
  });

  it('draw every cell from a generator of its own', async () => {
    const seen: number[] = [];
    const cell = (name: string) => levelCell(name, 1, (random) => Promise.resolve((seen.push(random.uniform()), 1)));
    await runTable({ name: 't', title: '', text: '', cells: [cell('a'), cell('b')] }, { seed: 1 });
    expect(new Set(seen).size).to.equal(2);
    expect(createRandom(1).fork('t a').uniform()).to.equal(seen[0]);
  });
});
