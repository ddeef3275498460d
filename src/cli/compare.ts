import type { Command } from 'commander';
import { writeFileAtomic } from '../data/files';
import { readProfileFile } from '../experiments/profiles/profileJson';
import { profileReport } from '../plots/profileReport';
import { compareProfiles, type ProfileComparison } from '../profile/compareProfiles';
import type { PartComparison } from '../profile/partComparison';
import { examples } from './examples';
import { numberFlag } from './numberFlag';
import { pipelineStatus } from './pipelineStatus';

interface CompareFlags {
  readonly alpha: number;
  readonly warn: number;
  readonly alert: number;
  readonly json?: string | true;
  readonly html?: string;
}

const STATUS = { ok: 0, warn: 1, alert: 2 } as const;

async function run(reference: string, current: string, { json, html, ...options }: CompareFlags): Promise<void> {
  const comparison = compareProfiles(await readProfileFile(reference), await readProfileFile(current), options);
  const text = `${JSON.stringify(comparison, null, 2)}\n`;
  if (typeof json === 'string') await writeFileAtomic(json, text);
  if (html !== undefined) await writeFileAtomic(html, profileReport(comparison));
  process.stdout.write(json === true ? text : table(comparison));
  process.exitCode = STATUS[comparison.status];
}

function table({ parts, status, because }: ProfileComparison): string {
  const rows = [...parts].sort((a, b) => STATUS[b.status] - STATUS[a.status]).map(row);
  const lines = [['status', 'part', 'measure', 'score', 'chance', 'PSI', 'KS'], ...rows];
  const widths = lines[0].map((_, i) => Math.max(...lines.map((cells) => cells[i].length)));
  const text = lines.map((cells) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i]))
      .join('  ')
      .trimEnd(),
  );
  return [...text, '', `${status}: ${because}`, ''].join('\n');
}

function row({ status, name, measure, score, chance, distribution }: PartComparison): string[] {
  const bounded = distribution && [distribution.psi, distribution.ks];
  const [psi = '', ks = ''] =
    bounded?.map((one) => one && `${fixed(one.value)}${one.error > 0 ? ` ± ${fixed(one.error)}` : ''}`) ?? [];
  return [status, name, measure, fixed(score), fixed(chance), psi, ks];
}

const fixed = (value: number): string => value.toFixed(3);

/** `driftlab compare`. */
export function addCompare(program: Command): void {
  const command = program
    .command('compare')
    .argument('<reference>', 'a profile')
    .argument('<current>', 'the profile that is compared with it')
    .description('how two profiles differ; exit status 0: ok, 1: warn, 2: alert, 3: it could not be compared')
    .option('--alpha <rate>', 'how often chance alone may warn or alert', numberFlag, 0.05)
    .option('--warn <score>', 'scores from here on warn', numberFlag, 0.1)
    .option('--alert <score>', 'scores above alert', numberFlag, 0.2)
    .option('--json [file]', 'write the comparison as JSON, to stdout without a file')
    .option('--html <file>', 'write a page with plots')
    .addHelpText(
      'after',
      examples([
        ['compare may.json june.json', 'a table'],
        ['compare may.json june.json --html drift.html --json drift.json', 'a page and its numbers as well'],
        ['compare may.json june.json > /dev/null || notify', 'in a pipeline'],
      ]),
    );
  pipelineStatus(command, run);
}
