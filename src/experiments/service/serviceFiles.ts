import { join } from 'node:path';
import { writeFileAtomic } from '../../data/files';
import { saveFigure } from '../../plots/saveFigure';
import type { ServiceFigures } from './serviceFigures';
import type { ServiceScenarios } from './serviceScenarios';

/**
 * Writes `scenarios.json` and the figures, as SVG and PNG, into the folder.
 * @throws {DriftlabError} DRIFTLAB_IO if a file cannot be written.
 * @example
 * await writeServiceScenarios(scenarios, await serviceFigures(scenarios), 'results/06_model_drift_api');
 */
export async function writeServiceScenarios(
  scenarios: ServiceScenarios,
  figures: ServiceFigures,
  outRoot: string,
): Promise<void> {
  for (const [name, figure] of Object.entries(figures)) await saveFigure(figure, join(outRoot, 'figures'), name);
  await writeFileAtomic(join(outRoot, 'scenarios.json'), `${JSON.stringify(scenarios, undefined, 1)}\n`);
}
