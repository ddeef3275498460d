import { checkNumber } from '../../errors';
import { checkProbability } from '../../stats/checkProbability';
import { betaSf } from '../../stats/distributions/beta';
import { betaln } from '../../stats/distributions/lgamma';

/** Options of `betaMixture`. */
export interface BetaMixtureOptions {
  /** Probability of a success under the null, in (0, 1); default 1/2. */
  readonly probability?: number;
}

// Beta(2, 2) bets a little more on small advantages than even bets do: wins of 55 % to 70 % are seen soonest
const PRIOR = 2;

/**
 * The e-value of a betting process after so many successes and failures, in any order. Null: whatever came before, the next trial
 * succeeds with at most `probability`. It is the mixture over all p above it of the likelihood ratio of p to the null, with the
 * weights of a Beta(2, 2) law cut off there (Robbins 1970; Waudby-Smith & Ramdas 2024 on bets), in closed form. Starts at 1 and is a nonnegative supermartingale under the
 * null: P(ever ≥ 1/alpha) ≤ alpha (Ville 1939), with a look after each trial. At most e⁷⁰⁰. Counts need not be integers.
 * @throws {TypeError | RangeError} if a count is not a number ≥ 0 or `probability` is outside (0, 1).
 * @example
 * betaMixture(30, 10); // 71.6…: 30 of 40 discordant pairs won
 */
export function betaMixture(
  successes: number,
  failures: number,
  { probability = 0.5 }: BetaMixtureOptions = {},
): number {
  checkNumber('successes', successes, 0);
  checkNumber('failures', failures, 0);
  return mixture(successes, failures, checkProbability('probability', probability));
}

/** `betaMixture` of counts that are known to be right. */
export function mixture(successes: number, failures: number, p: number): number {
  const [a, b] = [PRIOR + successes, PRIOR + failures];
  const prior = betaln(PRIOR, PRIOR) + Math.log(betaSf(p, PRIOR, PRIOR));
  const log = betaln(a, b) + Math.log(betaSf(p, a, b)) - prior - successes * Math.log(p) - failures * Math.log1p(-p);
  return Math.exp(Math.min(log, 700));
}
