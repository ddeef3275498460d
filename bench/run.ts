import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { basename, join } from 'node:path';
import { loadBenches } from './harness/load';
import { measure, type Comparison } from './harness/measure';

type Result = ReturnType<typeof result> & { readonly machine: string };

const HEADINGS = ['work', 'ms', 'p90', 'set-up', 'peer', 'ms', 'p90', 'set-up', 'ratio', 'mark'];

/** `run [name…]` times the benches in files of this folder, or those named; prints a table and writes results.json. */
async function main(names: readonly string[]): Promise<void> {
  const files = readdirSync(__dirname).filter((file) => file.endsWith('.ts') && hasBenches(join(__dirname, file)));
  const chosen = files.filter((file) => names.length === 0 || names.includes(basename(file, '.ts')));
  if (chosen.length === 0)
    throw new RangeError(
      `no such bench: expected some of ${files.map((file) => basename(file, '.ts')).join(', ')}, got ${names.join(', ')}`,
    );
  const [load] = loadavg();
  if (load > 0.5) console.log(`The machine is busy (load ${load.toFixed(1)}): trust ratios, not milliseconds.`);
  const rows: Comparison[] = [];
  for (const file of chosen) {
    const path = join(__dirname, file);
    for (const [index, bench] of loadBenches(path).entries()) rows.push(...(await measure(path, index, bench)));
  }
  console.log(table([HEADINGS, ...rows.map(cells)]));
  const machine = `${cpus().length} × ${cpus()[0].model}, Node ${process.versions.node}, load ${load.toFixed(1)}`;
  save(rows.map((row) => ({ ...result(row), machine })));
}

/** Told from the text: a file here may also be a program, which would start when it is loaded. */
function hasBenches(path: string): boolean {
  return readFileSync(path, 'utf8').includes('\nexport const benches');
}

/** Writes results.json; what was not measured this time stays in it. */
function save(rows: readonly Result[]): void {
  const path = join(__dirname, 'results.json');
  const before = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Result[]) : [];
  const kept = before.filter(({ name }) => !rows.some((row) => row.name === name));
  writeFileSync(path, `${JSON.stringify([...kept, ...rows], null, 2)}\n`);
}

function cells({ name, ours, peer, theirs }: Comparison): string[] {
  const times = (timing = theirs): string[] =>
    timing ? [timing.ms, timing.p90, timing.setupMs].map((ms) => ms.toFixed(1)) : ['not installed', '', ''];
  const ratio = theirs ? (ours.ms / theirs.ms).toFixed(2) : '';
  return [
    name,
    ...times(ours),
    peer?.name ?? '',
    ...(peer ? times() : ['', '', '']),
    ratio,
    peer?.mark === undefined ? '' : `≤ ${peer.mark}`,
  ];
}

function result({ name, ours, peer, theirs }: Comparison) {
  const { ms, p90, setupMs } = ours;
  const ratio = theirs ? ms / theirs.ms : null;
  return {
    name,
    ms,
    p90,
    setupMs,
    peer: peer?.name ?? null,
    peerMs: theirs?.ms ?? null,
    peerP90: theirs?.p90 ?? null,
    peerSetupMs: theirs?.setupMs ?? null,
    ratio,
    mark: peer?.mark ?? null,
  };
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
