import { MEASUREMENTS } from './admissions';
import type { StoryCycle } from './storyTeller';

/**
 * Rows for `showTable`: what was found at each look, what was decided, and what came of it.
 * @example
 * showTable(storyDiary(story.cycles));
 */
export function storyDiary(cycles: readonly StoryCycle[]): Record<string, string | number>[] {
  return cycles.map(({ at, decided, found, outcome, because }) => ({
    patients: at,
    'P(drift)': decided!.confidence.toFixed(3),
    severity: severityOf(found),
    'what moved': found?.explanation?.moved?.cause ?? '–',
    since: sinceOf(found),
    decision: decided!.action,
    'first reason': decided!.because[0],
    'came of it': outcome === 'noRetraining' ? '–' : `${outcome}: ${because}`,
  }));
}

function severityOf(found: StoryCycle['found']): string {
  const severity = found?.explanation?.severity;
  return severity
    ? `${severity.severity.toFixed(2)} [${severity.low.toFixed(2)}, ${severity.high.toFixed(2)}]`
    : (found?.assessment.severity.toFixed(2) ?? '–');
}

function sinceOf(found: StoryCycle['found']): string {
  const change = found?.explanation?.change;
  const of = change?.of.replace(/^feature (\d+)$/, (_, column: string) => MEASUREMENTS[Number(column)]);
  return change ? `${change.estimate} [${change.low}, ${change.high}], by ${of}` : '–';
}
