import { show } from '../../errors';
import type { Label } from '../../stats/contingency';
import type { CriticalResult } from './criticalMetrics';
import type { Evidence } from './evidence';
import type { JudgingPlan } from './judgingPlan';
import type { PrimaryResult } from './primaryTest';
import type { Outcome } from './verdict';

/** Something that stands against a promotion. */
export interface Finding {
  readonly outcome: Exclude<Outcome, 'PASS'>;
  readonly text: string;
}

/** The verdict that findings leave. */
export function worst(findings: readonly Finding[]): Outcome {
  if (findings.some(({ outcome }) => outcome === 'FAIL')) return 'FAIL';
  return findings.length > 0 ? 'INCONCLUSIVE' : 'PASS';
}

/** What is wrong with the samples and the answers. */
export function faults(evidence: Evidence, plan: JudgingPlan): Finding[] {
  return [...answerFaults(evidence, plan), ...sampleFaults(evidence, plan)];
}

function answerFaults(evidence: Evidence, plan: JudgingPlan): Finding[] {
  const { answers, challenger, samples } = evidence;
  const found = answers
    .filter(({ missing }) => missing > 0)
    .map(({ version, missing }) => ({
      outcome: version === challenger ? ('FAIL' as const) : ('INCONCLUSIVE' as const),
      text: `${version} gave no answer to ${missing} of ${samples.count} samples`,
    }));
  const strange = strangeClasses(evidence, plan);
  if (strange.length === 0) return found;
  const text = `${challenger} answers with classes that nothing else knows: ${listed(strange)}`;
  return [...found, { outcome: 'FAIL', text }];
}

function sampleFaults(evidence: Evidence, plan: JudgingPlan): Finding[] {
  const { count, labelled, classes } = evidence.samples;
  const { missingLabels, floor, critical } = plan;
  const absent = critical.includes('recall') ? absentClasses(evidence, plan) : [];
  const faulty: [boolean, string][] = [
    [labelled < count && missingLabels === 'refuse', `labels are missing for ${count - labelled} of ${count} samples`],
    [labelled < floor, `${labelled} labelled samples, and the floor is ${floor}`],
    [
      classes.length < 2,
      `the labelled samples are of ${classes.length === 1 ? 'one class' : 'no class'}, and it takes two to judge`,
    ],
    [absent.length > 0, `no labelled samples of the classes ${listed(absent)}`],
  ];
  return faulty.filter(([holds]) => holds).map(([, text]) => ({ outcome: 'INCONCLUSIVE', text }));
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

/** What the primary test has against it. */
export function primaryFindings(primary: PrimaryResult | null, alpha: number): Finding[] {
  if (!primary) return [{ outcome: 'INCONCLUSIVE', text: 'the permutation test needs scores, and there are none' }];
  const { test, pValue, pWorse } = primary;
  if (pValue <= alpha) return [];
  if (pWorse <= alpha)
    return [{ outcome: 'FAIL', text: `${test}: worse, p = ${round(pWorse)} at alpha ${round(alpha)}` }];
  return [{ outcome: 'INCONCLUSIVE', text: `${test}: not shown, p = ${round(pValue)} above alpha ${round(alpha)}` }];
}

/** Critical metrics that are lost, or may be. */
export function criticalFindings(critical: readonly CriticalResult[], { margin, rule }: JudgingPlan): Finding[] {
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

/** A verdict in words: what stands against it, what is shown first; else what speaks for it. */
export function reasons(
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
    critical.length === 1
      ? '1 critical metric keeps what it had'
      : `${critical.length} critical metrics keep what they had`,
  ];
}

function points(share: number): string {
  return `${(100 * share).toFixed(1)} points`;
}

function round(value: number): string {
  return Number(value.toPrecision(3)).toString();
}
