import type { Figure } from '../plots/figure';
import { heatTable } from '../plots/heatTable';
import type { DetectorComparison } from './detectorComparison';

/**
 * Draws how often each batch detector alarms at each kind of shift.
 * @example
 * show(await powerFigure(comparison));
 */
export async function powerFigure({ scores, shifts, sizes }: DetectorComparison): Promise<Figure> {
  const contestants = [...new Map(scores.map(({ contestant, role }) => [contestant, role]))];
  const rateOf = (name: string, shift: string) =>
    scores.find((score) => score.contestant === name && score.shift === shift)?.rate.estimate ?? null;
  return heatTable({
    title: 'Who sees which drift',
    subtitle: `Share of runs with an alarm; ${sizes.reference} rows of reference, ${sizes.sample} of sample, ${sizes.features} features, level 5 %`,
    rows: contestants.map(([name]) => name),
    apart: contestants.filter(([, role]) => role !== 'detector').map(([name]) => name),
    columns: shifts,
    values: contestants.map(([name]) => shifts.map((shift) => rateOf(name, shift))),
    width: 860,
    note: 'The first column should be 5 % or less, the others as large as can be. Below the line: habits that stand in for a test, and straw men.',
  });
}
