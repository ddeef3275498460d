import { figure, type Figure } from '../../plots/figure';
import { loadPlot } from '../../plots/packages';
import { plotToSvg } from '../../plots/plotToSvg';
import { COLORS, FONT_SIZES, SERIES_COLORS } from '../../plots/style';
import { changePoint, type DatedChange } from '../../retraining/explaining/changePoint';
import { MEASUREMENTS } from './admissions';
import type { StoryAlarm } from './storyAlarms';
import type { StoryDates } from './storyDates';

const LEVELS = [0.5, 0.8, 0.9, 0.95, 0.99];

/**
 * When lactate changed: the shortest intervals that hold 50 to 99 % of the posterior of the time, around the median, and the true time.
 * @throws {TypeError | RangeError} as `changePoint`.
 * @example
 * show(await changePointFigure(story.alarms[0], story.dates));
 */
export async function changePointFigure({ inputs, from }: StoryAlarm, { recalibration }: StoryDates): Promise<Figure> {
  const column = MEASUREMENTS.indexOf('lactate');
  const series = Float64Array.from({ length: inputs.rows }, (_, i) => inputs.values[i * inputs.columns + column]);
  const dated = LEVELS.map((level) => changePoint(series, { level }));
  const around = (at: number) => Math.abs(from + at - recalibration) <= 60;
  const patients = [...series.keys()].filter(around).map((i) => ({ x: from + i, y: series[i] }));
  return figure(
    plotToSvg({
      title: 'When did lactate change?',
      subtitle:
        'Readings around the change, and the posterior of its time: median and shortest intervals with 50 to 99 % of it',
      legend: [
        { label: 'a patient', color: COLORS.baseline },
        { label: 'interval', color: SERIES_COLORS[0], mark: 'line' },
        { label: 'the true time', color: COLORS.defect, mark: 'dashes' },
      ],
      plot: plotOf(patients, dated, from, recalibration),
      ...{ width: 720, height: 300 },
    }),
  );
}

function plotOf(
  patients: readonly { readonly x: number; readonly y: number }[],
  dated: readonly DatedChange[],
  from: number,
  truth: number,
) {
  const Plot = loadPlot();
  const top = Math.max(...patients.map(({ y }) => y));
  const bars = dated.map(({ low, high, estimate, level }, k) => ({
    ...{ low: from + low, high: from + high, estimate: from + estimate },
    y: top + 0.6 + 0.45 * k,
    text: `${100 * level} %: ${from + low} to ${from + high}`,
  }));
  return {
    ...{ marginTop: 20, marginBottom: 42, marginLeft: 52, marginRight: 150 },
    x: { label: 'patient', labelAnchor: 'center', labelArrow: 'none', ticks: 6, tickFormat: String },
    y: { label: 'lactate (standard deviations)', ticks: 5 },
    marks: [
      Plot.gridY({ ticks: 5, stroke: COLORS.grid, strokeOpacity: 1 }),
      Plot.ruleX([truth], { stroke: COLORS.defect, strokeDasharray: '4,3', strokeWidth: 1.5 }),
      Plot.dot(patients, { x: 'x', y: 'y', fill: COLORS.baseline, r: 2.5 }),
      Plot.ruleY(bars, { y: 'y', x1: 'low', x2: 'high', stroke: SERIES_COLORS[0], strokeWidth: 3 }),
      Plot.dot(bars, { x: 'estimate', y: 'y', fill: COLORS.ink, r: 3 }),
      Plot.text(bars, {
        ...{ x: 'high', y: 'y', text: 'text', textAnchor: 'start', dx: 8 },
        ...{ fontSize: FONT_SIZES.small, stroke: COLORS.card, strokeWidth: 3, fill: COLORS.ink },
      }),
    ],
  };
}
