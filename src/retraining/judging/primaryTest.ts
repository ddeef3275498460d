import { createRandom } from '../../random';
import { mcnemar } from '../../stats/mcnemar';
import { pairedPermutation } from '../../stats/pairedPermutation';
import { mixture } from './betaMixture';
import type { Evidence } from './evidence';
import type { JudgingPlan, PrimaryTest } from './judgingPlan';
import { stakes } from './marginBets';
import { nonInferiority } from './nonInferiority';
import type { PairCounts } from './pairCounts';

/** What the primary test says. */
export interface PrimaryResult {
  readonly test: PrimaryTest;
  readonly count: number;
  readonly won: number;
  readonly lost: number;
  /** The gain: of right answers as a share, or of scores for 'permutation'. */
  readonly difference: number;
  /** For tests with looks after every sample 1/e, at most 1: valid whenever one stops. */
  readonly pValue: number;
  /** The e-value of tests with looks after every sample, else null. */
  readonly eValue: number | null;
  /** The same for the other direction, where the test has one: the challenger is worse (by the margin). */
  readonly pWorse: number;
}

/** The primary test of a plan; null where its evidence lacks scores. */
export function primaryTest(evidence: Evidence, { primary, margin }: JudgingPlan, seed: number): PrimaryResult | null {
  const pairs = overall(evidence);
  const { count, won, lost } = pairs;
  if (primary === 'permutation' && !evidence.differences) return null;
  const outcome = TESTS[primary](pairs, margin, evidence.differences ?? [], seed);
  const difference = outcome.difference ?? (count === 0 ? 0 : (won - lost) / count);
  return { test: primary, count, won, lost, ...outcome, difference };
}

/** The challenger beside the champion on all labelled samples. */
export function overall({ comparisons, champion }: Evidence): PairCounts {
  const found = comparisons.find(({ metric, against }) => metric === 'overall' && against === champion);
  const { count, won, lost } = found ?? { count: 0, won: 0, lost: 0 };
  return { count, won, lost };
}

/** The p value of an e-value. */
export function pOfE(eValue: number): number {
  return Math.min(1, 1 / eValue);
}

type Found = Pick<PrimaryResult, 'pValue' | 'eValue' | 'pWorse'> & { readonly difference?: number };
type Test = (pairs: PairCounts, margin: number, differences: readonly number[], seed: number) => Found;

const TESTS: Readonly<Record<PrimaryTest, Test>> = {
  mcnemar: ({ won, lost }) => {
    const { pValue } = mcnemar([
      [0, lost],
      [won, 0],
    ]);
    return { pValue: won > lost ? pValue : 1, eValue: null, pWorse: lost > won ? pValue : 1 };
  },
  permutation: (_, __, differences, seed) => {
    const { statistic, pValue } = pairedPermutation(differences, { random: createRandom(seed).fork('permutation') });
    const [better, worse] = [statistic > 0, statistic < 0];
    return { pValue: better ? pValue : 1, eValue: null, pWorse: worse ? pValue : 1, difference: statistic };
  },
  nonInferiority: (pairs, margin) => ({
    pValue: nonInferiority(pairs, { margin }).pValue,
    eValue: null,
    pWorse: inferiorityP(pairs, margin),
  }),
  bets: ({ won, lost }) => {
    const eValue = mixture(won, lost, 0.5);
    return { pValue: pOfE(eValue), eValue, pWorse: pOfE(mixture(lost, won, 0.5)) };
  },
  marginBets: (pairs, margin) => {
    const eValue = stakes(pairs, margin);
    return { pValue: pOfE(eValue), eValue, pWorse: inferiorityBet(pairs, margin) };
  },
};

/** p of the null that the new model loses at most the margin; small when it surely loses more. */
export function inferiorityP({ count, won, lost }: PairCounts, margin: number): number {
  if (count === 0) return 1;
  const { pValue } = nonInferiority({ count, won, lost }, { margin, method: 'score' });
  return 1 - pValue;
}

/** The same for looks after every sample: bets on the loss being above the margin. */
export function inferiorityBet({ count, won, lost }: PairCounts, margin: number): number {
  return pOfE(stakes({ count, won: lost, lost: won }, -margin));
}
