import type { Command } from 'commander';
import { readProfileFile, writeProfileFile } from '../experiments/profiles/profileJson';
import { mergeProfiles } from '../profile/mergeProfiles';
import { examples } from './examples';
import { pipelineStatus } from './pipelineStatus';

async function run(paths: string[], { out }: { readonly out: string }): Promise<void> {
  const profile = mergeProfiles(await Promise.all(paths.map(readProfileFile)));
  await writeProfileFile(out, profile);
  console.log(`${out}: ${paths.length} profiles, ${profile.rows} rows`);
}

/** `driftlab merge`. */
export function addMerge(program: Command): void {
  const command = program
    .command('merge')
    .argument('<profiles...>', 'profiles of the same kind of data')
    .description('one profile out of several, as if their data had been profiled at once')
    .option('-o, --out <file>', 'where it goes', 'merged.json')
    .addHelpText('after', examples([['merge monday.json tuesday.json -o week.json', 'two days of one stream']]));
  pipelineStatus(command, run);
}
