import { checkInteger } from '../../errors';
import { createRandom } from '../../random';
import { bootstrapInterval } from '../../stats/bootstrapInterval';
import type { Interval } from '../../stats/interval';
import { mean } from '../../stats/moments';
import { spendAlpha, type Charge } from './alphaSpending';
import { criticalMetrics } from './criticalMetrics';
import { checkEvidence, type Evidence } from './evidence';
import { criticalFindings, faults, primaryFindings, reasons, worst } from './findings';
import { furtherSamples } from './furtherSamples';
import { judgingPlan, looksEvery, type JudgingPlan } from './judgingPlan';
import { overall, primaryTest } from './primaryTest';
import { priorPower } from './priorPower';
import type { Verdict } from './verdict';

/** Options of `judge`. */
export interface JudgeOptions {
  /** What this trial is charged for (`nextCharge`), default the first one on fresh samples. */
  readonly charge?: Charge;
  /** Of random draws, an integer in [0, 2³²); default 0. */
  readonly seed?: number;
}

/**
 * The verdict on a challenger by the plan's rules; pure. PASS needs the primary test at the alpha that this trial may spend, every
 * critical metric kept against the champion and against every version approved before, and evidence without fault. FAIL needs a loss
 * that is shown, or answers that cannot be used. All else is INCONCLUSIVE, with the number of further samples.
 *
 * Null of a PASS: the challenger is not better than the champion (or, for non-inferiority, worse by the margin), or it loses the
 * margin on a critical metric of a model approved before. Assumes that samples are independent and like those to come.
 * @throws {TypeError | RangeError} if an option of the plan is wrong, or counts of the evidence contradict each other.
 * @example
 * const evidence = shadowEvidence({ labels, answers: { v1, v2 } }, { champion: 'v1', challenger: 'v2' });
 * judge(evidence, judgingPlan()).because;
 */
export function judge(evidence: Evidence, plan: JudgingPlan, options: JudgeOptions = {}): Verdict {
  const { charge = { trial: 1, use: 1 }, seed = 0 } = options;
  judgingPlan(plan);
  checkEvidence(evidence);
  checkInteger('seed', seed, 0, 0xffffffff);
  const alpha = spendAlpha(plan.alpha, charge);
  const primary = primaryTest(evidence, plan, seed);
  const critical = criticalMetrics(evidence, plan, alpha);
  const findings = [...faults(evidence, plan), ...primaryFindings(primary, alpha), ...criticalFindings(critical, plan)];
  const outcome = worst(findings);
  return {
    version: 1,
    outcome,
    because: reasons(findings, primary, alpha, critical),
    looks: looksEvery(plan) ? 'every' : 'once',
    ...{ plan, evidence, charge, seed, alpha, primary, critical },
    gain: gainInterval(evidence, plan, seed),
    prior: priorPower(plan, evidence.samples.labelled, { alpha }),
    further: outcome === 'INCONCLUSIVE' ? furtherSamples(evidence, plan, alpha, primary, critical) : null,
  };
}

function gainInterval(evidence: Evidence, { resamples }: JudgingPlan, seed: number): Interval | null {
  const { count, won, lost } = overall(evidence);
  if (resamples < 2 || count === 0) return null;
  const differences = Array.from({ length: count }, (_, i) => (i < won ? 1 : i < won + lost ? -1 : 0));
  return bootstrapInterval(differences, mean, { random: createRandom(seed).fork('bootstrap'), resamples });
}
