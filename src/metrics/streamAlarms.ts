import type { StreamStatus } from '../detectors/streaming/streamDetector';

/** Anything that takes values one by one and says when the stream has changed. */
export interface AlarmSource {
  update(value: number): StreamStatus;
}

/**
 * The indices at which a detector says 'drift'.
 * @example
 * streamAlarms(new Ddm(), errors); // [1051]
 */
export function streamAlarms(detector: AlarmSource, values: Iterable<number>): number[] {
  const alarms: number[] = [];
  let i = 0;
  for (const value of values) {
    if (detector.update(value) === 'drift') alarms.push(i);
    i++;
  }
  return alarms;
}
