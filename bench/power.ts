import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BatchDetector } from '../src/detectors/driftResult';
import { energyDrift } from '../src/detectors/energyDrift';
import { ksDrift } from '../src/detectors/ksDrift';
import { mmdDrift } from '../src/detectors/mmdDrift';
import { checkOneOf } from '../src/errors';
import { matrix, type Matrix } from '../src/matrix';
import { createRandom, type Random } from '../src/random';
import { writeNpy } from './harness/npy';
import { fusePairs, published, type FuseSetting } from './power/fusePairs';
import { shiftPairs, type Pairs } from './power/shiftPairs';

// How often do kernel detectors find drift of many kinds, beside alibi-detect on the same pairs of samples, and beside the published
// figures of MMD-FUSE? Both sides are set to a level of 5 % on null pairs of the same kind of data. Prints tables, writes power.json
// and docs/validation/power.md.
//
//   node -r ts-node/register/transpile-only bench/power.ts [shifts | fuse | all] [share of the runs, default 1]
//
// ALIBI_PYTHON names a Python with alibi-detect 0.13.0 and torch 2.13.0; without it only our side is measured. About 15 minutes of
// one core, most of them alibi-detect's.

const LEVEL = 0.05;
const RUNS = { pairs: 1000, null: 1000, fuse: 200 };
const PERMUTATIONS = 99;
const REPLICATES = 1000;

type PValues = Record<string, number[]>;

const detectors: Readonly<Record<string, (x: Matrix, random: Random) => BatchDetector<Matrix>>> = {
  mmdDrift: (x, random) => mmdDrift(x, { random, permutations: PERMUTATIONS }),
  'mmdDrift, fine': (x, random) => mmdDrift(x, { random, permutations: PERMUTATIONS, bandwidth: 'fine' }),
  energyDrift: (x, random) => energyDrift(x, { random, permutations: PERMUTATIONS }),
  ksDrift: (x) => {
    const detector = ksDrift(x);
    return { ...detector, compare: (sample) => detector.compare(sample) };
  },
};

async function ours({ reference, sample, runs }: Pairs): Promise<PValues> {
  const found: PValues = {};
  for (const [name, build] of Object.entries(detectors)) {
    found[name] = [];
    for (let run = 0; run < runs; run++) {
      const detector = build(part(reference, run, runs), createRandom(run));
      found[name].push((await detector.compare(part(sample, run, runs))).pValue);
    }
  }
  return found;
}

function part({ values, rows, columns }: Matrix, run: number, runs: number): Matrix {
  const count = rows / runs;
  return matrix(values.slice(run * count * columns, (run + 1) * count * columns), count, columns);
}

