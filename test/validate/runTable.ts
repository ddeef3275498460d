import { createRandom } from '../../src/random';
import { binomialCdf, binomialSf } from '../../src/stats/distributions/binomial';
import { goodnessOfFit } from '../../src/stats/chiSquare';
import type { Cell, Promised, ValidationTable } from './cell';

/** What one promise came to. */
export interface ValidationRow {
  readonly cell: string;
  readonly event: string;
  readonly promise: string;
  readonly runs: number;
  readonly measured: number;
  /** The band around what was promised, simultaneous over the table. */
  readonly band: readonly [low: number, high: number];
  /** P value of 20 bins of p values against a uniform law, where they should be uniform. */
  readonly uniformity?: number;
  readonly holds: boolean;
}

/** Options of {@link runTable}. */
export interface RunTableOptions {
  readonly seed: number;
  readonly share?: number;
  readonly seconds?: number;
  readonly progress?: (line: string) => void;
}

/** How often a table may fail although all it says is true. */
const ERROR = 0.01;
const BINS = 20;
const FEWEST = 40;

/** Runs a share of the runs of each cell, but no more than take that many seconds of CPU, each cell with a generator of its own. */
export async function runTable(
  { cells, name }: ValidationTable,
  { seed, share = 1, seconds = Infinity, progress }: RunTableOptions,
): Promise<ValidationRow[]> {
  const judged = cells.reduce((sum, cell) => sum + cell.promises.length, 0);
  const rows: ValidationRow[] = [];
  for (const cell of cells) {
    const wanted = Math.min(cell.runs, Math.max(FEWEST, Math.round(cell.runs * share)));
    const { runs, hits, uniform } = await repeat({ ...cell, runs: wanted }, `${name} ${cell.name}`, seed, seconds);
    const uniformity = uniform.length === 0 ? undefined : goodnessOfFit(histogram(uniform)).pValue;
    cell.promises.forEach((promised, i) => {
      const row = judge(cell.name, promised, hits[i], runs, ERROR / judged);
      const even = i > 0 || uniformity === undefined || uniformity > ERROR / cells.length;
      rows.push({ ...row, ...(i === 0 && uniformity !== undefined && { uniformity }), holds: row.holds && even });
    });
    progress?.(
      `${cell.name}: ${rows
        .slice(-cell.promises.length)
        .map(({ measured }) => measured)
        .join(', ')}`,
    );
  }
  return rows;
}

async function repeat(
  { runs, promises, run }: Cell,
  label: string,
  seed: number,
  seconds: number,
): Promise<{ runs: number; hits: number[]; uniform: number[] }> {
  const started = process.cpuUsage().user;
  const random = createRandom(seed).fork(label);
  const hits = promises.map(() => 0);
  const uniform: number[] = [];
  let i = 0;
  for (; i < runs && (i < FEWEST || process.cpuUsage().user - started < 1e6 * seconds); i++) {
    const outcome = await run(random);
    outcome.hits.forEach((hit, k) => (hits[k] += Number(hit)));
    if (outcome.uniform !== undefined) uniform.push(outcome.uniform);
  }
  return { runs: i, hits, uniform };
}

/** Counts in equal bins that are closed above, as permutation p values need. */
function histogram(values: readonly number[]): number[] {
  const counts = new Array<number>(BINS).fill(0);
  for (const value of values) counts[Math.max(0, Math.ceil(value * BINS - 1e-9) - 1)]++;
  return counts;
}

function judge(
  cell: string,
  { event, kind, probability }: Promised,
  hits: number,
  runs: number,
  error: number,
): ValidationRow {
  const low = kind === 'at most' ? 0 : bandEnd(runs, probability, error, 'low');
  const high = kind === 'at least' ? runs : bandEnd(runs, probability, error, 'high');
  return {
    ...{ cell, event, promise: `${kind} ${probability}`, runs, measured: round(hits / runs) },
    band: [round(low / runs), round(high / runs)],
    holds: hits >= low && hits <= high,
  };
}

/** The count beyond which lies at most the error, half of it on either side. */
function bandEnd(runs: number, probability: number, error: number, end: 'low' | 'high'): number {
  const expected = Math.round(runs * probability);
  if (end === 'high') {
    let count = expected;
    while (binomialSf(count, runs, probability) > error / 2) count++;
    return count;
  }
  let count = expected;
  while (count > 0 && binomialCdf(count - 1, runs, probability) > error / 2) count--;
  return count;
}

function round(value: number): number {
  return Number(value.toFixed(5));
}
