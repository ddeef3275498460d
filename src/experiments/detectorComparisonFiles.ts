import { join } from 'node:path';
import { writeFileAtomic } from '../data/files';
import type { Figure } from '../plots/figure';
import { saveFigure } from '../plots/saveFigure';
import type { DetectorComparison } from './detectorComparison';
import type { StreamComparison } from './streamComparison';

/** Both comparisons and their figures, by the names of their files. */
export interface ComparisonResults {
  readonly batch: DetectorComparison;
  readonly streams: StreamComparison;
  readonly figures: Readonly<Record<string, Figure>>;
}

/**
 * Writes `scores.json`, `timings.json` and the figures, as SVG and PNG, into the folder. Scores and figures are the same in every
 * run; the alarms themselves are not written.
 * @throws {DriftlabError} DRIFTLAB_IO if a file cannot be written.
 * @example
 * await writeDetectorComparison({ batch, streams, figures: { power, ...streamFigures } }, 'results/03_detector_comparison');
 */
export async function writeDetectorComparison(results: ComparisonResults, outRoot: string): Promise<void> {
  const { batch, streams, figures } = results;
  const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
  for (const [name, figure] of Object.entries(figures)) await saveFigure(figure, join(outRoot, 'figures'), name);
  const models = streams.models.map((score) => ({ ...score, alarms: score.alarms.length, curve: undefined }));
  const scores = { batch: { sizes: batch.sizes, scores: batch.scores }, streams: streams.alarms, models };
  await writeFileAtomic(join(outRoot, 'scores.json'), json(scores));
  const timings = { 'batch, ms a comparison': batch.timings, 'stream, ms a value': streams.timings };
  await writeFileAtomic(join(outRoot, 'timings.json'), json(timings));
}
