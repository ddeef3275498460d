import { join } from 'node:path';
import { writeFileAtomic } from '../../data/files';
import type { Figure } from '../../plots/figure';
import { saveFigure } from '../../plots/saveFigure';
import type { RealArrivals } from './realArrivals';
import { strangeAmongMostDrifted, type TextArrivals } from './textArrivals';
import type { TextDriftSweep } from './textDriftSweep';

/** What the notebook on drift of texts found, and its figures by the names of their files. */
export interface TextDriftResults {
  readonly sweep: TextDriftSweep;
  readonly real: RealArrivals;
  readonly figures: Readonly<Record<string, Figure>>;
}

/**
 * Writes `sweep.json`, `arrivals.json` and the figures, as SVG and PNG, into the folder. No text of a data set is written.
 * @throws {DriftlabError} DRIFTLAB_IO if a file cannot be written.
 * @example
 * await writeTextDrift({ sweep, real, figures: { sweep: await sweepFigure(sweep) } }, 'results/05_text_drift');
 */
export async function writeTextDrift({ sweep, real, figures }: TextDriftResults, outRoot: string): Promise<void> {
  for (const [name, figure] of Object.entries(figures)) await saveFigure(figure, join(outRoot, 'figures'), name);
  const arrivals = real.kind === 'none' ? real : { clinc: summary(real.clinc), banking: summary(real.banking) };
  await writeFileAtomic(join(outRoot, 'sweep.json'), json(sweep));
  await writeFileAtomic(join(outRoot, 'arrivals.json'), json(arrivals));
}

function summary({ batches, ...settings }: TextArrivals): object {
  return {
    ...settings,
    batches: batches.map((batch) => ({
      ...{ share: batch.share, accuracy: batch.accuracy, confidence: batch.confidence, told: batch.told },
      tests: batch.report.tests.map(({ name, statistic, adjustedPValue }) => ({ name, statistic, adjustedPValue })),
      strangeAmongMostDrifted: strangeAmongMostDrifted(batch),
    })),
  };
}

/** Numbers rounded to six digits, so that two runs agree byte for byte. */
function json(value: unknown): string {
  const rounded = (_: string, one: unknown) => (typeof one === 'number' ? Number(one.toPrecision(6)) : one);
  return `${JSON.stringify(value, rounded, 2)}\n`;
}
