import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeFileAtomic } from '../src/data/files';
import { checkNumber, checkOneOf } from '../src/errors';
import type { ValidationTable } from './validate/cell';
import { page } from './validate/page';
import { runTable } from './validate/runTable';
import { tables } from './validate/tables';

/**
 * `make validate`: long simulations of what driftlab promises, written to docs/validation. Names of tables as arguments run these
 * alone; `--share 0.1` a tenth of the runs; `--seconds 20` no more runs of a cell than take that long; `--out folder` writes elsewhere; `--cells text` runs the cells with that text.
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
    },
  });
  const share = checkNumber('share', Number(values.share), 0, 1);
  const seconds = checkNumber('seconds', Number(values.seconds), 0);
  const names = tables.map(({ name }) => name);
  const chosen = positionals.map((name) => checkOneOf('table', name, names));
  for (const table of tables)
    if (chosen.length === 0 || chosen.includes(table.name))
      await validate(part(table, values.cells), { share, seconds }, values.out);
}

function part(table: ValidationTable, text: string): ValidationTable {
  return { ...table, cells: table.cells.filter(({ name }) => name.includes(text)) };
}

async function validate(
  table: ValidationTable,
  effort: { readonly share: number; readonly seconds: number },
  folder: string,
): Promise<void> {
  console.log(table.title);
  const started = process.cpuUsage();
  const rows = await runTable(table, { seed: SEED, ...effort, progress: (line) => console.log(`  ${line}`) });
  const { user, system } = process.cpuUsage(started);
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const machine = `${cpus().length} × ${cpus()[0].model}`;
  const about = {
    seed: SEED,
    commit,
    machine,
    node: process.version,
    minutes: Number(((user + system) / 6e7).toFixed(1)),
    share: effort.share,
  };
  await writeFileAtomic(join(folder, `${table.name}.json`), `${JSON.stringify({ ...about, rows }, null, 2)}\n`);
  await writeFileAtomic(join(folder, `${table.name}.md`), page(table, about, rows));
  const failed = rows.filter(({ holds }) => !holds);
  for (const { cell, event, measured, band } of failed)
    console.log(`  FAILS: ${cell}: ${event} in ${measured}, not ${band.join(' to ')}`);
  console.log(`  ${rows.length - failed.length} of ${rows.length} lines hold`);
  if (failed.length > 0) process.exitCode = 1;
}

void main();
