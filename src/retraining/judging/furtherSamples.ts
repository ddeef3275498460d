import type { CriticalResult } from './criticalMetrics';
import type { Evidence } from './evidence';
import { looksEvery, type JudgingPlan } from './judgingPlan';
import type { PrimaryResult } from './primaryTest';
import { gainOf, ratesOf, samplesFor } from './priorPower';

/**
 * How many samples more are likely to settle what is open: the largest number that one of the questions needs, null where one of them
 * has no answer, or none is a question of numbers.
 */
export function furtherSamples(
  { samples }: Evidence,
  plan: JudgingPlan,
  alpha: number,
  primary: PrimaryResult | null,
  critical: readonly CriticalResult[],
): number | null {
  const { labelled } = samples;
  const open = critical.filter(({ outcome }) => outcome === 'open');
  const wanted = [plan.floor - labelled, ...open.map((result) => furtherForCritical(plan, alpha, result, labelled))];
  if (primary && primary.pValue > alpha) wanted.push(furtherForPrimary(plan, alpha, primary));
  const most = Math.max(...wanted);
  return most > 0 ? most : null;
}

/** For a model as good, or, where that would have been seen by now, for the observed difference; NaN if none suffices. */
function furtherForCritical(plan: JudgingPlan, alpha: number, result: CriticalResult, labelled: number): number {
  const { count, needs, difference, won, lost } = result;
  const rule = { ...plan, primary: looksEvery(plan) ? 'marginBets' : 'nonInferiority' } as const;
  const enough = needs !== null && needs > count;
  const own = enough ? needs : samplesFor(rule, ratesOf(difference, (won + lost) / count), alpha);
  // the metric's own samples come with a share of all
  return Math.ceil((((own ?? NaN) - count) * labelled) / count);
}

/** For the expected gain, or, where that would have been seen by now, for the observed one; NaN if none suffices. */
function furtherForPrimary(plan: JudgingPlan, alpha: number, { count, won, lost, test }: PrimaryResult): number {
  if (test === 'permutation' || count === 0) return NaN;
  const discordance = (won + lost) / count;
  const hoped = samplesFor(plan, ratesOf(gainOf(plan), discordance), alpha);
  if (hoped !== null && hoped > count) return hoped - count;
  const needs = samplesFor(plan, ratesOf((won - lost) / count, discordance), alpha);
  return (needs ?? NaN) - count;
}
