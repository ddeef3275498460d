import type { DriftPoint } from '../data/streams/driftPoint';
import { checkInteger, show } from '../errors';
import { streamAlarms, type AlarmSource } from './streamAlarms';

/** Options of `evaluateStream`. */
export interface EvaluateStreamOptions {
  /** Number of values of the stream; needed where alarms are given, else all values are counted. */
  readonly length?: number;
  /** For how long after a drift is complete an alarm counts as its detection; default: until the next drift or the end. */
  readonly window?: number;
}

/** What alarms are worth on a stream whose drifts are known. What cannot be said is null. */
export interface StreamEvaluation {
  readonly length: number;
  readonly alarms: number;
  /** True drifts; blips are none. */
  readonly drifts: number;
  readonly detected: number;
  readonly missed: number;
  /** For each drift, values from its start to the first alarm in its window: 0 at its first value. Null if missed. */
  readonly delays: readonly (number | null)[];
  /** Mean of the delays of the detected drifts; null if none was. */
  readonly detectionDelay: number | null;
  /** Alarms that are neither a detection nor a repetition. */
  readonly falseAlarms: number;
  readonly falseAlarmsPer1000: number;
  /** Alarms after the first one while a gradual or incremental drift is still going on. */
  readonly repeatedAlarms: number;
  /** MTFA: length / false alarms; null without false alarms. */
  readonly meanTimeBetweenFalseAlarms: number | null;
  /** MTD: values seen from the start of a drift to its alarm, both counted, so delay + 1. Null if none was detected. */
  readonly meanTimeToDetection: number | null;
  /** MTR = MTFA / MTD · (1 − missed / drifts) (Bifet 2017); null where MTFA or MTD is. Alarms by chance get about 1 at most. */
  readonly meanTimeRatio: number | null;
  /** Share of the drifts with an alarm in their window; null without drifts. */
  readonly episodeRecall: number | null;
}

/**
 * Holds the alarms of a detector against the true drifts (mean time ratio: Bifet, "Classifier concept drift detection and the
 * illusion of progress", 2017).
 *
 * A drift's window goes from its start to `window` values after its end, but not beyond the start of the next drift. The first
 * alarm in it is the detection; a gradual drift is counted from its start. All other alarms are false, except repetitions
 * while a drift goes on. So an alarm at every value has delay 0, misses nothing and has almost 1000 false alarms per 1000;
 * there is no F1 here, since it would praise that.
 * @param alarms indices, increasing; or a detector with the values it shall see, in order
 * @param truth the drift points, by their starts
 * @throws {TypeError | RangeError} if alarms or starts do not increase or lie outside the stream, or `length` is missing.
 * @example
 * evaluateStream([480, 1020], [{ kind: 'sudden', start: 1000, end: 1000 }], { length: 2000 });
 * // { detected: 1, detectionDelay: 20, falseAlarms: 1, falseAlarmsPer1000: 0.5, meanTimeRatio: 2000 / 1 / 21, … }
 */
export function evaluateStream(
  alarms: ArrayLike<number> | { readonly detector: AlarmSource; readonly values: ArrayLike<number> },
  truth: readonly DriftPoint[],
  options: EvaluateStreamOptions = {},
): StreamEvaluation {
  const given = 'detector' in alarms ? Array.from(alarms.values) : undefined;
  const length = checkInteger('length', options.length ?? given?.length, 1);
  const indices = 'detector' in alarms ? streamAlarms(alarms.detector, given!) : Array.from(alarms);
  checkAlarms(indices, length);
  const { window = length } = options;
  checkInteger('window', window, 0);
  const drifts = truth.filter(({ kind }) => kind !== 'blip');
  checkDrifts(drifts, length);

  let next = 0;
  const episodes = drifts.map(({ start, end }, i): Episode => {
    while (indices[next] < start) next++;
    // a window of 0 still holds the first drifted value
    const deadline = Math.min(Math.max(end + window, start + 1), drifts[i + 1]?.start ?? length);
    if (!(indices[next] < deadline)) return { delay: null, repeated: 0 };
    const first = next++;
    while (indices[next] < Math.min(end, deadline)) next++;
    return { delay: indices[first] - start, repeated: next - first - 1 };
  });
  return summarize(length, indices.length, episodes);
}

interface Episode {
  readonly delay: number | null;
  readonly repeated: number;
}

function summarize(length: number, alarms: number, episodes: readonly Episode[]): StreamEvaluation {
  const delays = episodes.map(({ delay }) => delay);
  const found = delays.filter((delay) => delay !== null);
  const repeatedAlarms = episodes.reduce((sum, { repeated }) => sum + repeated, 0);
  const falseAlarms = alarms - found.length - repeatedAlarms;
  const detectionDelay = found.length > 0 ? found.reduce((sum, delay) => sum + delay, 0) / found.length : null;
  const meanTimeToDetection = detectionDelay === null ? null : detectionDelay + 1;
  const meanTimeBetweenFalseAlarms = falseAlarms > 0 ? length / falseAlarms : null;
  const episodeRecall = delays.length > 0 ? found.length / delays.length : null;
  return {
    ...{ length, alarms, drifts: delays.length, detected: found.length, missed: delays.length - found.length },
    ...{ delays, detectionDelay, falseAlarms, repeatedAlarms },
    falseAlarmsPer1000: (1000 * falseAlarms) / length,
    ...{ meanTimeBetweenFalseAlarms, meanTimeToDetection, episodeRecall },
    meanTimeRatio:
      meanTimeBetweenFalseAlarms === null || meanTimeToDetection === null || episodeRecall === null
        ? null
        : (meanTimeBetweenFalseAlarms / meanTimeToDetection) * episodeRecall,
  };
}

function checkAlarms(alarms: readonly number[], length: number): void {
  alarms.forEach((t, i) => checkInteger(`alarms[${i}]`, t, i === 0 ? 0 : alarms[i - 1] + 1, length - 1));
}

function checkDrifts(drifts: readonly DriftPoint[], length: number): void {
  drifts.forEach(({ start, end }, i) => {
    checkInteger(`truth[${i}].start`, start, i === 0 ? 0 : drifts[i - 1].start + 1, length - 1);
    if (!(end >= start)) throw new RangeError(`invalid truth[${i}].end: expected at least ${start}, got ${show(end)}`);
  });
}
