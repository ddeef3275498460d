import type { DriftPoint } from '../data/streams/driftPoint';
import { checkInteger, show } from '../errors';
import { streamAlarms, type AlarmSource } from './streamAlarms';
import { streamEvaluation, type StreamEvaluation } from './streamEvaluation';

export type { StreamEvaluation } from './streamEvaluation';

/** Options of `evaluateStream`. */
export interface EvaluateStreamOptions {
  /** Number of values of the stream; needed where alarms are given, else all values are counted. */
  readonly length?: number;
  /** For how long after a drift is complete an alarm counts as its detection; default: until the next drift or the end. */
  readonly window?: number;
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
  let repeatedAlarms = 0;
  const delays = drifts.map(({ start, end }, i) => {
    while (indices[next] < start) next++;
    // a window of 0 still holds the first drifted value
    const deadline = Math.min(Math.max(end + window, start + 1), drifts[i + 1]?.start ?? length);
    if (!(indices[next] < deadline)) return null;
    const first = next++;
    while (indices[next] < Math.min(end, deadline)) next++;
    repeatedAlarms += next - first - 1;
    return indices[first] - start;
  });
  return streamEvaluation({ length, alarms: indices.length, delays, repeatedAlarms });
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
