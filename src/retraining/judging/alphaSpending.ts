import { checkInteger } from '../../errors';
import { checkProbability } from '../../stats/checkProbability';
import type { Evidence } from './evidence';

/** What a trial is charged for. */
export interface Charge {
  /** Its place among all trials of this plan, from 1. */
  readonly trial: number;
  /** How often its samples have been judged on, this time included, from 1. */
  readonly use: number;
}

/**
 * The part of alpha that a trial may spend: 6 alpha / (π² trial²), so that all trials that will ever be spend alpha together. Samples
 * that have been used before are charged for it: a challenger made after r − 1 verdicts on them is one of at most 3^(r−1), by what
 * these said (PASS, FAIL, INCONCLUSIVE), so it gets that part of it. This holds as long as nothing but the verdict was
 * used, and samples that overlap go under one digest.
 * @throws {TypeError | RangeError} if alpha is outside (0, 1), or a count is not an integer ≥ 1.
 * @example
 * spendAlpha(0.05, { trial: 2, use: 1 }); // 0.0076
 */
export function spendAlpha(alpha: number, { trial, use }: Charge): number {
  checkProbability('alpha', alpha);
  return (6 * alpha) / (Math.PI * checkInteger('trial', trial, 1)) ** 2 / 3 ** (checkInteger('use', use, 1) - 1);
}

/** What of an earlier verdict decides about the charge of a later one. */
export interface EarlierTrial {
  readonly evidence: Pick<Evidence, 'champion' | 'challenger' | 'samples'>;
  readonly charge: Charge;
  /** Whether its tests allow a look after every sample, so that more samples go on with the same trial. */
  readonly looks: 'once' | 'every';
}

/**
 * The charge of a trial after earlier ones, in order. A trial with looks after every sample that goes on with more samples is
 * the same trial; any other verdict is a new one.
 * @example
 * nextCharge(evidence, { looks: 'once' }, []); // { trial: 1, use: 1 }
 */
export function nextCharge(
  { champion, challenger, samples }: EarlierTrial['evidence'],
  { looks }: Pick<EarlierTrial, 'looks'>,
  earlier: readonly EarlierTrial[],
): Charge {
  const same = earlier.find(
    (one) =>
      looks === 'every' &&
      one.looks === 'every' &&
      one.evidence.champion === champion &&
      one.evidence.challenger === challenger,
  );
  if (same) return same.charge;
  const used = new Set(
    earlier.filter((one) => one.evidence.samples.digest === samples.digest).map((one) => one.charge.trial),
  );
  const trials = earlier.reduce((most, { charge }) => Math.max(most, charge.trial), 0);
  return { trial: trials + 1, use: used.size + 1 };
}
