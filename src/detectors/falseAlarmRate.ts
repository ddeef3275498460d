import { checkInteger } from '../errors';
import type { Random } from '../random';
import type { Interval } from '../stats/interval';
import { checkProbability } from '../stats/checkProbability';
import { proportionInterval } from '../stats/proportionInterval';
import { alarm, checkRule, type AlarmRule } from './alarms';
import { checkRandom } from './checkRandom';
import type { DrawSource } from './draws';

/** Options of `falseAlarmRate` and `power`. */
export interface RateOptions {
  readonly random: Random;
  /** Default 1000. */
  readonly runs?: number;
  /** Nominal coverage of the interval, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** How often there was an alarm, with the Clopper–Pearson interval of independent runs. */
export interface AlarmRate extends Interval {
  readonly alarms: number;
  readonly runs: number;
}

/**
 * How often a detector, or a fixed threshold, alarms where nothing drifts: it is built anew on the reference of each draw and sees
 * the sample of the same draw. The interval is exact for simulated draws, which are independent; for draws from one data set it
 * speaks about that data set only, and `nullCard` about those like it.
 * @throws {TypeError} if `rule` is neither a function nor a score with a threshold, or gives no decision; {RangeError} if `runs` is
 * not an integer ≥ 1, `level` not in (0, 1), or a score is NaN. What a detector refuses is passed on.
 * @example
 * const calm = (random: Random) => ({ reference: { x: normals(50, random) }, sample: { x: normals(20, random) } });
 * (await falseAlarmRate(ksDrift, calm, { random: createRandom(1) })).estimate; // 0.054
 */
export async function falseAlarmRate<Sample>(
  rule: AlarmRule<Sample>,
  draws: DrawSource<Sample>,
  { random, runs = 1000, level = 0.95 }: RateOptions,
): Promise<AlarmRate> {
  checkRule(rule);
  checkRandom(random);
  checkInteger('runs', runs, 1);
  checkProbability('level', level);
  let alarms = 0;
  for (let run = 0; run < runs; run++) alarms += Number(await alarm(rule, draws(random), random));
  return { alarms, runs, ...proportionInterval(alarms, runs, { level, method: 'clopperPearson' }) };
}
