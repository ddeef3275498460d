import { driftStream, type StreamDrift } from '../../augmentation/driftStream';
import { blip } from '../../augmentation/schedules/blip';
import { gradual } from '../../augmentation/schedules/gradual';
import { incremental } from '../../augmentation/schedules/incremental';
import { none } from '../../augmentation/schedules/none';
import { recurring } from '../../augmentation/schedules/recurring';
import type { DriftSchedule } from '../../augmentation/schedules/schedule';
import { sudden } from '../../augmentation/schedules/sudden';
import type { DriftPoint } from '../../data/streams/driftPoint';
import { sampler, type StreamSource } from '../../data/streams/streamSource';
import { evaluateStream, type StreamEvaluation } from '../../metrics/evaluateStream';
import { poolEvaluations } from '../../metrics/streamEvaluation';
import type { Random } from '../../random';
import type { Stopwatch } from '../stopwatch';
import { ERROR_CONTESTANTS, NUMBER_CONTESTANTS, type Contestant } from './contestants';

/** A kind of stream of single values with known drift. */
export interface ValueStream {
  readonly name: string;
  readonly contestants: readonly Contestant[];
  readonly source: StreamSource<number>;
  readonly drift: StreamSource<number> | StreamDrift<number>;
  /** Changes somewhere in the middle, elsewhere in each run: no alarm in step with the clock shall profit. */
  readonly schedule: (random: Random) => DriftSchedule;
}

/** What a contestant's alarms are worth on one kind of stream, all runs together. */
export interface AlarmScore {
  readonly stream: string;
  readonly contestant: string;
  readonly role: Contestant['role'];
  readonly evaluation: StreamEvaluation;
}

/** Values of one run. */
export const RUN_LENGTH = 4000;

const errors = (rate: number) => sampler((random) => (random.uniform() < rate ? 1 : 0));
/** The middle half. */
const middle = (random: Random) => RUN_LENGTH / 4 + random.integer(RUN_LENGTH / 2);

/** A model whose error rate goes from 0.1 to 0.3, in every way in which it can. */
const ERROR_STREAMS: readonly ValueStream[] = [
  ['none', none] as const,
  ['sudden', (random: Random) => sudden({ at: middle(random) })] as const,
  ['gradual', (random: Random) => gradual({ at: middle(random), width: 500 })] as const,
  ['incremental', (random: Random) => incremental({ at: middle(random), width: 1000 })] as const,
  ['recurring', (random: Random) => recurring({ every: 700 + random.integer(300) })] as const,
  ['blip', (random: Random) => blip({ at: middle(random), duration: 10 })] as const,
].map(([name, schedule]) => ({
  name: `errors, ${name}`,
  contestants: ERROR_CONTESTANTS,
  source: errors(0.1),
  drift: errors(0.3),
  schedule,
}));

/** Sizes of the sudden shift of the mean, in standard deviations. */
export const SHIFTS = [0.25, 0.5, 1, 2] as const;

const NUMBER_STREAMS: readonly ValueStream[] = [
  ['none', none, 0] as const,
  ...SHIFTS.map((shift) => [`shift ${shift} sd`, (random: Random) => sudden({ at: middle(random) }), shift] as const),
].map(([name, schedule, shift]) => ({
  name: `numbers, ${name}`,
  contestants: NUMBER_CONTESTANTS,
  source: sampler((random) => random.normal()),
  drift: { apply: (value: number, severity: number) => value + shift * severity },
  schedule,
}));

/** The streams of the comparison. */
export const VALUE_STREAMS: readonly ValueStream[] = [...ERROR_STREAMS, ...NUMBER_STREAMS];

/** Options of `alarmStudy`. */
export interface AlarmStudyOptions {
  readonly random: Random;
  /** Streams of each kind. */
  readonly runs: number;
  /** Gets the time of each contestant for the streams of errors, which all of them see. */
  readonly watch: Stopwatch;
}

/** Values that each contestant is timed for. */
export const timedValues = (runs: number): number => ERROR_STREAMS.length * runs * RUN_LENGTH;

/**
 * Runs every contestant over `runs` streams of each kind, the same for all of them.
 * @example
 * alarmStudy({ random: createRandom(1), runs: 20, watch: new Stopwatch() }).filter(({ stream }) => stream === 'errors, sudden');
 */
export function alarmStudy({ random, runs, watch }: AlarmStudyOptions): AlarmScore[] {
  return VALUE_STREAMS.flatMap((stream) => {
    const streams = Array.from({ length: runs }, (_, run) => drawRun(stream, random.fork(`${stream.name}/${run}`)));
    return stream.contestants.map(({ name, role, make }) => {
      const stop = ERROR_STREAMS.includes(stream) ? watch.start(name) : undefined;
      const evaluations = streams.map(({ values, truth }, run) =>
        evaluateStream({ detector: make(random.fork(`${name}/${run}`)), values }, truth),
      );
      stop?.();
      return { stream: stream.name, contestant: name, role, evaluation: poolEvaluations(evaluations) };
    });
  });
}

function drawRun(
  { source, drift, schedule }: ValueStream,
  random: Random,
): { values: Float64Array; truth: readonly DriftPoint[] } {
  const stream = driftStream(source, [drift], schedule(random.fork('schedule')), { random, length: RUN_LENGTH });
  return { values: Float64Array.from(stream), truth: stream.truth };
}
