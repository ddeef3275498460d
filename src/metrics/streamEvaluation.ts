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
  /**
   * MTR = MTFA / MTD · (1 − missed / drifts) (Bifet 2017); null where MTFA or MTD is. Alarms by chance get about 1, somewhat
   * more where few of them fall into a drift's window.
   */
  readonly meanTimeRatio: number | null;
  /** Share of the drifts with an alarm in their window; null without drifts. */
  readonly episodeRecall: number | null;
}

/** What was counted, from which all else follows. */
type Counts = Pick<StreamEvaluation, 'length' | 'alarms' | 'delays' | 'repeatedAlarms'>;

/** The evaluation that follows from counts. */
export function streamEvaluation({ length, alarms, delays, repeatedAlarms }: Counts): StreamEvaluation {
  const found = delays.filter((delay) => delay !== null);
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

/**
 * Several evaluations as if their streams were one: counts add up, means are over all drifts.
 * @throws {RangeError} if there are none.
 * @example
 * poolEvaluations(seeds.map((seed) => evaluateStream(alarmsOf(seed), truth, { length: 2000 }))).detectionDelay;
 */
export function poolEvaluations(evaluations: readonly StreamEvaluation[]): StreamEvaluation {
  if (evaluations.length === 0) throw new RangeError('invalid evaluations: expected at least one, got none');
  const sum = (of: (one: StreamEvaluation) => number) => evaluations.reduce((total, one) => total + of(one), 0);
  return streamEvaluation({
    length: sum(({ length }) => length),
    alarms: sum(({ alarms }) => alarms),
    delays: evaluations.flatMap(({ delays }) => delays),
    repeatedAlarms: sum(({ repeatedAlarms }) => repeatedAlarms),
  });
}
