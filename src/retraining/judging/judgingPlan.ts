import { checkInteger, checkNumber, checkOneOf } from '../../errors';
import { checkProbability } from '../../stats/checkProbability';
import type { Label } from '../../stats/contingency';

const PRIMARY = ['mcnemar', 'permutation', 'nonInferiority', 'bets', 'marginBets'] as const;
const METRICS = ['overall', 'recall', 'group'] as const;

/**
 * The one test on which a promotion rests. The challenger is right more often than the champion: 'mcnemar' (exact, one look) or
 * 'bets' (`betaMixture` of the discordant pairs, a look after every sample). Its scores are better: 'permutation' (sign flips of
 * the differences of scores, one look). It is not worse by the margin: 'nonInferiority' (one look), 'marginBets' (every sample).
 */
export type PrimaryTest = (typeof PRIMARY)[number];

/** Shares of right answers that must not fall: of all samples, of each class, of each group. */
export type CriticalMetric = (typeof METRICS)[number];

/** How challengers are judged; named before their data are seen. Plain data. */
export interface JudgingPlan {
  /** Default 'mcnemar'. */
  readonly primary: PrimaryTest;
  /** For all challengers together: P(ever promote one that is not better, or worse by the margin); default 0.05. */
  readonly alpha: number;
  /** What a critical metric may lose, as a share of its own samples; default 0.02. */
  readonly margin: number;
  /** Default all three. */
  readonly critical: readonly CriticalMetric[];
  /** 'bound' (default): a loss of the margin must be refuted. 'point': the observed loss must be at most the margin. */
  readonly rule: 'bound' | 'point';
  /** The fewest labelled samples of a promotion, default 1000. */
  readonly floor: number;
  /** The gain that one wants to see and the share of samples on which the two models differ: for the power before the test; defaults 0.02, 0.08. */
  readonly expected: { readonly gain: number; readonly discordance: number };
  /** Wanted power, default 0.8. */
  readonly power: number;
  /** 'refuse' (default): no promotion where labels are missing. 'omit': samples with labels speak for all. */
  readonly missingLabels: 'refuse' | 'omit';
  /** All classes there are; default: those of the labels and of what older models answer. */
  readonly classes: readonly Label[] | null;
  /** Draws of the bootstrap interval of the gain (an interval only, no test), default 2000; 0: none. */
  readonly resamples: number;
  /** Whether a human has to sign a promotion; default 'required'. */
  readonly approval: 'required' | 'automatic';
}

/**
 * A plan with defaults filled in.
 * @throws {TypeError | RangeError} that names the option that is wrong.
 * @example
 * judgingPlan({ primary: 'bets', approval: 'automatic' });
 */
export function judgingPlan(options: Partial<JudgingPlan> = {}): JudgingPlan {
  const plan: JudgingPlan = { ...DEFAULTS, ...options };
  const unknown = Object.keys(plan).find((key) => !Object.hasOwn(DEFAULTS, key));
  if (unknown !== undefined) throw new RangeError(`invalid plan: expected no option ${unknown}, got one`);
  checkOneOf('primary', plan.primary, PRIMARY);
  for (const name of ['alpha', 'margin', 'power'] as const) checkProbability(name, plan[name]);
  plan.critical.forEach((metric) => checkOneOf('critical', metric, METRICS));
  checkOneOf('rule', plan.rule, ['bound', 'point']);
  checkInteger('floor', plan.floor, 1);
  checkNumber('expected.gain', plan.expected.gain, 0, 1);
  checkNumber('expected.discordance', plan.expected.discordance, plan.expected.gain, 1);
  checkOneOf('missingLabels', plan.missingLabels, ['refuse', 'omit']);
  checkInteger('resamples', plan.resamples, 0);
  checkOneOf('approval', plan.approval, ['required', 'automatic']);
  return plan;
}

/** Whether a plan's tests may be looked at after every sample. */
export function looksEvery({ primary }: Pick<JudgingPlan, 'primary'>): boolean {
  return primary === 'bets' || primary === 'marginBets';
}

const DEFAULTS: JudgingPlan = {
  primary: 'mcnemar',
  alpha: 0.05,
  margin: 0.02,
  critical: METRICS,
  rule: 'bound',
  floor: 1000,
  expected: { gain: 0.02, discordance: 0.08 },
  power: 0.8,
  missingLabels: 'refuse',
  classes: null,
  resamples: 2000,
  approval: 'required',
};
