import { checkInteger } from '../errors';
import type { Random } from '../random';
import { checkProbability } from '../stats/checkProbability';
import { betaQuantile } from '../stats/distributions/beta';
import { chiSquareUpperQuantile } from '../stats/distributions/chiSquare';
import { mean, standardDeviation } from '../stats/moments';
import { alarm, checkRule, type AlarmRule } from './alarms';
import { checkRandom } from './checkRandom';
import {
  checkPool,
  drawPool,
  drawStretch,
  drawUnits,
  type DrawOptions,
  type DrawPool,
  type RowData,
  type RowsOf,
} from './draws';
import { rowTies, type RowTies } from './rowTies';

/** Options of `nullCard`; `groups` and `blocks` are those of the data. */
export interface NullCardOptions extends DrawOptions {
  readonly random: Random;
  /**
   * Times that the rule is tried, in all, at least 80; default 4,000 for a detector, 20,000 for a threshold. A series is tried at most
   * as often as it has stretches.
   */
  readonly runs?: number;
  /** Nominal coverage of the interval, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** A measured false-alarm rate and what it was measured on; survives JSON. */
export interface NullCard {
  /** Share of alarms where nothing drifts. */
  readonly rate: number;
  readonly low: number;
  readonly high: number;
  readonly level: number;
  readonly alarms: number;
  /** Runs behind `rate`. */
  readonly runs: number;
  /** Independent runs, each with new data, that would say as much: a lower limit, so that the interval is no narrower than it should be. */
  readonly effectiveRuns: number;
  readonly sizes: { readonly reference: number; readonly sample: number };
  readonly units: 'rows' | 'groups' | 'blocks';
  readonly ties: RowTies;
  readonly notes: readonly string[];
}

const POOLS = 20;
// two for each replicate, or its variance is not known, and as many for the data itself
const FEWEST_RUNS = 4 * POOLS;
const DETECTOR_RUNS = 4000;
const THRESHOLD_RUNS = 20_000;

/**
 * Measures on the user's own calm data, at the user's own sizes, how often a detector or a fixed threshold alarms though nothing
 * drifts. Pairs of samples are drawn from the data, at random, by groups where there are groups, as neighbouring stretches where
 * `blocks` says that it is a series.
 *
 * The interval is about data like these and not only about these. Draws from one data set depend on each other, so half of the
 * runs go to twenty bootstrap replicates of the data; the variance between replicates (an upper limit of it) is added to that of
 * the draws, and the Clopper–Pearson interval is that of the number of independent runs with the same variance (Korn & Graubard
 * 1998). Stretches of a series do not overlap and count as independent.
 * Texts, or another list of strings, are drawn as lists of strings, numbers as a Float64Array, a matrix as a matrix, all else as a table.
 * @throws {TypeError} if data is no table, or `rule` neither a function nor a score with a threshold, or gives no decision; {RangeError}
 * if there is not enough data for one pair, a score is NaN, or an option is out of range. What a detector refuses is passed on.
 * @example
 * const card = await nullCard(ksDrift, calmMonth, { reference: 500, sample: 100, random: createRandom(1) });
 * console.log(describeNullCard(card)); // false alarms: 5.1 % of runs without drift (95 % interval 2 % to 11 %) …
 */
export async function nullCard<Data extends RowData>(
  rule: AlarmRule<RowsOf<Data>>,
  data: Data,
  options: NullCardOptions,
): Promise<NullCard> {
  const { reference, sample, groups, blocks, level = 0.95 } = options;
  checkRule(rule);
  const { runs = typeof rule === 'function' ? DETECTOR_RUNS : THRESHOLD_RUNS } = options;
  checkRandom(options.random);
  checkInteger('runs', runs, FEWEST_RUNS);
  checkProbability('level', level);
  const pool = drawPool(data, groups, blocks);
  checkPool(pool, reference, sample);
  const measured =
    blocks === undefined
      ? await shuffled(rule, pool, options, Math.floor(runs / 2))
      : await stretches(rule, pool, options, runs);
  const [low, high] = effectiveInterval(measured, (1 - level) / 2);
  const units = blocks === undefined ? (pool.grouped ? 'groups' : 'rows') : 'blocks';
  const ties = rowTies(data);
  return {
    ...{ rate: measured.alarms / measured.runs, low, high, level },
    ...{ alarms: measured.alarms, runs: measured.runs, effectiveRuns: Math.round(measured.effective) },
    ...{ sizes: { reference, sample }, units, ties, notes: notesOf(measured, runs, units, ties) },
  };
}

interface Measured {
  readonly alarms: number;
  readonly runs: number;
  readonly effective: number;
  /** Whether replicates of the data differ by more than drawing from them explains. */
  readonly differs: boolean;
}

async function stretches<Sample>(
  rule: AlarmRule<Sample>,
  pool: DrawPool<Sample>,
  { reference, sample, blocks, random }: NullCardOptions,
  most: number,
): Promise<Measured> {
  const length = reference + sample;
  const runs = Math.min(most, Math.floor(pool.units.length / length));
  let alarms = 0;
  for (let run = 0; run < runs; run++)
    alarms += Number(await alarm(rule, drawStretch(pool, run * length, reference, sample, blocks!), random));
  return { alarms, runs, effective: runs, differs: false };
}

async function shuffled<Sample>(
  rule: AlarmRule<Sample>,
  pool: DrawPool<Sample>,
  { reference, sample, random }: NullCardOptions,
  runs: number,
): Promise<Measured> {
  const count = async (from: DrawPool<Sample>, times: number): Promise<number> => {
    let alarms = 0;
    for (let run = 0; run < times; run++)
      alarms += Number(await alarm(rule, drawUnits(from, reference, sample, random), random));
    return alarms;
  };
  const alarms = await count(pool, runs);
  const each = Math.floor(runs / POOLS);
  const rates: number[] = [];
  for (let i = 0; i < POOLS; i++) rates.push((await count(replicate(pool, random), each)) / each);
  return { alarms, runs, ...judgeReplicates((alarms + 0.5) / (runs + 1), runs, rates, each) };
}

/** The units drawn with replacement. */
function replicate<Sample>(pool: DrawPool<Sample>, random: Random): DrawPool<Sample> {
  const { units } = pool;
  return { ...pool, units: units.map(() => units[random.integer(units.length)]) };
}

/** Independent runs with the variance that a rate has if data sets differ as replicates do, and whether these do. */
function judgeReplicates(
  rate: number,
  runs: number,
  rates: readonly number[],
  each: number,
): Pick<Measured, 'effective' | 'differs'> {
  const drawing = mean(rates.map((one) => (one * (1 - one)) / (each - 1)));
  const variance = standardDeviation(rates) ** 2;
  const differs = (POOLS - 1) * variance > drawing * chiSquareUpperQuantile(0.01, POOLS - 1);
  // not the estimate of the variance but its upper 90 % limit: what looks like none may be some
  const limit = (POOLS - 1) / chiSquareUpperQuantile(0.9, POOLS - 1);
  const between = Math.max(0, limit * variance - drawing);
  const one = rate * (1 - rate);
  return { effective: Math.max(1, one / (one / runs + between)), differs };
}

function effectiveInterval({ alarms, runs, effective }: Measured, tail: number): [low: number, high: number] {
  const hits = (alarms / runs) * effective;
  const misses = effective - hits;
  const low = alarms === 0 ? 0 : betaQuantile(tail, hits, misses + 1);
  return [low, alarms === runs ? 1 : 1 - betaQuantile(tail, misses, hits + 1)];
}

function notesOf(
  { runs, differs }: Measured,
  asked: number,
  units: NullCard['units'],
  { autocorrelation }: RowTies,
): string[] {
  const notes: string[] = [];
  if (units === 'blocks' && runs < Math.min(asked, 100))
    notes.push(`the series has only ${runs} ${runs === 1 ? 'stretch' : 'stretches'} of this length`);
  if (units === 'rows' && autocorrelation?.significant)
    notes.push(
      `rows in order are correlated (${autocorrelation.value.toFixed(2)} in column ${autocorrelation.column}), and were shuffled here: if they are a series, say so by blocks`,
    );
  if (differs) notes.push('the rate differs between data sets like these');
  return notes;
}

/**
 * A card as text, one fact a line: rate and interval, sizes and how they were drawn, runs, ties of numbers, notes.
 * @example
 * console.log(describeNullCard(card));
 */
export function describeNullCard({
  rate,
  low,
  high,
  level,
  runs,
  effectiveRuns,
  sizes,
  units,
  ties,
  notes,
}: NullCard): string {
  const unit = units === 'groups' ? 'groups' : 'rows';
  const drawn = units === 'blocks' ? 'neighbouring stretches of a series' : 'drawn at random';
  return [
    `false alarms: ${percent(rate)} of runs without drift (${percent(level)} interval ${percent(low)} to ${percent(high)})`,
    `sizes: ${sizes.reference} ${unit} in the reference, ${sizes.sample} in the sample, ${drawn}`,
    `runs: ${runs}, worth at least ${effectiveRuns} with new data each`,
    ...(ties.tied === null ? [] : [`ties: ${percent(ties.tied)} of the numbers occur more than once in their column`]),
    ...notes.map((note) => `note: ${note}`),
  ].join('\n');
}

/** Two significant digits of the nearer end: 0.044 is 4.4 %, 0.9996 is 99.96 %. */
function percent(share: number): string {
  const rest = 100 * Math.min(share, 1 - share);
  const digits = rest > 0 ? Math.min(12, Math.max(0, 1 - Math.floor(Math.log10(rest)))) : 0;
  return `${Number((100 * share).toFixed(digits))} %`;
}
