import type { Random } from '../random';
import { Stopwatch } from './stopwatch';
import { alarmStudy, timedValues, type AlarmScore } from './streams/alarmStudy';
import { realStreams, syntheticStreams, type ModelStream } from './streams/modelStreams';
import { prequentialStudy, type ModelScore } from './streams/prequentialStudy';

/** Options of `streamComparison`. */
export interface StreamComparisonOptions {
  readonly random: Random;
  /** Folder of the real data sets, with `tabular` in it; without it only synthetic streams. */
  readonly dataFolder?: string;
  /** Streams of each kind in the study of alarms; default 25. */
  readonly runs?: number;
  /** Milliseconds, for the timings; without it there are none. */
  readonly clock?: () => number;
  /** Called with what is done and how much there is. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** How the streaming detectors compare with each other and with straw men. */
export interface StreamComparison {
  readonly runs: number;
  /** On streams of single values with known drift. */
  readonly alarms: readonly AlarmScore[];
  readonly streams: readonly ModelStream[];
  /** On labelled streams with a model that learns. */
  readonly models: readonly ModelScore[];
  /** Milliseconds each contestant takes for one error, 0 or 1; empty without a clock. */
  readonly timings: Readonly<Record<string, number>>;
  /** Why there are no real streams; null if there are. */
  readonly withoutReal: string | null;
}

/**
 * Compares the streaming detectors, at their defaults, with each other and with straw men: what their alarms are worth where the
 * drift is known, and whether forgetting at their alarms helps a model.
 * @throws {DriftlabError} if a data set in the folder is missing or is not what it should be.
 * @example
 * const comparison = await streamComparison({ random: createRandom(1), dataFolder: process.env.DRIFTLAB_DATA });
 */
export async function streamComparison(options: StreamComparisonOptions): Promise<StreamComparison> {
  const { random, dataFolder, runs = 25, clock, onProgress } = options;
  const watch = new Stopwatch(clock);
  const real = await realStreams(dataFolder);
  const streams = [...syntheticStreams(random.fork('streams')), ...(real.kind === 'streams' ? real.streams : [])];
  const total = streams.length + 1;
  const alarms = alarmStudy({ random: random.fork('alarms'), runs, watch });
  onProgress?.(1, total);
  const models = streams.flatMap((stream, i) => {
    const scores = prequentialStudy(stream, random.fork('models'));
    onProgress?.(i + 2, total);
    return scores;
  });
  const withoutReal = real.kind === 'none' ? real.because : null;
  return { runs, alarms, streams, models, timings: watch.each(timedValues(runs)), withoutReal };
}
