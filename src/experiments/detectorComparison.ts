import type { AlarmRule } from '../detectors/alarms';
import { falseAlarmRate, type AlarmRate } from '../detectors/falseAlarmRate';
import type { PatchEmbedder } from '../embedding/patchEmbedder';
import type { Matrix } from '../matrix';
import type { Random } from '../random';
import { BATCH_CONTESTANTS, type BatchContestant } from './batches/batchContestants';
import { imageShift } from './batches/imageShift';
import { FEATURES, SHIFT_KINDS, SIZES, type ShiftKind } from './batches/shiftKinds';
import { Stopwatch } from './stopwatch';

/** Of the intervals: many are looked at together. */
export const INTERVAL_LEVEL = 0.99;

/** Options of `detectorComparison`. */
export interface DetectorComparisonOptions {
  readonly random: Random;
  /** Turns images into numbers; without it there is no shift of images. */
  readonly embedder?: PatchEmbedder;
  /** Pairs of samples for each kind of shift; default 40. */
  readonly runs?: number;
  /** Pairs without drift; default 200. */
  readonly nullRuns?: number;
  /** Milliseconds, for the timings; without it there are none. */
  readonly clock?: () => number;
  /** Called with what is done and how much there is. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** How often a contestant alarms at one kind of shift. */
export interface ShiftScore {
  readonly contestant: string;
  readonly role: BatchContestant['role'];
  readonly shift: string;
  readonly rate: AlarmRate;
}

/** How the batch detectors compare with each other, with habits and with straw men. */
export interface DetectorComparison {
  readonly sizes: { readonly reference: number; readonly sample: number; readonly features: number };
  /** Names in order; the first one is 'no drift'. */
  readonly shifts: readonly string[];
  readonly scores: readonly ShiftScore[];
  /** Milliseconds of one comparison, the reference's share included; empty without a clock. */
  readonly timings: Readonly<Record<string, number>>;
}

/**
 * Level and power of the batch detectors over kinds of shift. In each run all contestants see the same pair of samples.
 * @example
 * const { scores } = await detectorComparison({ random: createRandom(1), runs: 20, nullRuns: 100 });
 * scores.find(({ contestant, shift }) => contestant === 'ksDrift' && shift === 'tail')!.rate.estimate;
 */
export async function detectorComparison(options: DetectorComparisonOptions): Promise<DetectorComparison> {
  const { random, embedder, runs = 40, nullRuns = 200, clock, onProgress } = options;
  const kinds = embedder ? [...SHIFT_KINDS, await imageShift(embedder, random.fork('images'))] : SHIFT_KINDS;
  const total = kinds.length * BATCH_CONTESTANTS.length;
  const scores: ShiftScore[] = [];
  const watch = new Stopwatch(clock);
  for (const kind of kinds)
    for (const { name, role, rule } of BATCH_CONTESTANTS) {
      const stop = watch.start(name);
      const rate = await rateOf(rule, kind, kind === kinds[0] ? nullRuns : runs, random, name);
      stop();
      scores.push({ contestant: name, role, shift: kind.name, rate });
      onProgress?.(scores.length, total);
    }
  const comparisons = nullRuns + (kinds.length - 1) * runs;
  return {
    sizes: { ...SIZES, features: FEATURES },
    shifts: kinds.map(({ name }) => name),
    scores,
    timings: watch.each(comparisons),
  };
}

/** The draws come from a generator of their own, so that they are the same for every rule. */
function rateOf(
  rule: AlarmRule<Matrix>,
  kind: ShiftKind,
  runs: number,
  random: Random,
  name: string,
): Promise<AlarmRate> {
  let run = 0;
  const own: AlarmRule<Matrix> =
    typeof rule === 'function'
      ? (reference, options) => rule(reference, { ...options, random: random.fork(`${kind.name}/${name}/${run++}`) })
      : rule;
  return falseAlarmRate(own, kind.draws, { random: random.fork(kind.name), runs, level: INTERVAL_LEVEL });
}
