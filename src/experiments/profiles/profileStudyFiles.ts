import { join } from 'node:path';
import { writeFileAtomic } from '../../data/files';
import type { Figure } from '../../plots/figure';
import { profileReport } from '../../plots/profileReport';
import { saveFigure } from '../../plots/saveFigure';
import type { ProfileComparison } from '../../profile/compareProfiles';

/**
 * Writes each comparison as `<name>.html` and its figure, as SVG and PNG, into the folder.
 * @throws {DriftlabError} DRIFTLAB_IO if a file cannot be written.
 */
export async function writeProfileStudy(
  comparisons: Readonly<Record<string, ProfileComparison>>,
  figures: Readonly<Record<string, Figure>>,
  outRoot: string,
): Promise<void> {
  for (const [name, comparison] of Object.entries(comparisons))
    await writeFileAtomic(join(outRoot, `${name}.html`), profileReport(comparison));
  for (const [name, figure] of Object.entries(figures)) await saveFigure(figure, join(outRoot, 'figures'), name);
}
