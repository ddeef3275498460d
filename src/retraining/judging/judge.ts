import { checkInteger, show } from '../../errors';
import { createRandom } from '../../random';
import { bootstrapInterval } from '../../stats/bootstrapInterval';
import type { Label } from '../../stats/contingency';
import type { Interval } from '../../stats/interval';
import { mean } from '../../stats/moments';
import { spendAlpha, type Charge } from './alphaSpending';
import { criticalMetrics, type CriticalResult } from './criticalMetrics';
import type { Evidence } from './evidence';
import { judgingPlan, looksEvery, type JudgingPlan } from './judgingPlan';
import { overall, primaryTest, type PrimaryResult } from './primaryTest';
import { gainOf, priorPower, ratesOf, samplesFor } from './priorPower';
import type { Outcome, Verdict } from './verdict';

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
 * @throws {TypeError | RangeError} if an option of the plan is wrong.
 * @example
 * const evidence = shadowEvidence({ labels, answers: { v1, v2 } }, { champion: 'v1', challenger: 'v2' });
 * judge(evidence, judgingPlan()).because;
 */
export function judge(evidence: Evidence, plan: JudgingPlan, options: JudgeOptions = {}): Verdict {
  const { charge = { trial: 1, use: 1 }, seed = 0 } = options;
  judgingPlan(plan);
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

interface Finding {
  readonly outcome: Exclude<Outcome, 'PASS'>;
  readonly text: string;
}

function worst(findings: readonly Finding[]): Outcome {
  if (findings.some(({ outcome }) => outcome === 'FAIL')) return 'FAIL';
  return findings.length > 0 ? 'INCONCLUSIVE' : 'PASS';
}

/** What is wrong with the samples and the answers. */
function faults(evidence: Evidence, plan: JudgingPlan): Finding[] {
  const { samples, challenger } = evidence;
  const { count, labelled, classes } = samples;
  const open = (text: string): Finding => ({ outcome: 'INCONCLUSIVE', text });
  const found = evidence.answers.flatMap(({ version, missing }): Finding[] =>
    missing === 0
      ? []
      : [
          {
            outcome: version === challenger ? 'FAIL' : 'INCONCLUSIVE',
            text: `${version} gave no answer to ${missing} of ${count} samples`,
          },
        ],
  );
  const strange = strangeClasses(evidence, plan);
  if (strange.length > 0)
    found.push({
      outcome: 'FAIL',
      text: `${challenger} answers with classes that nothing else knows: ${listed(strange)}`,
    });
  if (labelled < count && plan.missingLabels === 'refuse')
    found.push(open(`labels are missing for ${count - labelled} of ${count} samples`));
  if (labelled < plan.floor) found.push(open(`${labelled} labelled samples, and the floor is ${plan.floor}`));
  if (classes.length < 2)
    found.push(
      open(
        `the labelled samples have ${classes.length} class${classes.length === 1 ? '' : 'es'}, and it takes two to judge`,
      ),
    );
  const absent = plan.critical.includes('recall') ? absentClasses(evidence, plan) : [];
  if (absent.length > 0) found.push(open(`no labelled samples of the classes ${listed(absent)}`));
  return found;
}

/** Classes of the plan whose recall nobody can judge. */
function absentClasses({ samples }: Evidence, { classes }: JudgingPlan): Label[] {
  const seen = new Set(samples.classes.map(([label]) => label));
  return (classes ?? []).filter((label) => !seen.has(label));
}

function strangeClasses({ samples, answers, challenger }: Evidence, { classes }: JudgingPlan): Label[] {
  const older = answers.filter(({ version }) => version !== challenger);
  const known = new Set<Label>(
    classes ?? [...samples.classes, ...older.flatMap((one) => one.classes)].map(([label]) => label),
  );
  const own = answers.find(({ version }) => version === challenger)?.classes ?? [];
  return own.map(([label]) => label).filter((label) => !known.has(label));
}

function listed(labels: readonly Label[]): string {
  const shown = labels.slice(0, 5).map(show).join(', ');
  return labels.length > 5 ? `${shown} and ${labels.length - 5} more` : shown;
}

function primaryFindings(primary: PrimaryResult | null, alpha: number): Finding[] {
  if (!primary) return [{ outcome: 'INCONCLUSIVE', text: 'the permutation test needs scores, and there are none' }];
  const { test, pValue, pWorse } = primary;
  if (pValue <= alpha) return [];
  if (pWorse <= alpha)
    return [{ outcome: 'FAIL', text: `${test}: worse, p = ${round(pWorse)} at alpha ${round(alpha)}` }];
  return [{ outcome: 'INCONCLUSIVE', text: `${test}: not shown, p = ${round(pValue)} above alpha ${round(alpha)}` }];
}

function criticalFindings(critical: readonly CriticalResult[], { margin, rule }: JudgingPlan): Finding[] {
  return critical.flatMap((result): Finding[] => {
    const { against, count, difference, pValue, outcome, needs } = result;
    const name = `${nameOf(result)} against ${against}: ${points(difference)} of ${count} samples`;
    if (outcome === 'kept') return [];
    if (outcome === 'lost') return [{ outcome: 'FAIL', text: `${name}, a loss above ${points(margin)}` }];
    const wanted = rule === 'bound' ? `, p = ${round(pValue)}; an equal model needs ${needs ?? 'more than 10⁷'}` : '';
    return [{ outcome: 'INCONCLUSIVE', text: `${name}, a loss of ${points(margin)} is not refuted${wanted}` }];
  });
}

function nameOf({ metric, of }: CriticalResult): string {
  return metric === 'overall' ? 'accuracy' : `${metric === 'recall' ? 'recall of' : 'accuracy in group'} ${String(of)}`;
}

function reasons(
  findings: readonly Finding[],
  primary: PrimaryResult | null,
  alpha: number,
  critical: readonly CriticalResult[],
): string[] {
  const failed = findings.filter(({ outcome }) => outcome === 'FAIL');
  const open = findings.filter(({ outcome }) => outcome !== 'FAIL');
  const texts = [...failed, ...open].map(({ text }) => text);
  if (texts.length > 0 || !primary) return texts;
  const { test, difference, pValue } = primary;
  const gain = test === 'permutation' ? round(difference) : points(difference);
  return [
    `${test}: gain ${gain}, p = ${round(pValue)} at alpha ${round(alpha)}`,
    `${critical.length} critical metrics keep what they had`,
  ];
}

function gainInterval(evidence: Evidence, { resamples }: JudgingPlan, seed: number): Interval | null {
  const { count, won, lost } = overall(evidence);
  if (resamples < 2 || count === 0) return null;
  const differences = Array.from({ length: count }, (_, i) => (i < won ? 1 : i < won + lost ? -1 : 0));
  return bootstrapInterval(differences, mean, { random: createRandom(seed).fork('bootstrap'), resamples });
}

/** The largest number of further samples that one of the open questions needs; null where one of them has no answer. */
function furtherSamples(
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

function points(share: number): string {
  return `${(100 * share).toFixed(1)} points`;
}

function round(value: number): string {
  return Number(value.toPrecision(3)).toString();
}
