import { checkInteger, checkNumber } from '../errors';
import type { AlarmSource } from '../metrics/streamAlarms';
import type { Random } from '../random';

/**
 * Detectors that do not look at their values: what they reach, a detector has to beat.
 * @example
 * evaluateStream({ detector: strawMen.periodic(1000), values }, truth);
 */
export const strawMen = {
  /** Alarms at every value. */
  always: (): AlarmSource => ({ update: () => 'drift' }),
  /** Never alarms. */
  never: (): AlarmSource => ({ update: () => 'stable' }),
  /** Alarms at every `every`-th value. */
  periodic(every: number): AlarmSource {
    checkInteger('every', every, 1);
    let seen = 0;
    return { update: () => (++seen % every === 0 ? 'drift' : 'stable') };
  },
  /** Alarms at each value with the probability `rate`. */
  random(rate: number, random: Random): AlarmSource {
    checkNumber('rate', rate, 0, 1);
    return { update: () => (random.uniform() < rate ? 'drift' : 'stable') };
  },
} as const;
