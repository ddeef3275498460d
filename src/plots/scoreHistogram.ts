import type { CardOptions } from './card';
import { figure, type Figure } from './figure';
import { drawScorePanels, scorePanels } from './scorePanels';

/** What a score histogram shows. */
export interface ScoreHistogramOptions extends Omit<CardOptions, 'legend'> {
  readonly good: ArrayLike<number>;
  readonly defect: ArrayLike<number>;
  /** Scores above it raise an alarm; drawn as a dashed line with the number of images above it. */
  readonly threshold?: number;
  /** Edges of the bins, or how many over all scores (default 30). The outer bins are open: no score is dropped. */
  readonly bins?: number | readonly number[];
  /** Default "anomaly score". */
  readonly scoreLabel?: string;
  /** Pixels (default 560). */
  readonly width?: number;
}

/**
 * Histograms of anomaly scores, good images above and defect images below, over the same bins.
 * @throws {RangeError} if there is no score or the edges do not increase.
 * @example
 * show(await scoreHistogram({ title: 'Before', good: [0.2, 0.3], defect: [0.7], threshold: 0.5 }));
 */
export async function scoreHistogram({
  good,
  defect,
  threshold,
  bins = 30,
  scoreLabel = 'anomaly score',
  width = 560,
  ...around
}: ScoreHistogramOptions): Promise<Figure> {
  const panels = scorePanels([{ name: around.title, good, defect, threshold }], bins, scoreLabel);
  return figure(drawScorePanels(panels, around, width, 280));
}
