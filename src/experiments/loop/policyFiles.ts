import { join } from 'node:path';
import { writeFileAtomic } from '../../data/files';
import type { Figure } from '../../plots/figure';
import { saveFigure } from '../../plots/saveFigure';
import { saveQTable } from '../../retraining/deciding/qTableFiles';
import type { PolicyStudy } from './policyStudy';

/**
 * Writes `policies.json`, the learnt table of each price (`q-table-25.json`) and the figures, as SVG and PNG, into the folder.
 * @throws {DriftlabError} DRIFTLAB_IO if a file cannot be written.
 * @example
 * await writePolicyStudy(study, { ...(await policyFigures(study)) }, 'results/09');
 */
export async function writePolicyStudy(
  study: PolicyStudy,
  figures: Readonly<Record<string, Figure>>,
  outRoot: string,
): Promise<void> {
  for (const [name, figure] of Object.entries(figures)) await saveFigure(figure, join(outRoot, 'figures'), name);
  for (const { price, learnt } of study.prepared) await saveQTable(join(outRoot, `q-table-${price}.json`), learnt);
  await writeFileAtomic(join(outRoot, 'policies.json'), policyJson(study));
}

/**
 * The study as JSON without timelines, tables and single delays, a row a line, numbers rounded to six digits, so that two runs agree byte for byte.
 * @example
 * JSON.parse(policyJson(study)).rows.length;
 */
export function policyJson({ runs, prices, delay, rows, measured, prepared, withoutReal }: PolicyStudy): string {
  const rules = prepared.map(({ price, table }) => ({ price, table }));
  // a delay for each drift of each run is much to read
  const kept = (key: string, one: unknown) => (key === 'delays' ? undefined : rounded(one));
  const about = Object.entries({ runs, prices, delay, measured, rules, withoutReal });
  const lines = about.map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value, kept)}`);
  return `{\n${lines.join(',\n')},\n"rows": [\n${rows.map((row) => JSON.stringify(row, kept)).join(',\n')}\n]\n}\n`;
}

const rounded = (one: unknown): unknown => (typeof one === 'number' ? Number(one.toPrecision(6)) : one);
