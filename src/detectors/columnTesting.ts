import { show } from '../errors';
import type { Exchange } from '../stats/exchange';
import type { ColumnPair } from './columnPair';
import type { ColumnTest } from './columnTest';
import type { Effect } from './driftResult';
import { effectInterval, exchangedDistance } from './effectInterval';
import { sortPooled, splitSizes, type PooledValues, type SplitRows } from './splitStatistics';

/** One column's test. */
export interface TestedColumn {
  readonly statistic: number;
  readonly pValue: number;
  readonly effect?: Effect;
  /** The statistic of each split, the observed one first; there if units were exchanged. */
  readonly statistics?: Float64Array;
  /** Whether p cannot fall below 1 / (1 + permutations). */
  readonly permuted?: boolean;
}

/** The test by the law of the statistic, if it has one here: p is 1 where one sample has no value. */
export function testByLaw({ reference, sample }: ColumnPair, { law, scale }: ColumnTest): TestedColumn | undefined {
  const [n, m] = [reference.present.length, sample.present.length];
  if (n === 0 || m === 0) return { statistic: 0, pValue: 1 };
  const outcome = law?.({ values: reference.present }, { values: sample.present });
  if (!outcome) return undefined;
  const { statistic, pValue, chance, permuted } = outcome;
  return { statistic, pValue, permuted, effect: effectInterval(scale, scale.distance(statistic, n, m), chance) };
}

/** The test by exchanging units: p is the share of splits that reach the observed statistic. */
export function testByExchange(
  pair: ColumnPair,
  { permute, scale }: ColumnTest,
  units: Exchange,
  splits: SplitRows,
): TestedColumn {
  const pooled = poolValues(pair, units, splits);
  const statistics = permute(pooled, splits);
  const { sizes } = pooled;
  const total = pooled.values.length;
  const distances = statistics.map((value, s) => (value > 0 ? scale.distance(value, sizes[s], total - sizes[s]) : 0));
  const chance = exchangedDistance(distances);
  const effect = chance && effectInterval(scale, distances[0], chance);
  return { statistic: statistics[0], pValue: shareReached(statistics), statistics, permuted: true, effect };
}

/** The rows that are exchanged, less missing values. */
function poolValues(
  { kind, reference, sample }: ColumnPair,
  { rows, unitOf }: Exchange,
  splits: SplitRows,
): PooledValues {
  const values = new Float64Array(rows.length);
  const units = new Uint32Array(rows.length);
  const first = reference.values.length;
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    const value = rows[i] < first ? reference.values[rows[i]] : sample.values[rows[i] - first];
    if (kind === 'numeric' ? value !== value : value < 0) continue;
    values[count] = value;
    units[count++] = unitOf[i];
  }
  const present = { values: values.subarray(0, count), units: units.subarray(0, count) };
  const sizes = count === rows.length ? splits.sizes : splitSizes(present.units, splits);
  return { ...(kind === 'numeric' ? sortPooled(present.values, present.units) : present), sizes };
}

/** The share of splits whose statistic reaches that of the first, the observed one: the p value. */
export function shareReached(statistics: Float64Array): number {
  // splits that are equal in truth differ by rounding, and counting them out would make p too small
  const level = statistics[0] - 1e-10 * Math.abs(statistics[0]);
  let reached = 0;
  for (const value of statistics) if (value >= level) reached++;
  return reached / statistics.length;
}

// as for rows of numbers: squares of distances have to be numbers
const LARGEST = 1e150;

/**
 * Refuses infinite and nearly infinite values where a test has no answer for them.
 * @throws {RangeError} that names the column.
 */
export function checkFinite(side: 'reference' | 'sample', name: string, sorted: ArrayLike<number>): void {
  for (const value of [sorted[0], sorted[sorted.length - 1]])
    if (Math.abs(value) > LARGEST)
      throw new RangeError(`invalid ${side}: expected numbers between ±1e+150 in column ${show(name)}, got ${value}`);
}
