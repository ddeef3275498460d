import { join } from 'node:path';
import { writeFileAtomic } from '../../data/files';
import type { Figure } from '../../plots/figure';
import { saveFigure } from '../../plots/saveFigure';
import type { SeverityRow } from './severityStudy';
import type { Timeline } from './timelineStudy';

/** What the lab measured, and its figures by the names of their files. */
export interface MedicalResults {
  readonly severity: readonly SeverityRow[];
  readonly timelines: readonly Timeline[];
  readonly figures: Readonly<Record<string, Figure>>;
}

/**
 * Writes `lab.json` and the figures, as SVG and PNG, into the folder: the same in every run.
 * @throws {DriftlabError} DRIFTLAB_IO if a file cannot be written.
 * @example
 * await writeMedicalLab({ severity, timelines, figures }, 'results/04_medical_drift_lab');
 */
export async function writeMedicalLab(
  { severity, timelines, figures }: MedicalResults,
  outRoot: string,
): Promise<void> {
  for (const [name, figure] of Object.entries(figures)) await saveFigure(figure, join(outRoot, 'figures'), name);
  // the last digits of sums differ between machines
  const short = (_: string, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(6)) : value);
  await writeFileAtomic(join(outRoot, 'lab.json'), `${JSON.stringify({ severity, timelines }, short, 2)}\n`);
}
