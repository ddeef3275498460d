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
// figures of MMD-FUSE? Both sides are set to a level of 5 % on null pairs of the same kind of data. Prints tables, writes power.json.
//
//   node -r ts-node/register/transpile-only bench/power.ts [shifts | fuse | all] [share of the runs, default 1]
//
// ALIBI_PYTHON names a Python with alibi-detect 0.13.0 and torch 2.13.0; without it only our side is measured. About 15 minutes of
// one core, most of them alibi-detect's.

const LEVEL = 0.05;
const RUNS = { pairs: 1000, null: 1000, fuse: 200 };
const PERMUTATIONS = 99;

type PValues = Record<string, number[]>;

const detectors: Readonly<Record<string, (x: Matrix, random: Random) => BatchDetector<Matrix>>> = {
  mmdDrift: (x, random) => mmdDrift(x, { random, permutations: PERMUTATIONS }),
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

/** The power of a test that would reject in exactly the level of null runs: between two p values it rejects by lot. */
function powerAt(level: number, nulls: readonly number[], pValues: readonly number[]): number {
  const share = (list: readonly number[], keep: (p: number) => boolean): number =>
    list.filter(keep).length / list.length;
  const sorted = [...nulls].sort((a, b) => a - b);
  const at = sorted[Math.floor(level * sorted.length)];
  const [below, equal] = [share(nulls, (p) => p < at), share(nulls, (p) => p === at)];
  const lot = equal > 0 ? (level - below) / equal : 0;
  return share(pValues, (p) => p < at) + lot * share(pValues, (p) => p === at);
}

async function compareShifts(scale: number): Promise<object[]> {
  const all = await shiftPairs({ pairs: Math.ceil(RUNS.pairs * scale), null: Math.ceil(RUNS.null * scale) });
  const found: Record<string, PValues> = {};
  for (const [name, pairs] of Object.entries(all)) found[name] = await ours(pairs);
  const python = process.env.ALIBI_PYTHON;
  const theirs = python ? await alibi(python, all) : {};
  for (const [name, pValues] of Object.entries(theirs)) Object.assign(found[name], pValues);
  return Object.entries(all)
    .filter(([, { base }]) => base !== undefined)
    .map(([shift, { base, runs }]) => {
      const powers = Object.entries(found[shift]).map(([name, pValues]) => {
        return [name, Number(powerAt(LEVEL, found[base!][name], pValues).toFixed(3))] as const;
      });
      return { shift, runs, nullRuns: all[base!].runs, ...Object.fromEntries(powers) };
    });
}

async function compareFuse(scale: number): Promise<object[]> {
  const rows = [];
  for (const [setting, theirs] of Object.entries(published) as [FuseSetting, (typeof published)[FuseSetting]][]) {
    const runs = Math.ceil(RUNS.fuse * scale);
    let alarms = 0;
    for (let run = 0; run < runs; run++) {
      const random = createRandom(run);
      const [x, y] = fusePairs(setting, random);
      const detector = mmdDrift(x, { random, permutations: 199 });
      alarms += Number((await detector.compare(y)).drift);
    }
    rows.push({ setting, runs, mmdDrift: alarms / runs, ...theirs });
  }
  return rows;
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
      const before = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as object) : {};
      writeFileSync(path, `${JSON.stringify({ ...before, ...about, [name]: rows }, null, 2)}\n`);
    }
}

void main(process.argv[2], process.argv[3] ? Number(process.argv[3]) : 1);
