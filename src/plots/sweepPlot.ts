import type { Figure } from './figure';
import { lineWithBand, type LineWithBandOptions } from './lineWithBand';

/** What a sweep shows: `lineWithBand`'s options with an x axis of its own. */
export interface SweepPlotOptions extends Omit<LineWithBandOptions, 'intervals' | 'percent' | 'xLabel' | 'yLabel'> {
  /** Default "defect images in the bank". */
  readonly xLabel?: string;
  /** Default "value of the metric". */
  readonly yLabel?: string;
}

/**
 * Metrics against how much of the memory bank is contaminated (x in [0, 1], written in per cent), a bar for each interval.
 * @throws {RangeError} as `lineWithBand`.
 * @example
 * show(await sweepPlot({ title: 'Contamination', series: [{ name: 'recall', points: [{ x: 0, y: 0.9 }, { x: 0.1, y: 0.6 }] }] }));
 */
export async function sweepPlot({
  xLabel = 'defect images in the bank',
  yLabel = 'value of the metric',
  ...options
}: SweepPlotOptions): Promise<Figure> {
  return lineWithBand({ ...options, xLabel, yLabel, intervals: 'bars', percent: true });
}
