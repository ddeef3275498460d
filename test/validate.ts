import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { writeFileAtomic } from '../src/data/files';
import { mmd } from '../src/detectors/mmd';
import { fromRows } from '../src/matrix';
import { createRandom, type Random } from '../src/random';
import { betaBinomial } from '../src/stats/betaBinomial';
import { conformalThreshold } from '../src/stats/conformalThreshold';

/** `make validate`: long simulations of what driftlab promises, written to docs/validation. */

const SEED = 1;
const FOLDER = join(__dirname, '../docs/validation');

/** One promise: how often something happened, and the 99 % binomial band around what was promised. */
interface Row {
  readonly promise: string;
  readonly runs: number;
  readonly promised: number;
  readonly measured: number;
  readonly band: readonly [number, number];
  readonly holds: boolean;
}

function row(promise: string, hits: number, runs: number, promised: number): Row {
  const margin = 2.576 * Math.sqrt((promised * (1 - promised)) / runs);
  const band = [promised - margin, promised + margin].map((x) => Number(x.toFixed(4))) as [number, number];
  const measured = Number((hits / runs).toFixed(4));
  return { promise, runs, promised, measured, band, holds: measured >= band[0] && measured <= band[1] };
}

const normals = (count: number, random: Random): number[] => Array.from({ length: count }, () => random.normal());

/** Alarms of fresh normals under thresholds from calibration sets of `n`, each with a set of its own. */
function conformal(n: number, random: Random): Row[] {
  const runs = 20_000;
  const fresh = 100;
  let alarms = 0;
  let inside = 0;
  let rank = 0;
  for (let run = 0; run < runs; run++) {
    const found = conformalThreshold(normals(n, random));
    if (found.kind === 'none') throw new Error(found.because);
    rank = found.rank;
    const count = normals(fresh, random).filter((score) => score > found.threshold).length;
    const [low, high] = betaBinomial(fresh, rank, n + 1 - rank).interval(0.99);
    alarms += Number(random.integer(fresh) < count); // one fresh image of each run: independent trials
    inside += Number(count >= low && count <= high);
  }
  const [low, high] = betaBinomial(fresh, rank, n + 1 - rank).interval(0.99);
  const law = betaBinomial(fresh, rank, n + 1 - rank);
  return [
    row(`conformal threshold, ${n} calibration images: false-alarm rate`, alarms, runs, rank / (n + 1)),
    row(`the same: count of ${fresh} inside its 99 % band`, inside, runs, law.cdf(high) - law.cdf(low - 1)),
  ];
}

async function mmdLevel(n: number, m: number, random: Random): Promise<Row> {
  const runs = 2000;
  let rejections = 0;
  for (let run = 0; run < runs; run++) {
    const [x, y] = [n, m].map((count) => fromRows(Array.from({ length: count }, () => normals(5, random))));
    rejections += Number((await mmd(x, y, { random, permutations: 199 })).pValue <= 0.05);
  }
  return row(`MMD, ${n} against ${m} rows of 5 columns without drift: p ≤ 0.05`, rejections, runs, 0.05);
}

async function main(): Promise<void> {
  const random = createRandom(SEED);
  const rows: Row[] = [];
  for (const n of [20, 60, 200]) rows.push(...conformal(n, random.fork(`conformal ${n}`)));
  for (const [n, m] of [
    [20, 20],
    [10, 40],
    [60, 100],
  ])
    rows.push(await mmdLevel(n, m, random.fork(`mmd ${n} ${m}`)));
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const about = { seed: SEED, commit, machine: `${cpus().length} × ${cpus()[0].model}`, node: process.version };
  await writeFileAtomic(join(FOLDER, 'level.json'), `${JSON.stringify({ ...about, rows }, null, 2)}\n`);
  await writeFileAtomic(join(FOLDER, 'level.md'), page(about, rows));
  console.table(rows);
  if (rows.some(({ holds }) => !holds)) process.exitCode = 1;
}

function page(about: Readonly<Record<string, unknown>>, rows: readonly Row[]): string {
  const facts = Object.entries(about).map(([name, value]) => `${name} ${String(value)}`);
  const lines = rows.map(
    ({ promise, runs, promised, measured, band, holds }) =>
      `| ${promise} | ${runs} | ${promised.toFixed(4)} | ${measured} | ${band.join(' to ')} | ${holds ? 'yes' : 'no'} |`,
  );
  return `# Level: do promises hold?

Made by \`make validate\` (${facts.join(', ')}). The band is the 99 % binomial band around what is promised.

| promise | runs | promised | measured | band | holds |
| --- | ---: | ---: | ---: | --- | --- |
${lines.join('\n')}
`;
}

void main();
