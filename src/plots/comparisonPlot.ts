import type { CardOptions } from './card';
import { figure, type Figure } from './figure';
import { plotlyPanels } from './plotlyPanels';
import { drawScorePanels, scorePanels, type ScoreRun } from './scorePanels';

/** What a comparison of runs shows. */
export interface ComparisonPlotOptions extends Omit<CardOptions, 'legend'> {
  /** One column each, such as clean, before and after. */
  readonly runs: readonly ScoreRun[];
  /** Edges of the bins, or how many over the scores of all runs (default 30). The outer bins are open. */
  readonly bins?: number | readonly number[];
  /** Default "anomaly score". */
  readonly scoreLabel?: string;
  /** Pixels (default 688). */
  readonly width?: number;
}

/**
 * The scores of several runs side by side, good and defect images apart, with one axis and one set of bins for all; the
 * figure has an interactive twin.
 * @throws {RangeError} if there is no run or no score, two runs share a name, or the edges do not increase.
 * @example
 * show(await comparisonPlot({ title: 'Contrast 0.6', runs: [clean, before, after] }));
 */
export async function comparisonPlot({
  runs,
  bins = 30,
  scoreLabel = 'anomaly score',
  width = 688,
  ...around
}: ComparisonPlotOptions): Promise<Figure> {
  const panels = scorePanels(runs, bins, scoreLabel);
  return figure(drawScorePanels(panels, around, width, 300), { plotly: plotlyPanels(panels, around, width + 32) });
}
