import type { DriftPoint } from '../../data/streams/driftPoint';
import { checkInteger } from '../../errors';
import { inTurn, type DriftSchedule } from './schedule';

/** Options of `seasonal`. */
export interface SeasonalOptions {
  /** Samples of a whole season, there and back. */
  readonly period: number;
}

/**
 * Severity swings as ½ − ½ cos(2πt/period): from the source to the first drift and back; with several drifts on to the next
 * one. Each half period is one incremental change of the truth, the first one starting at 0.
 * @throws {TypeError | RangeError} if the period is not an even integer ≥ 2.
 * @example
 * seasonal({ period: 2000 });
 */
export function seasonal({ period }: SeasonalOptions): DriftSchedule {
  const half = period / 2;
  checkInteger('period / 2', half, 1);
  const places = (length: number) => Array.from({ length: Math.ceil(length / half) }, (_, i) => i * half);
  return {
    name: 'seasonal',
    mixing: 'blend',
    share: swing,
    changes: inTurn('period', places, 'incremental', { after: half }),
  };
}

function swing({ start, end }: DriftPoint, t: number): number {
  const share = Math.min(Math.max((t - start) / (end - start), 0), 1);
  return (1 - Math.cos(Math.PI * share)) / 2;
}
