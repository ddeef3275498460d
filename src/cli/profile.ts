import type { Command } from 'commander';
import { profileFile, type ProfileFileOptions } from '../experiments/profiles/profileFile';
import { readProfileFile, writeProfileFile } from '../experiments/profiles/profileJson';
import { examples } from './examples';
import { numberFlag } from './numberFlag';
import { pipelineStatus } from './pipelineStatus';

interface ProfileFlags extends Omit<ProfileFileOptions, 'like'> {
  readonly out: string;
  readonly like?: string;
}

async function run(data: string, { out, like, ...flags }: ProfileFlags): Promise<void> {
  const profile = await profileFile(data, { ...flags, ...(like && { like: await readProfileFile(like) }) });
  await writeProfileFile(out, profile);
  const { rows, task, parts } = profile;
  console.log(`${out}: ${task.modality}, ${rows} rows, ${parts.length} parts`);
}

const list = (text: string): string[] => text.split(',');

/** `driftlab profile`. */
export function addProfile(program: Command): void {
  const command = program
    .command('profile')
    .argument('<data>', 'a .csv, .tsv, .parquet, .txt (a text in each line) or .npz file, or a folder of images')
    .description('write what stays of data when it is gone: counts, moments, quantiles, frequent labels; no rows')
    .option('-o, --out <file>', 'where the profile goes', 'profile.json')
    .option('--like <profile>', 'count in the bins of this profile, so that both compare and merge exactly')
    .option('--name <name>', 'what reports call the data (default: its path)')
    .option('--categorical <columns>', 'columns whose numbers name categories, by commas', list)
    .option('--predicted <column>', 'the column with the classes that a model predicted')
    .option('--text <column>', 'profile the texts of this column')
    .option('--missing <cells>', 'cells of a CSV file that mean missing, by commas', list)
    .option('--separator <text>', 'of a CSV file')
    .option('--array <name>', 'the array of a .npz file (default: the first of images)')
    .option('--size <pixels>', 'bring images to this size', numberFlag)
    .option('--rare <count>', 'labels seen less often are not named', numberFlag, 10)
    .option('--seed <integer>', 'of the sketches', numberFlag, 0)
    .addHelpText(
      'after',
      examples([
        ['profile may.csv -o may.json', 'the reference'],
        ['profile june.parquet -o june.json --like may.json', 'what is compared with it'],
        ['profile mails.csv --text body -o mails.json', 'texts: their lengths and words'],
        ["profile adult.csv --missing '?' --categorical education_num -o adult.json", 'how cells are read'],
      ]),
    );
  pipelineStatus(command, run);
}
