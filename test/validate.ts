import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeFileAtomic } from '../src/data/files';
import { checkNumber, checkOneOf } from '../src/errors';
import type { Cell, ValidationTable } from './validate/cell';
import { page } from './validate/page';
import { runCell, type RunOptions, type ValidationRow } from './validate/runTable';
import { tables } from './validate/tables';

/**
 * `make validate`: long simulations of what driftlab promises, written to docs/validation after each cell. Names of tables as
 * arguments run these alone; `--cells text` runs the cells with that text and keeps what is known of the others, `--unfinished` those
 * that were cut short; `--share 0.1` runs a tenth of the runs; `--seconds 20` no more of a cell than take that long; `--out folder`
 * writes elsewhere.
 */

const SEED = 1;
const FOLDER = join(__dirname, '../docs/validation');

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      share: { type: 'string', default: '1' },
      seconds: { type: 'string', default: '1e9' },
      out: { type: 'string', default: FOLDER },
      cells: { type: 'string', default: '' },
      unfinished: { type: 'boolean', default: false },
    },
  });
  const share = checkNumber('share', Number(values.share), 0, 1);
  const seconds = checkNumber('seconds', Number(values.seconds), 0);
  const names = tables.map(({ name }) => name);
  const chosen = positionals.map((name) => checkOneOf('table', name, names));
  for (const table of tables)
    if (chosen.length === 0 || chosen.includes(table.name))
      await validate(table, { seed: SEED, share, seconds }, values, values.out);
}

/** Which cells of a table are run. */
interface Choice {
  readonly cells: string;
  readonly unfinished: boolean;
}

async function validate(
  table: ValidationTable,
  effort: Required<RunOptions>,
  { cells: part, unfinished }: Choice,
  folder: string,
): Promise<void> {
  console.log(table.title);
  const known = new Map<string, readonly ValidationRow[]>();
  for (const row of written(join(folder, `${table.name}.json`)))
    known.set(row.cell, [...(known.get(row.cell) ?? []), row]);
  if (part === '' && !unfinished) known.clear();
  const chosen = ({ name, runs }: Cell): boolean =>
    name.includes(part) && !(unfinished && (known.get(name)?.[0].runs ?? 0) >= runs);
  for (const cell of table.cells.filter(chosen)) {
    const rows = await runCell(cell, table, effort);
    known.set(cell.name, rows);
    console.log(`  ${cell.name}: ${rows.map(({ measured }) => measured).join(', ')} of ${rows[0].runs}`);
    await write(
      table,
      effort,
      table.cells.flatMap(({ name }) => known.get(name) ?? []),
      folder,
    );
  }
  report([...known.values()].flat());
}

function written(path: string): readonly ValidationRow[] {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as { rows: ValidationRow[] }).rows : [];
}

async function write(
  table: ValidationTable,
  { seed, share }: Required<RunOptions>,
  rows: readonly ValidationRow[],
  folder: string,
): Promise<void> {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const machine = `${cpus().length} × ${cpus()[0].model}`;
  const about = { seed, commit, machine, node: process.version, share };
  await writeFileAtomic(join(folder, `${table.name}.json`), `${JSON.stringify({ ...about, rows }, null, 2)}\n`);
  await writeFileAtomic(join(folder, `${table.name}.md`), page(table, about, rows));
}

function report(rows: readonly ValidationRow[]): void {
  const failed = rows.filter(({ holds }) => !holds);
  for (const { cell, event, measured, band, uniformity } of failed)
    console.log(`  FAILS: ${cell}: ${event} in ${measured}, band ${band.join(' to ')}, uniform ${uniformity ?? '–'}`);
  console.log(`  ${rows.length - failed.length} of ${rows.length} lines hold`);
  if (failed.length > 0) process.exitCode = 1;
}

void main();
