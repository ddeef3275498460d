import { checkProbability } from '../../stats/checkProbability';
import { say } from '../deciding/say';
import type { DriftEvidence } from './driftEvidence';

/** Options of {@link driftPosterior}. */
export interface DriftPriorOptions {
  /** Share of windows with a drift, in (0, 1), before this one is looked at. */
  readonly baseRate: number;
}

/** The probability of a drift under a stated prior. */
export interface DriftPosterior {
  readonly probability: number;
  /** Whether it is a bound: the probability is this at most. */
  readonly atMost: boolean;
  readonly baseRate: number;
  readonly bayesFactor: number;
  readonly family: string;
  /** The number with all that it depends on. */
  readonly statement: string;
}

/**
 * The posterior probability of a drift: odds = Bayes factor × baseRate/(1 − baseRate). It means nothing without its prior: what is 0.9 at a base
 * rate of 0.5 is 0.5 at 0.1 and 0.16 at 0.02. The base rate is yours to state; the family of drifts is that of the evidence.
 * @throws {RangeError} if the base rate is not in (0, 1).
 * @example
 * driftPosterior(driftEvidence(evidence), { baseRate: 0.1 }).statement;
 * // 'P(drift) = 0.93 for a base rate of 0.1 and a Bayes factor of 120; drift: …'
 */
export function driftPosterior(evidence: DriftEvidence, { baseRate }: DriftPriorOptions): DriftPosterior {
  checkProbability('baseRate', baseRate);
  const { bayesFactor, logBayesFactor, family, basis } = evidence;
  const probability = 1 / (1 + Math.exp(-logBayesFactor) * ((1 - baseRate) / baseRate));
  const atMost = basis === 'bound';
  const factor = `${atMost ? 'at most ' : ''}${say(bayesFactor)}`;
  const statement = `P(drift) ${atMost ? '≤' : '='} ${say(probability)} for a base rate of ${baseRate} and a Bayes factor of ${factor}; drift: ${family}`;
  return { probability, atMost, baseRate, bayesFactor, family, statement };
}
