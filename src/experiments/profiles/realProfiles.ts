import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { imageDrifts } from '../../augmentation/imageDrifts';
import { readBanking77 } from '../../data/banking77';
import { readCsv } from '../../data/csv';
import { openMedMnist } from '../../data/medMnist';
import { plainOrPacked } from '../../data/plainOrPacked';
import { readSmsSpam } from '../../data/smsSpam';
import type { TextTable } from '../../data/table';
import { compareProfiles, type ProfileComparison } from '../../profile/compareProfiles';
import { computeDatasetProfile } from '../../profile/computeDatasetProfile';
import type { DatasetProfile } from '../../profile/datasetProfile';
import { mergeProfiles } from '../../profile/mergeProfiles';
import type { ProfileData } from '../../profile/recorder';
import type { TaskSpec } from '../../profile/taskSpec';
import { createRandom } from '../../random';

/** What profiles say of real data sets, or why it is not shown. */
export type RealProfiles =
  | { readonly kind: 'none'; readonly because: string }
  | {
      readonly kind: 'real';
      readonly comparisons: Readonly<Record<RealComparison, ProfileComparison>>;
      /** Adult profiled whole, and in ten parts. */
      readonly whole: DatasetProfile;
      readonly merged: DatasetProfile;
    };

export type RealComparison = 'adultSplit' | 'adultAge' | 'bikeSeason' | 'smsBank' | 'breastSplit' | 'breastScanner';

const FILES = ['tabular/adult_train.csv', 'tabular/adult_test.csv', 'tabular/bike_sharing_hour.csv', 'text/sms_spam.tsv', 'text/banking77_train.csv', 'images/breastmnist.npz']; // prettier-ignore
const ALL = { sampleSize: Infinity } as const;
const PARTS = 10;

/**
 * Six comparisons of real data: the two files of Adult; its people under 35 with those of 50 and more; rented bikes in winter and in
 * summer; questions to a bank with SMS messages; BreastMNIST's training with its test images, as they are and as a scanner
 * with another gamma would show them.
 * @param dataFolder has the folders `tabular`, `text` and `images`.
 * @throws {DriftlabError} as the readers do.
 * @example
 * const real = await realProfiles(process.env.DRIFTLAB_DATA);
 */
export async function realProfiles(dataFolder?: string): Promise<RealProfiles> {
  if (dataFolder === undefined) return { kind: 'none', because: 'no data folder was named (DRIFTLAB_DATA)' };
  const missing = FILES.find((file) => !['', '.gz'].some((ending) => existsSync(join(dataFolder, file + ending))));
  if (missing !== undefined) return { kind: 'none', because: `the data folder has no ${missing}` };
  const table = async (name: string) => readCsv(await plainOrPacked(join(dataFolder, 'tabular', name)));
  const adult = await table('adult_train.csv');
  const whole = profile(columnsOf(adult), { modality: 'tabular', name: 'Adult' });
  const parts = Array.from({ length: PARTS }, (_, part) =>
    profile(
      columnsOf(adult, (_row, i) => i % PARTS === part),
      { modality: 'tabular' },
      whole,
    ),
  );
  return {
    kind: 'real',
    comparisons: {
      ...compareAdult(adult, await table('adult_test.csv')),
      ...compareBikes(await table('bike_sharing_hour.csv')),
      ...(await compareTexts(join(dataFolder, 'text'))),
      ...(await compareScans(join(dataFolder, 'images'))),
    },
    whole,
    merged: mergeProfiles(parts),
  };
}

function profile(data: ProfileData, task: TaskSpec, like?: DatasetProfile): DatasetProfile {
  return computeDatasetProfile(data, task, { ...ALL, like });
}

function compare(task: TaskSpec, reference: ProfileData, current: ProfileData): ProfileComparison {
  const first = profile(reference, task);
  return compareProfiles(first, profile(current, task, first));
}

const TABULAR = { modality: 'tabular' } as const;

function compareAdult(train: TextTable, test: TextTable) {
  const age = train.columns.indexOf('age');
  return {
    adultSplit: compare(TABULAR, columnsOf(train), columnsOf(test)),
    adultAge: compare(
      TABULAR,
      columnsOf(train, (row) => Number(row[age]) < 35),
      columnsOf(train, (row) => Number(row[age]) >= 50),
    ),
  };
}

function compareBikes(hours: TextTable) {
  const season = hours.columns.indexOf('season');
  // the season itself and what counts the days tell nothing new
  const kept = ['hr', 'temp', 'hum', 'windspeed', 'weathersit', 'casual', 'registered', 'cnt'];
  const of = (name: string) => columnsOf(hours, (row) => row[season] === name, kept);
  return { bikeSeason: compare(TABULAR, of('1'), of('3')) };
}

async function compareTexts(folder: string) {
  const { train } = await readBanking77(folder);
  const sms = await readSmsSpam(await plainOrPacked(join(folder, 'sms_spam.tsv')));
  return { smsBank: compare({ modality: 'text' }, train.texts, sms.texts) };
}

async function compareScans(folder: string) {
  const { train, test } = await openMedMnist(folder, 'breastmnist');
  const scanned = imageDrifts.gamma.apply(test.images, 0.3, createRandom(0));
  const task = { modality: 'vision' } as const;
  return {
    breastSplit: compare(task, train.images, test.images),
    breastScanner: compare(task, train.images, scanned),
  };
}

type Rows = (row: readonly string[], index: number) => boolean;

/** Columns of the rows that are chosen; numbers where all cells are, and '?' is missing. */
function columnsOf(
  { columns, rows }: TextTable,
  chosen: Rows = () => true,
  kept: readonly string[] = columns,
): Readonly<Record<string, (string | number | null)[]>> {
  const picked = rows.filter(chosen);
  return Object.fromEntries(
    kept.map((name) => {
      const at = columns.indexOf(name);
      const numeric = rows.every((row) => Number.isFinite(Number(row[at])));
      return [name, picked.map((row) => (row[at] === '?' ? null : numeric ? Number(row[at]) : row[at]))];
    }),
  );
}
