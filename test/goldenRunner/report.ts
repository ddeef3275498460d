import type { CaseResult } from './runCase';
import type { GoldenResult } from './runGolden';

const HEADER = ['family', 'operation', 'passed', 'failed', 'advisory', 'not covered'];
const DIFFERENCES = 3;

/** A table of counts by family and operation, then every failure, then one line that sums up. */
export function report({ cases, errors }: GoldenResult): string {
  const rows = groupByOp(cases).map((group) => [group[0].family, group[0].op, ...counts(group)]);
  const failures = cases.filter(({ outcome }) => outcome === 'failed');
  return [
    table([HEADER, ...rows, ['all', '', ...counts(cases)]]),
    ...failures.map(describeFailure),
    ...errors.map((error) => `error: ${error}`),
    ...new Set(cases.filter(({ omitted }) => omitted.length > 0).map(describePart)),
    'advisory: cases that show a choice of the other library and differ; they do not fail the run',
  ].join('\n');
}

/** Whether nothing failed that counts: covered cases that are not advisory, and files that could not be read. */
export function isGood({ cases, errors }: GoldenResult): boolean {
  return errors.length === 0 && !cases.some(({ outcome, advisory }) => outcome === 'failed' && !advisory);
}

function groupByOp(cases: readonly CaseResult[]): CaseResult[][] {
  const groups = new Map<string, CaseResult[]>();
  for (const one of cases) {
    const key = `${one.family} ${one.op}`;
    groups.set(key, groups.get(key) ?? []);
    groups.get(key)!.push(one);
  }
  return [...groups.values()];
}

function counts(cases: readonly CaseResult[]): number[] {
  const count = (test: (one: CaseResult) => boolean) => cases.filter(test).length;
  return [
    count(({ outcome }) => outcome === 'passed'),
    count(({ outcome, advisory }) => outcome === 'failed' && !advisory),
    count(({ outcome, advisory }) => outcome === 'failed' && advisory),
    count(({ outcome }) => outcome === 'not covered'),
  ];
}

function describeFailure({ family, case: name, advisory, problems }: CaseResult): string {
  const more = problems.length > DIFFERENCES ? [`and ${problems.length - DIFFERENCES} more`] : [];
  const lines = [...problems.slice(0, DIFFERENCES), ...more].map((line) => `    ${line}`);
  return [`${advisory ? 'advisory' : 'failed'}: ${family} ${name}`, ...lines].join('\n');
}

function describePart({ family, op, omitted }: CaseResult): string {
  return `in part: ${family} ${op} without ${omitted.join(', ')}`;
}

function table(rows: readonly (readonly (string | number)[])[]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  const line = (row: readonly (string | number)[]) =>
    row
      .map((cell, i) => (typeof cell === 'number' || i > 1 ? String(cell).padStart(widths[i]) : cell.padEnd(widths[i])))
      .join('  ');
  return rows.map(line).join('\n');
}
