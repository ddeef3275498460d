import { createRandom } from '../../src/random';
import { binomialCdf, binomialSf } from '../../src/stats/distributions/binomial';
import type { Cell, Promised, ValidationTable } from './cell';
import { uniformity } from './uniformity';

/** What one promise came to. */
export interface ValidationRow {
  readonly cell: string;
  readonly event: string;
  readonly promise: string;
  readonly runs: number;
  readonly measured: number;
  /** The band around what was promised, simultaneous over the table. */
  readonly band: readonly [low: number, high: number];
  /** CPU time of a run; older rows do not know it. */
  readonly milliseconds?: number;
  /** P value of p values against a uniform law, where they should be uniform. */
  readonly uniformity?: number;
  readonly holds: boolean;
}

/** Options of {@link runCell}. */
export interface RunOptions {
  readonly seed: number;
  /** Of the runs; at least 40 are made. */
  readonly share?: number;
  /** Of CPU, after which a cell stops. */
  readonly seconds?: number;
}

/** How often a table may fail although all it says is true. */
const ERROR = 0.01;
const FEWEST = 40;

/** Runs the cells of a table one after the other. */
export async function runTable(table: ValidationTable, options: RunOptions): Promise<ValidationRow[]> {
  const rows: ValidationRow[] = [];
  for (const cell of table.cells) rows.push(...(await runCell(cell, table, options)));
  return rows;
}

/** Runs a cell of a table with a generator of its own, and judges it as one of all lines of the table. */
export async function runCell(
  cell: Cell,
  { cells, name }: ValidationTable,
  { seed, share = 1, seconds = Infinity }: RunOptions,
): Promise<ValidationRow[]> {
  const judged = cells.reduce((sum, { promises }) => sum + promises.length, 0);
  const wanted = Math.min(cell.runs, Math.max(FEWEST, Math.round(cell.runs * share)));
  const found = await repeat({ ...cell, runs: wanted }, `${name} ${cell.name}`, seed, seconds);
  const even = found.uniform.length === 0 ? undefined : uniformity(found.uniform);
  return cell.promises.map((promised, i) => {
    const row = judge(cell.name, promised, found.hits[i], found.runs, ERROR / judged);
    const { milliseconds } = found;
    if (i > 0 || even === undefined) return { ...row, milliseconds };
    return { ...row, milliseconds, uniformity: even, holds: row.holds && even > ERROR / cells.length };
  });
}

interface Repeated {
  readonly runs: number;
  readonly hits: readonly number[];
  readonly uniform: readonly number[];
  readonly milliseconds: number;
}

async function repeat({ runs, promises, run }: Cell, label: string, seed: number, seconds: number): Promise<Repeated> {
  const started = process.cpuUsage();
  const spent = (): number => process.cpuUsage(started).user / 1e6;
  const random = createRandom(seed).fork(label);
  const hits = promises.map(() => 0);
  const uniform: number[] = [];
  let i = 0;
  for (; i < runs && (i < FEWEST || spent() < seconds); i++) {
    const outcome = await run(random);
    outcome.hits.forEach((hit, k) => (hits[k] += Number(hit)));
    if (outcome.uniform !== undefined) uniform.push(outcome.uniform);
  }
  return { runs: i, hits, uniform, milliseconds: Number(((1000 * spent()) / i).toPrecision(2)) };
}

function judge(
  cell: string,
  { event, kind, probability }: Promised,
  hits: number,
  runs: number,
  error: number,
): Omit<ValidationRow, 'milliseconds'> {
  const low = kind === 'at most' || kind === 'nothing' ? 0 : bandEnd(runs, probability, error, 'low');
  const high = kind === 'at least' || kind === 'nothing' ? runs : bandEnd(runs, probability, error, 'high');
  return {
    ...{
      cell,
      event,
      promise: kind === 'nothing' ? kind : `${kind} ${probability}`,
      runs,
      measured: round(hits / runs),
    },
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
