import type { CriticalResult } from './criticalMetrics';
import type { Evidence } from './evidence';
import { looksEvery, type JudgingPlan } from './judgingPlan';
import type { PrimaryResult } from './primaryTest';
import { gainOf, ratesOf, samplesFor } from './priorPower';

/** The largest number of further samples that one of the open questions needs; null where one of them has no answer. */
export function furtherSamples(
  { samples }: Evidence,
  plan: JudgingPlan,
  alpha: number,
  primary: PrimaryResult | null,
  critical: readonly CriticalResult[],
): number | null {
  const { labelled } = samples;
  const wanted: (number | null)[] = [plan.floor - labelled];
  if (primary && primary.pValue > alpha) wanted.push(furtherForPrimary(plan, alpha, primary));
  for (const { outcome, count, needs, difference, won, lost } of critical) {
    if (outcome !== 'open') continue;
    const own =
      needs !== null && needs > count
        ? needs
        : samplesFor(
            { ...plan, primary: looksEvery(plan) ? 'marginBets' : 'nonInferiority' },
            ratesOf(difference, (won + lost) / count),
            alpha,
          );
    // the metric's own samples come with a share of all
    wanted.push(own === null ? null : Math.ceil(((own - count) * labelled) / count));
  }
  return wanted.includes(null) ? null : Math.max(0, ...(wanted as number[]));
}

/** For the expected gain, or, where that would have been seen by now, for the observed one. */
function furtherForPrimary(plan: JudgingPlan, alpha: number, { count, won, lost, test }: PrimaryResult): number | null {
  if (test === 'permutation' || count === 0) return null;
  const discordance = (won + lost) / count;
  const hoped = samplesFor(plan, ratesOf(gainOf(plan), discordance), alpha);
  if (hoped !== null && hoped > count) return hoped - count;
  const needs = samplesFor(plan, ratesOf((won - lost) / count, discordance), alpha);
  return needs === null ? null : Math.max(0, needs - count);
}
