import { join } from 'node:path';
import { writeFileAtomic } from '../../data/files';
import type { Figure } from '../../plots/figure';
import { saveFigure } from '../../plots/saveFigure';
import type { RetrainingFindings } from './retrainingClaims';

/** Findings and figures by the names of their files. */
export interface RetrainingResults extends RetrainingFindings {
  readonly figures: Readonly<Record<string, Figure>>;
}

/**
 * Writes `cures.json`, `verdicts.json` and the figures, as SVG and PNG, into the folder. Signatures and times are left out.
 * @throws {DriftlabError} DRIFTLAB_IO if a file cannot be written.
 * @example
 * await writeRetraining({ trials, choice, story, figures: { cures: await curesFigure(trials, choice.cure) } }, 'results/08');
 */
export async function writeRetraining(
  { trials, choice, story, figures }: RetrainingResults,
  outRoot: string,
): Promise<void> {
  for (const [name, figure] of Object.entries(figures)) await saveFigure(figure, join(outRoot, 'figures'), name);
  const cures = trials.map(({ name, needs, steps, changed, present, past }) => ({ name, needs, steps, changed, present, past })); // prettier-ignore
  await writeFileAtomic(join(outRoot, 'cures.json'), json({ cures, choice }));
  const { verdicts, evidence, action, decisions } = story;
  await writeFileAtomic(join(outRoot, 'verdicts.json'), json({ verdicts, evidence, action, decisions }));
}

/** Numbers rounded to six digits, so that two runs agree byte for byte. */
function json(value: unknown): string {
  const rounded = (_: string, one: unknown) => (typeof one === 'number' ? Number(one.toPrecision(6)) : one);
  return `${JSON.stringify(value, rounded, 2)}\n`;
}
