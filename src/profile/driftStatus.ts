import { checkNumber } from '../errors';

/** What a score means. */
export type DriftStatus = 'ok' | 'warn' | 'alert';

/** Where the statuses begin. */
export interface StatusLimits {
  /** Scores below are ok; default 0.1. */
  readonly warn?: number;
  /** Scores above alert; default 0.2. */
  readonly alert?: number;
}

/**
 * ok below 0.1, alert above 0.2, else warn, which has both limits. Fixed limits know nothing of chance: compare the score with what
 * chance exceeds at its sample size first, as `compareProfiles` does.
 * @throws {TypeError | RangeError} if the score is NaN, infinite or negative: it is never silently ok.
 * @example
 * driftStatus(0.15); // 'warn'
 */
export function driftStatus(score: number, { warn = 0.1, alert = 0.2 }: StatusLimits = {}): DriftStatus {
  checkNumber('score', score, 0);
  if (score < warn) return 'ok';
  return score > alert ? 'alert' : 'warn';
}

const ORDER: readonly DriftStatus[] = ['ok', 'warn', 'alert'];

/** The most serious one; ok of none. */
export function worstStatus(statuses: readonly DriftStatus[]): DriftStatus {
  return ORDER[Math.max(0, ...statuses.map((status) => ORDER.indexOf(status)))];
}
