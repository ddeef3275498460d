import type { Label } from '../../stats/contingency';
import { bettingSamples } from './bettingSamples';
import type { Comparison, Evidence } from './evidence';
import { looksEvery, type CriticalMetric, type JudgingPlan } from './judgingPlan';
import { stakes } from './marginBets';
import { nonInferiority, scoreInterval } from './nonInferiority';
import { pairedSamples } from './pairedPower';
import { withinMargin } from './pointVerdict';
import { inferiorityBet, inferiorityP, pOfE } from './primaryTest';

/** Whether the challenger keeps one critical metric of one older model. */
export interface CriticalResult {
  readonly against: string;
  readonly metric: CriticalMetric;
  /** The class or the group; null for 'overall'. */
  readonly of: Label | null;
  /** The metric's own denominator. */
  readonly count: number;
  readonly won: number;
  readonly lost: number;
  /** Challenger less older model, as a share of the metric's own samples. */
  readonly difference: number;
  /** Score interval of the difference whose lower end alone has the level that the test has; for looks after every sample a description. */
  readonly low: number;
  readonly high: number;
  /** Null: it loses the margin or more. 1/e for looks after every sample. */
  readonly pValue: number;
  /** Null: it loses at most the margin. */
  readonly pWorse: number;
  /** Samples of the metric's own that a model as good needs to pass with the plan's power; null: more than 10⁷. */
  readonly needs: number | null;
  readonly outcome: 'kept' | 'lost' | 'open';
}

/**
 * Non-inferiority of all critical metrics against the champion and every version approved before: whichever of them is best, it is
 * among them. All must be kept, so none of the tests is corrected (intersection–union); a loss must be shown at alpha over their number.
 */
export function criticalMetrics({ comparisons }: Evidence, plan: JudgingPlan, alpha: number): CriticalResult[] {
  const chosen = comparisons.filter(({ metric }) => plan.critical.includes(metric));
  return chosen.map((comparison) => criticalResult(comparison, plan, alpha, alpha / chosen.length));
}

function criticalResult(comparison: Comparison, plan: JudgingPlan, alpha: number, alphaWorse: number): CriticalResult {
  const { count, won, lost } = comparison;
  const { margin, power } = plan;
  const every = looksEvery(plan);
  const pValue = every ? pOfE(stakes(comparison, margin)) : nonInferiority(comparison, { margin }).pValue;
  const pWorse = every ? inferiorityBet(comparison, margin) : inferiorityP(comparison, margin);
  const [low, high] = scoreInterval(comparison, alpha);
  // one pair more than there were: none seen does not mean that none will come
  const each = Math.min(0.5, (won + lost + 1) / (count + 2) / 2);
  const options = { alpha, margin, power };
  const needs = every
    ? bettingSamples({ won: each, lost: each }, options)
    : pairedSamples({ won: each, lost: each }, options);
  const difference = (won - lost) / count;
  const outcome = outcomeOf(plan, difference, pValue <= alpha, pWorse <= alphaWorse);
  return { ...comparison, difference, low, high, pValue, pWorse, needs, outcome };
}

function outcomeOf(
  { rule, margin }: JudgingPlan,
  difference: number,
  kept: boolean,
  lost: boolean,
): CriticalResult['outcome'] {
  if (rule === 'point') return withinMargin(-difference, margin) ? 'kept' : 'lost';
  if (kept) return 'kept';
  return lost ? 'lost' : 'open';
}
