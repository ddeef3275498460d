import type { DriftSchedule } from './schedule';

/**
 * No drift: the stream is its source. What alarms here is false.
 * @example
 * driftStream(sea(), [], none(), { random, length: 10_000 }).truth; // []
 */
export function none(): DriftSchedule {
  return { name: 'none', mixing: 'draw', changes: () => [], share: () => 0 };
}
