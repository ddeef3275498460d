import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Adwin } from '../src/detectors/streaming/adwin';
import { Cusum } from '../src/detectors/streaming/cusum';
import { Ddm } from '../src/detectors/streaming/ddm';
import { Eddm } from '../src/detectors/streaming/eddm';
import { Ewma } from '../src/detectors/streaming/ewma';
import { HddmA } from '../src/detectors/streaming/hddmA';
import { HddmW } from '../src/detectors/streaming/hddmW';
import { Kswin } from '../src/detectors/streaming/kswin';
import { PageHinkley } from '../src/detectors/streaming/pageHinkley';
import type { StreamDetector } from '../src/detectors/streaming/streamDetector';
import { matrix, row, type Matrix } from '../src/matrix';
import { createRandom } from '../src/random';
import { writeNpy } from './harness/npy';

// How often do stream detectors at their defaults alarm without drift, and how soon after one, beside river on the same
// streams? Shifts are in standard deviations, of normal values or of errors at a rate of 0.2 (sd 0.4). Prints a table,
// writes streaming_null.json.

type Kind = 'normal' | 'shares' | 'errors';

interface Row {
  readonly detector: string;
  readonly nullValues: number;
  readonly falseAlarms: number;
  readonly runs: number;
  /** By shift and run: values from the shift to the first alarm after it; null if there is none. */
  readonly delays: readonly (readonly (number | null)[])[];
}

const OPTIONS = { null: 1e6, runs: 100, slowNull: 1e5, slowRuns: 20, change: 1000, shifts: [0.25, 0.5, 1, 2] };
const LENGTH = 5000;

const detectors: Readonly<Record<string, readonly [Kind, () => StreamDetector]>> = {
  'ADWIN, values scaled to [0, 1]': ['shares', () => new Adwin({ range: [0, 1] })],
  'ADWIN, values as they are': ['normal', () => new Adwin()],
  KSWIN: ['normal', () => new Kswin()],
  'Page–Hinkley': ['normal', () => new PageHinkley()],
  CUSUM: ['normal', () => new Cusum()],
  EWMA: ['normal', () => new Ewma()],
  DDM: ['errors', () => new Ddm()],
  EDDM: ['errors', () => new Eddm()],
  'HDDM-A': ['errors', () => new HddmA()],
  'HDDM-W': ['errors', () => new HddmW()],
};

/** What each stream is made of: normal values, or uniform ones that an error rate is compared with. */
function noise(): Record<string, Matrix> {
  const random = createRandom(1);
  const fill = (rows: number, columns: number, draw: () => number): Matrix =>
    matrix(Float64Array.from({ length: rows * columns }, draw), rows, columns);
  const [normal, uniform] = [() => random.normal(), () => random.uniform()];
  return {
    normalNull: fill(1, OPTIONS.null, normal),
    errorsNull: fill(1, OPTIONS.null, uniform),
    normalRuns: fill(OPTIONS.runs, LENGTH, normal),
    errorsRuns: fill(OPTIONS.runs, LENGTH, uniform),
  };
}

function valueOf(kind: Kind, base: number, shift: number): number {
  if (kind === 'errors') return Number(base < 0.2 + 0.4 * shift);
  return kind === 'shares' ? Math.min(1, Math.max(0, (base + shift + 5) / 10)) : base + shift;
}

function falseAlarms(kind: Kind, detector: StreamDetector, values: ArrayLike<number>): number {
  let alarms = 0;
  for (let i = 0; i < values.length; i++) if (detector.update(valueOf(kind, values[i], 0)) === 'drift') alarms++;
  return alarms;
}

function delay(kind: Kind, detector: StreamDetector, values: ArrayLike<number>, shift: number): number | null {
  for (let i = 0; i < values.length; i++) {
    const late = i >= OPTIONS.change;
    if (detector.update(valueOf(kind, values[i], late ? shift : 0)) === 'drift' && late) return i - OPTIONS.change;
  }
  return null;
}

function ours(base: Record<string, Matrix>): Row[] {
  return Object.entries(detectors).map(([detector, [kind, create]]) => {
    const source = kind === 'errors' ? 'errors' : 'normal';
    const alarms = falseAlarms(kind, create(), base[`${source}Null`].values);
    const runs = base[`${source}Runs`];
    const delays = OPTIONS.shifts.map((shift) =>
      Array.from({ length: runs.rows }, (_, run) => delay(kind, create(), row(runs, run), shift)),
    );
    return { detector, nullValues: OPTIONS.null, falseAlarms: alarms, runs: runs.rows, delays };
  });
}

async function theirs(base: Record<string, Matrix>): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'driftlab-null-'));
  try {
    for (const [name, values] of Object.entries(base)) await writeNpy(join(folder, `${name}.npy`), values);
    const python = process.env.BENCH_PYTHON ?? '.venv-bench/bin/python';
    const script = join(__dirname, 'streaming_null.py');
    const answer = execFileSync(python, [script, folder, JSON.stringify(OPTIONS)], { maxBuffer: 1e8 });
    return JSON.parse(answer.toString()) as Row[];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The median, with no alarm later than any; null if that is in the middle. */
function medianDelay(delays: readonly (number | null)[]): number | null {
  const sorted = delays.map((found) => found ?? Infinity).sort((a, b) => a - b);
  const middle = sorted[sorted.length >> 1];
  return Number.isFinite(middle) ? middle : null;
}

function summary(library: string, { detector, nullValues, falseAlarms: alarms, runs, delays }: Row) {
  return {
    detector,
    library,
    nullValues,
    falseAlarmsPer1000: (1000 * alarms) / nullValues,
    runs,
    medianDelay: Object.fromEntries(OPTIONS.shifts.map((shift, i) => [shift, medianDelay(delays[i])])),
    missed: Object.fromEntries(OPTIONS.shifts.map((shift, i) => [shift, delays[i].filter((d) => d === null).length])),
  };
}

async function main(): Promise<void> {
  const base = noise();
  const rows = [
    ...ours(base).map((one) => summary('driftlab', one)),
    ...(await theirs(base)).map((one) => summary('river', one)),
  ].sort((a, b) => Object.keys(detectors).indexOf(a.detector) - Object.keys(detectors).indexOf(b.detector));
  writeFileSync(
    join(__dirname, 'streaming_null.json'),
    `${JSON.stringify({ ...OPTIONS, length: LENGTH, rows }, null, 2)}\n`,
  );
  console.table(
    rows.map(({ medianDelay: delays, missed, ...rest }) => {
      const cells = OPTIONS.shifts.map((shift) => [`${shift} sd`, `${delays[shift] ?? '—'} (${missed[shift]} missed)`]);
      return { ...rest, ...(Object.fromEntries(cells) as object) };
    }),
  );
}

void main();