async function alibi(python: string, all: Readonly<Record<string, Pairs>>): Promise<Record<string, PValues>> {
  const folder = mkdtempSync(join(tmpdir(), 'driftlab-power-'));
  try {
    for (const [name, { reference, sample }] of Object.entries(all)) {
      await writeNpy(join(folder, `${name}-reference.npy`), reference);
      await writeNpy(join(folder, `${name}-sample.npy`), sample);
    }
    const runs = Object.fromEntries(Object.entries(all).map(([name, pairs]) => [name, pairs.runs]));
    const options = JSON.stringify({ runs, permutations: PERMUTATIONS });
    const script = join(__dirname, 'power_alibi.py');
    const env = { ...process.env, OMP_NUM_THREADS: '1', TF_CPP_MIN_LOG_LEVEL: '3' };
    const stdio = ['ignore', 'pipe', 'ignore'] as ['ignore', 'pipe', 'ignore'];
    const text = execFileSync(python, [script, folder, options], { encoding: 'utf8', maxBuffer: 1e9, env, stdio });
    return JSON.parse(text) as Record<string, PValues>;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Compared {
  readonly shift: string;
  readonly runs: number;
  readonly nullRuns: number;
  readonly ours: string;
  readonly alibi: string;
  readonly power: number;
  readonly alibiPower: number;
  readonly difference: number;
  /** Of the difference, 95 %. */
  readonly low: number;
  readonly high: number;
}

const pairings = {
  mmdDrift: 'MMDDrift',
  'mmdDrift, fine': 'MMDDrift',
  energyDrift: 'MMDDrift',
  ksDrift: 'KSDrift',
} as const;

async function compareShifts(scale: number): Promise<Compared[]> {
  const all = await shiftPairs({ pairs: Math.ceil(RUNS.pairs * scale), null: Math.ceil(RUNS.null * scale) });
  const found: Record<string, PValues> = {};
  for (const [name, pairs] of Object.entries(all)) found[name] = await ours(pairs);
  const python = process.env.ALIBI_PYTHON;
  const theirs = python ? await alibi(python, all) : {};
  for (const [name, pValues] of Object.entries(theirs)) Object.assign(found[name], pValues);
  return Object.entries(all).flatMap(([shift, { base, runs }]) =>
    base === undefined
      ? []
      : Object.entries(pairings).map(([ours, alibi]) => {
          const sizes = { shift, runs, nullRuns: all[base].runs, ours, alibi };
          return { ...sizes, ...comparePowers(found[base], found[shift], ours, alibi) };
        }),
  );
}

type Powers = Pick<Compared, 'power' | 'alibiPower' | 'difference' | 'low' | 'high'>;

/** Both powers at the same level, with a bootstrap interval of their difference: of the pairs, which both saw, and of the null pairs. */
function comparePowers(nulls: PValues, shifted: PValues, ours: string, alibi: string): Powers {
  const random = createRandom(1);
  const powersOf = (nullRuns: ArrayLike<number>, runs: ArrayLike<number>): [number, number] => {
    const one = (name: string): number => powerAt(LEVEL, pick(nulls[name], nullRuns), pick(shifted[name], runs));
    return [one(ours), nulls[alibi] ? one(alibi) : NaN];
  };
  const draw = (count: number): number[] => Array.from({ length: count }, () => random.integer(count));
  const [all, allNull] = [shifted[ours].map((_, i) => i), nulls[ours].map((_, i) => i)];
  const [power, alibiPower] = powersOf(allNull, all);
  const differences = Array.from({ length: REPLICATES }, () => {
    const [first, second] = powersOf(draw(allNull.length), draw(all.length));
    return first - second;
  }).sort((a, b) => a - b);
  const [low, high] = [0.025, 0.975].map((share) => differences[Math.floor(share * REPLICATES)]);
  const rounded = (value: number): number => Number(value.toFixed(3));
  return {
    ...{ power: rounded(power), alibiPower: rounded(alibiPower), difference: rounded(power - alibiPower) },
    ...{ low: rounded(low), high: rounded(high) },
  };
}

function pick(values: readonly number[], places: ArrayLike<number>): number[] {
  return Array.from(places, (place) => values[place]);
}

/** The power of a test that would reject in exactly the level of null runs: between two p values it rejects by lot. */
function powerAt(level: number, nulls: readonly number[], pValues: readonly number[]): number {
  const share = (list: readonly number[], keep: (p: number) => boolean): number =>
    list.filter(keep).length / list.length;
  const sorted = Float64Array.from(nulls).sort();
  const at = sorted[Math.floor(level * sorted.length)];
  const [below, equal] = [share(nulls, (p) => p < at), share(nulls, (p) => p === at)];
  const lot = equal > 0 ? (level - below) / equal : 0;
  return share(pValues, (p) => p < at) + lot * share(pValues, (p) => p === at);
}

async function compareFuse(scale: number) {
  const rows = [];
  for (const [setting, theirs] of Object.entries(published) as [FuseSetting, (typeof published)[FuseSetting]][]) {
    const runs = Math.ceil(RUNS.fuse * scale);
    const alarms = [0, 0];
    for (let run = 0; run < runs; run++) {
      const random = createRandom(run);
      const [x, y] = fusePairs(setting, random);
      for (const [k, bandwidth] of (['fused', 'fine'] as const).entries()) {
        const detector = mmdDrift(x, { random, permutations: 199, bandwidth });
        alarms[k] += Number((await detector.compare(y)).drift);
      }
    }
    rows.push({ setting, runs, mmdDrift: alarms[0] / runs, fine: alarms[1] / runs, ...theirs });
  }
  return rows;
}

interface Results {
  readonly shifts?: readonly Compared[];
  readonly fuse?: Awaited<ReturnType<typeof compareFuse>>;
}

async function main(part = 'all', scale = 1): Promise<void> {
  checkOneOf('part', part, ['shifts', 'fuse', 'all']);
  const path = join(__dirname, 'power.json');
  const about = { level: LEVEL, permutations: PERMUTATIONS, rows: [100, 100] };
  const compared = { fuse: compareFuse, shifts: compareShifts };
  for (const [name, compare] of Object.entries(compared))
    if (part === name || part === 'all') {
      const rows = await compare(scale);
      console.table(rows);
      const before = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Results) : {};
      const results = { ...before, ...about, [name]: rows };
      writeFileSync(path, `${JSON.stringify(results, null, 2)}\n`);
      writeFileSync(join(__dirname, '../docs/validation/power.md'), powerPage(results));
    }
}

function powerPage({ shifts = [], fuse = [] }: Results): string {
  const shiftLines = shifts.map(
    ({ shift, runs, ours, alibi, power, alibiPower, difference, low, high }) =>
      `| ${shift} | ${ours} | ${alibi} | ${runs} | ${power} | ${alibiPower} | ${difference} | ${low} to ${high} |`,
  );
  const fuseLines = fuse.map(
    (row) =>
      `| ${row.setting} | ${row.runs} | ${row.mmdDrift} | ${row.fine} | ${row.fuse} | ${row.agg} | ${row.median} |`,
  );
  return `# Power of the detectors of whole rows

How often detectors see drift of many kinds, ${PERMUTATIONS} permutations, beside alibi-detect 0.13.0 (MMDDrift with PyTorch and its own
bandwidth, KSDrift) on the same pairs of 100 against 100 rows of ten columns. Both are set to the same level of 5 %, measured on
null pairs of the same kind of data. The interval of the difference (95 %, bootstrap) is of the pairs, which both saw, and of the
null pairs. Made by \`bench/power.ts\`.

| shift | ours | alibi-detect | pairs | power | alibi-detect's | difference | interval |
| --- | --- | --- | ---: | ---: | ---: | ---: | --- |
${shiftLines.join('\n')}

Beside figures that Biggs, Schrab & Gretton (2023) publish for MMD-FUSE, MMDAgg and the median bandwidth: 500 against 500 rows, a
level of 5 %.

| setting | pairs | mmdDrift | mmdDrift, fine | MMD-FUSE | MMDAgg | median |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
${fuseLines.join('\n')}
`;
}

void main(process.argv[2], process.argv[3] ? Number(process.argv[3]) : 1);
