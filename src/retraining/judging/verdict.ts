import type { Interval } from '../../stats/interval';
import type { Charge } from './alphaSpending';
import type { CriticalResult } from './criticalMetrics';
import type { Evidence } from './evidence';
import type { JudgingPlan } from './judgingPlan';
import type { PrimaryResult } from './primaryTest';

/** PASS: promote. FAIL: shown to be worse, or its answers cannot be used. INCONCLUSIVE: neither is shown. */
export type Outcome = 'PASS' | 'FAIL' | 'INCONCLUSIVE';

/** The power that the plan had before the samples were looked at. */
export interface PriorPower {
  /** The gain and the discordance that the plan expects. */
  readonly gain: number;
  readonly discordance: number;
  /** Of the primary test with the samples there are; null for tests of scores and for bets, which have no fixed number of samples. */
  readonly power: number | null;
  /** Samples for the plan's power; for bets: those by which six of ten trials are decided. Null where no number suffices or none is known. */
  readonly needs: number | null;
}

/** What was decided about a challenger, with all that is needed to decide it again; survives JSON. */
export interface Verdict {
  readonly version: 1;
  readonly outcome: Outcome;
  /** In words, the most important first. */
  readonly because: readonly string[];
  readonly looks: 'once' | 'every';
  readonly plan: JudgingPlan;
  readonly evidence: Evidence;
  readonly charge: Charge;
  /** Of all random draws. */
  readonly seed: number;
  /** What of the plan's alpha this trial may spend. */
  readonly alpha: number;
  readonly primary: PrimaryResult | null;
  readonly critical: readonly CriticalResult[];
  /** Bootstrap interval of the gain in right answers; an interval, not a test. Null with `resamples` 0. */
  readonly gain: Interval | null;
  readonly prior: PriorPower;
  /** Further samples with which a decision is likely, when INCONCLUSIVE for want of samples; null where that cannot be said. */
  readonly further: number | null;
}
