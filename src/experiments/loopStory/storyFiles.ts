import { join } from 'node:path';
import { writeFileAtomic } from '../../data/files';
import type { Figure } from '../../plots/figure';
import { saveFigure } from '../../plots/saveFigure';
import type { RetrainingStory } from './retrainingStory';

/**
 * Writes `story.json` (each look, change and verdict) and the figures, as SVG and PNG, into the folder. Keys, signatures and hashes are left out.
 * @throws {DriftlabError} DRIFTLAB_IO if a file cannot be written.
 * @example
 * await writeStory(story, { accuracy: await storyAccuracyFigure(story) }, 'results/09');
 */
export async function writeStory(
  { dates, cycles, changes, labelsSooner, verdicts, rolledBackBecause, audit }: RetrainingStory,
  figures: Readonly<Record<string, Figure>>,
  outRoot: string,
): Promise<void> {
  for (const [name, figure] of Object.entries(figures)) await saveFigure(figure, join(outRoot, 'figures'), name);
  const looks = cycles.map(({ at, outcome, because, version, found }) => ({
    ...{ at, outcome, because, version, decision: found?.decision, explanation: found?.explanation },
    posterior: found?.assessment.posterior,
  }));
  const judged = verdicts.map(({ outcome, because, alpha, primary, gain }) => ({ outcome, because, alpha, primary, gain })); // prettier-ignore
  const rounded = (_: string, one: unknown) => (typeof one === 'number' ? Number(one.toPrecision(6)) : one);
  const told = { dates, labelsSooner, changes, looks, verdicts: judged, rolledBackBecause, decisions: audit.kinds };
  await writeFileAtomic(join(outRoot, 'story.json'), `${JSON.stringify(told, rounded, 2)}\n`);
}
